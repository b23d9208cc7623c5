//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// What a property says about a thing, judged by its name: what it is worth to write it without being asked.
enum PropertyKind: Int, Sendable, Comparable {
    /// Nothing that is known to matter.
    case other
    /// What the server itself notes, such as when a thing was made.
    case record
    /// Where a thing stands, such as `status` or `verified`.
    case state
    /// Whose a thing is.
    case ownership
    case money
    /// What somebody may do.
    case privilege

    init(_ name: String) {
        let words = Words.split(name)
        let set = Set(words.map(Words.singular))
        let folded = SensitiveNames.fold(name)
        if !set.isDisjoint(with: Self.privileges) || folded.hasSuffix("admin") || folded.hasPrefix("admin")
            || Self.accountTypes.contains(folded)
        {
            self = .privilege
        } else if !set.isDisjoint(with: Self.amounts) || words.last == "cents" {
            self = .money
        } else if !set.isDisjoint(with: Self.times) || words.count > 1 && words.last == "at" {
            self = .record
        } else if !set.isDisjoint(with: Self.owners), words.count == 1 || ["id", "by", "uuid"].contains(words.last) {
            self = .ownership
        } else if !set.isDisjoint(with: Self.states) {
            self = .state
        } else if !set.isDisjoint(with: Self.counters) {
            self = .record
        } else {
            self = .other
        }
    }

    /// How severe it is that anybody may write a property of this kind.
    var severity: Severity {
        switch self {
        case .privilege: .critical
        case .money, .ownership, .state: .high
        case .record: .medium
        case .other: .low
        }
    }

    static func < (left: PropertyKind, right: PropertyKind) -> Bool { left.rawValue < right.rawValue }

    private static let privileges: Set<String> = [
        "role", "admin", "administrator", "superuser", "root", "staff", "moderator", "permission", "privilege", "scope",
        "isadmin", "isstaff", "issuperuser", "authority", "clearance",
    ]
    private static let accountTypes: Set<String> = ["usertype", "accounttype", "usergroup", "accesslevel", "userlevel"]
    private static let amounts: Set<String> = [
        "balance", "credit", "price", "amount", "total", "cost", "discount", "fee", "salary", "paid", "due", "quota",
        "bonus", "refund", "tax", "debt", "wallet", "payout",
    ]
    private static let owners: Set<String> = [
        "owner", "user", "author", "creator", "created", "customer", "tenant", "organization", "organisation",
        "company",
        "account", "member", "seller", "merchant",
    ]
    private static let states: Set<String> = [
        "status", "state", "approved", "verified", "active", "enabled", "confirmed", "locked", "blocked", "banned",
        "published", "isverified", "isactive", "isapproved", "ispaid", "suspended", "trusted", "premium", "tier",
        "featured", "level", "shipped", "accepted",
    ]
    private static let times: Set<String> = ["timestamp", "createdon", "createdat", "updatedat", "deletedat"]
    private static let counters: Set<String> = [
        "like", "view", "rating", "score", "point", "count", "vote", "rank", "version", "revision", "sequence",
    ]
}
