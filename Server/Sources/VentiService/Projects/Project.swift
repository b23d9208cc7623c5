//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

public import Foundation

/// What belongs together: the targets of one product, and what was found in them.
public struct Project: VersionedRecord {
    public static let table = "project"
    public var id: RecordID
    public var tenant: RecordID
    public var version: Int = 1
    /// What people call it.
    public var name: String
    /// What it is about.
    public var summary: String
    /// When it was made.
    public var createdAt: Date
}
