//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import VentiService

/// What clients see of a document.
struct DocumentView: Encodable, Sendable {
    var id: RecordID
    var sha256: String
    var name: String
    var size: Int
    var title: String
    var apiVersion: String
    var openapiVersion: String
    var operations: Int
    var createdAt: Date

    init(_ document: StoredDocument) {
        id = document.id
        sha256 = document.sha256
        name = document.name
        size = document.size
        title = document.title
        apiVersion = document.apiVersion
        openapiVersion = document.openAPIVersion
        operations = document.operations
        createdAt = document.createdAt
    }
}
