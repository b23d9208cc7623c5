//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Something that somebody did or tried, chained to what was done before it.
public struct AuditEntry: TenantRecord {
    public static let table = "auditEntry"

    /// How it went.
    public enum Outcome: String, Codable, Sendable, Hashable {
        /// It was done.
        case done
        /// It was refused.
        case refused
    }

    public var id: RecordID
    public var tenant: RecordID
    /// Its place in the tenant's chain, from 1, without gaps.
    public var seq: Int
    /// When, in RFC 3339 form in UTC.
    public var at: String
    /// Who.
    public var actor: String
    /// What was done, such as `scan.create`.
    public var action: String
    /// The record that it was done to.
    public var object: String
    /// How it went.
    public var outcome: Outcome
    /// What else there is to know.
    public var detail: String
    /// The request that it belongs to.
    public var request: String
    /// The hash of the entry before; 64 zeros for the first one.
    public var previous: String
    /// The hash of this entry.
    public var hash: String
}
