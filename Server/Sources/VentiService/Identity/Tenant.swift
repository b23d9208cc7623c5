//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

public import Foundation

/// An organisation whose records nobody else sees.
public struct Tenant: TenantRecord {
    public static let table = "tenant"
    public var id: RecordID
    /// Equal to the id.
    public var tenant: RecordID
    /// A short name of letters, digits and dashes, which is unique.
    public var slug: String
    /// What people call it.
    public var name: String
    /// When it was made.
    public var createdAt: Date
}
