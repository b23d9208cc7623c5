//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

public import Foundation

/// An API that may be scanned, and how far.
public struct Target: VersionedRecord {
    public static let table = "target"
    public var id: RecordID
    public var tenant: RecordID
    public var version: Int = 1
    /// The project that it belongs to.
    public var project: RecordID
    /// What people call it.
    public var name: String
    /// Its base URL.
    public var url: String
    /// Paths below the base URL that no scan may send to, as globs.
    public var excludedPaths: [String]
    /// What no scan of it may exceed.
    public var maximumRequestsPerSecond: Double
    /// What shows that it is the tenant's: served at ``TargetVerification/path`` or in a header.
    public var verificationToken: String
    /// When somebody last showed that it is the tenant's.
    public var verifiedAt: Date?
    /// The names of the identities whose credentials are stored.
    public var identities: [String]
    /// When it was made.
    public var createdAt: Date
}

/// The credentials of a target's users, as they are stored.
package struct TargetCredentials: TenantRecord {
    package static let table = "targetCredentials"
    /// The target's id.
    package var id: RecordID
    package var tenant: RecordID
    /// The name of the master key.
    var key: String
    /// What ``CredentialVault`` has sealed.
    var sealed: Data
    var updatedAt: Date
}
