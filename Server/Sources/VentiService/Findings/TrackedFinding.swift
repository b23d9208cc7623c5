//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

public import Foundation
public import VentiKit

/// A flaw of a target over all its scans. The same fingerprint is the same flaw.
public struct TrackedFinding: VersionedRecord {
    public static let table = "finding"

    /// What is thought of a flaw.
    public enum State: String, Codable, Sendable, Hashable, CaseIterable {
        /// The last scan has found it, and no one before.
        case new
        /// More than one scan has found it.
        case open
        /// The last scan that could have found it did not.
        case fixed
        /// It was fixed, and a scan has found it again.
        case regressed
        /// Somebody has taken the risk on until a day.
        case accepted
        /// Somebody says that it is none.
        case falsePositive = "false_positive"

        /// Whether there is something to do about it.
        public var isActive: Bool { self == .new || self == .open || self == .regressed }
    }

    public var id: RecordID
    public var tenant: RecordID
    public var version: Int = 1
    /// The target's project.
    public var project: RecordID
    /// Where it was found.
    public var target: RecordID
    /// VentiKit's fingerprint.
    public var fingerprint: String
    /// The check that found it.
    public var check: String
    /// What kind of flaw it is.
    public var title: String
    /// What was found, in one line.
    public var summary: String
    /// The method and path.
    public var operation: String
    /// How bad it is.
    public var severity: Severity
    /// The severity as a number that sorts.
    public var rank: Int
    /// How sure the last scan was.
    public var confidence: Confidence
    /// What is thought of it.
    public var state: State
    /// Who is to mend it.
    public var assignee: String?
    /// Why its state is what it is, where a person has set it.
    public var reason: String?
    /// Until when the risk is taken on.
    public var acceptedUntil: Date?
    /// The scan that found it first.
    public var firstScan: RecordID
    /// The scan that found it last.
    public var lastScan: RecordID
    /// When it was found first.
    public var firstSeenAt: Date
    /// When it was found last.
    public var lastSeenAt: Date
    /// Since when it is fixed.
    public var fixedAt: Date?

    /// One that a store has read.
    package init(
        id: RecordID,
        tenant: RecordID,
        version: Int = 1,
        project: RecordID,
        target: RecordID,
        fingerprint: String,
        check: String,
        title: String,
        summary: String,
        operation: String,
        severity: Severity,
        rank: Int,
        confidence: Confidence,
        state: State,
        assignee: String? = nil,
        reason: String? = nil,
        acceptedUntil: Date? = nil,
        firstScan: RecordID,
        lastScan: RecordID,
        firstSeenAt: Date,
        lastSeenAt: Date,
        fixedAt: Date? = nil
    ) {
        self.id = id
        self.tenant = tenant
        self.version = version
        self.project = project
        self.target = target
        self.fingerprint = fingerprint
        self.check = check
        self.title = title
        self.summary = summary
        self.operation = operation
        self.severity = severity
        self.rank = rank
        self.confidence = confidence
        self.state = state
        self.assignee = assignee
        self.reason = reason
        self.acceptedUntil = acceptedUntil
        self.firstScan = firstScan
        self.lastScan = lastScan
        self.firstSeenAt = firstSeenAt
        self.lastSeenAt = lastSeenAt
        self.fixedAt = fixedAt
    }
}

/// That one scan has found a flaw, with its proof.
struct FindingOccurrence: TenantRecord {
    static let table = "findingOccurrence"
    var id: RecordID
    var tenant: RecordID
    var scan: RecordID
    var finding: RecordID
    var fingerprint: String
    var rank: Int
    /// VentiKit's finding as JSON.
    var json: Data
}

/// A change of what is thought of a flaw, or a comment.
public struct FindingChange: TenantRecord {
    public static let table = "findingChange"
    public var id: RecordID
    public var tenant: RecordID
    /// The flaw.
    public var finding: RecordID
    /// Who or which scan.
    public var actor: String
    /// The state before; `nil` where it has none yet.
    public var from: TrackedFinding.State?
    /// The state after; equal to `from` for a comment.
    public var to: TrackedFinding.State
    /// Why.
    public var comment: String?
    /// When.
    public var at: Date
}
