//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// A value that the store keeps for a tenant.
///
/// The names of its coding keys are the names of its columns.
public protocol TenantRecord: Codable, Sendable, Hashable, Identifiable where ID == RecordID {
    /// The name of its table.
    static var table: String { get }
    /// Its id.
    var id: RecordID { get }
    /// Whose it is.
    var tenant: RecordID { get }
}

/// A record whose changes are counted, so that a change that was made from an old copy is noticed.
public protocol VersionedRecord: TenantRecord {
    /// How often it was written.
    var version: Int { get set }
}
