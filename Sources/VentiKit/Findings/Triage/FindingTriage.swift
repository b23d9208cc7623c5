//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// What is already known about a report's findings: which are new, which were known before, which somebody has
/// accepted, and which are gone.
///
/// The findings themselves stay as they are; here are only their fingerprints.
public struct FindingTriage: Sendable, Hashable {
    /// What is known of one finding.
    public enum Status: Sendable, Hashable {
        /// The baseline does not have it.
        case new
        /// The baseline has it since that day.
        case known(since: CalendarDate)
        /// Somebody has taken the risk, whether the baseline has it or not.
        case accepted(Acceptance)
    }

    /// One finding of the report.
    public struct Entry: Sendable, Hashable {
        /// The finding.
        public var fingerprint: Fingerprint
        /// Since when the baseline has it, or `nil` where it does not.
        public var since: CalendarDate?
        /// The acceptance that covers it, or `nil` for none.
        public var acceptance: Acceptance?

        /// Makes an entry.
        ///
        /// - Parameters:
        ///   - fingerprint: The finding.
        ///   - since: Since when the baseline has it.
        ///   - acceptance: The acceptance that covers it.
        public init(fingerprint: Fingerprint, since: CalendarDate? = nil, acceptance: Acceptance? = nil) {
            self.fingerprint = fingerprint
            self.since = since
            self.acceptance = acceptance
        }

        /// What is known of the finding.
        public var status: Status {
            if let acceptance { return .accepted(acceptance) }
            return since.map { .known(since: $0) } ?? .new
        }
    }

    /// A finding of the baseline that the report does not have.
    public struct Absence: Sendable, Hashable, Codable {
        /// The finding.
        public var fingerprint: Fingerprint
        /// The check that found it.
        public var checkID: CheckID
        /// The operation, such as `GET /users/{id}`, or `(host)`.
        public var operation: String
        /// Since when the baseline had it.
        public var since: CalendarDate
        /// The flaw's name, where it is known.
        public var title: String?
        /// How bad it was, where that is known.
        public var severity: Severity?
        /// Why its absence proves nothing, in a few words; `nil` where the scan looked for it and did not find it.
        public var reason: String?

        /// Makes an absence.
        ///
        /// - Parameters:
        ///   - fingerprint: The finding.
        ///   - checkID: The check that found it.
        ///   - operation: The operation.
        ///   - since: Since when the baseline had it.
        ///   - title: The flaw's name.
        ///   - severity: How bad it was.
        ///   - reason: Why its absence proves nothing.
        public init(
            fingerprint: Fingerprint,
            checkID: CheckID,
            operation: String,
            since: CalendarDate,
            title: String? = nil,
            severity: Severity? = nil,
            reason: String? = nil
        ) {
            self.fingerprint = fingerprint
            self.checkID = checkID
            self.operation = operation
            self.since = since
            self.title = title
            self.severity = severity
            self.reason = reason
        }
    }

    /// An acceptance whose day has passed, with what it would still cover.
    public struct Expiry: Sendable, Hashable, Codable {
        /// The acceptance.
        public var acceptance: Acceptance
        /// The findings that count again, in the order of the report.
        public var findings: [Fingerprint]

        /// Makes an expiry.
        ///
        /// - Parameters:
        ///   - acceptance: The acceptance.
        ///   - findings: The findings that count again.
        public init(acceptance: Acceptance, findings: [Fingerprint]) {
            self.acceptance = acceptance
            self.findings = findings
        }
    }

    /// The day on which acceptances were judged.
    public var date: CalendarDate
    /// The baseline's name, or `nil` where the report was compared with none, so that nothing is known to be new.
    public var baseline: String?
    /// What is gone: the scan looked where it was, with the check that found it, and did not find it.
    public var fixed: [Absence]
    /// What is not there, though the scan did not look where it was, or not with that check.
    public var notSeen: [Absence]
    /// The acceptances whose day has passed.
    public var expired: [Expiry]
    /// The acceptances that hold and cover nothing.
    public var unused: [Acceptance]

    private var entriesByFingerprint: [Fingerprint: Entry]

    /// Makes a triage.
    ///
    /// - Parameters:
    ///   - date: The day on which acceptances were judged.
    ///   - baseline: The baseline's name, or `nil` for none.
    ///   - entries: What is known of each finding of the report.
    ///   - fixed: What is gone.
    ///   - notSeen: What was not looked for.
    ///   - expired: The acceptances whose day has passed.
    ///   - unused: The acceptances that cover nothing.
    public init(
        date: CalendarDate,
        baseline: String? = nil,
        entries: [Entry] = [],
        fixed: [Absence] = [],
        notSeen: [Absence] = [],
        expired: [Expiry] = [],
        unused: [Acceptance] = []
    ) {
        self.date = date
        self.baseline = baseline
        self.fixed = fixed
        self.notSeen = notSeen
        self.expired = expired
        self.unused = unused
        entriesByFingerprint = Dictionary(entries.map { ($0.fingerprint, $0) }) { first, _ in first }
    }

    /// What is known of each finding of the report, in order of the fingerprints.
    public var entries: [Entry] {
        entriesByFingerprint.values.sorted { $0.fingerprint.rawValue < $1.fingerprint.rawValue }
    }

    /// What is known of one finding, or `nil` where the triage does not have it.
    public func entry(of fingerprint: Fingerprint) -> Entry? { entriesByFingerprint[fingerprint] }
}
