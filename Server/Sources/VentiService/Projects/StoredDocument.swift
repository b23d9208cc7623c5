//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

public import Foundation

/// An API's description that somebody has uploaded. The same bytes are kept once.
public struct StoredDocument: TenantRecord {
    public static let table = "document"
    public var id: RecordID
    public var tenant: RecordID
    /// The SHA-256 of its bytes, in hexadecimal digits.
    public var sha256: String
    /// The file's name.
    public var name: String
    /// How many bytes it has.
    public var size: Int
    /// The API's title.
    public var title: String
    /// The API's version.
    public var apiVersion: String
    /// The version of OpenAPI.
    public var openAPIVersion: String
    /// How many operations it describes.
    public var operations: Int
    /// When it was uploaded.
    public var createdAt: Date
}

/// The bytes of a document.
struct DocumentContent: TenantRecord {
    static let table = "documentContent"
    /// The document's id.
    var id: RecordID
    var tenant: RecordID
    var bytes: Data
}
