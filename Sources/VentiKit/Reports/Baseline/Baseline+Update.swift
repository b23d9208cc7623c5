//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension Baseline {
    /// A baseline made of a report, and how it differs from the one before.
    public struct Update: Sendable, Hashable {
        /// The new baseline.
        public var baseline: Baseline
        /// What the one before did not have.
        public var added: [Entry]
        /// What the new one does not have any more, because it is gone.
        public var removed: [Entry]
        /// What the report does not have and the new baseline keeps, as the scan did not look for it; each with the reason.
        public var unseen: [FindingTriage.Absence]
        /// The findings that are left out because an acceptance covers them.
        public var acceptedCount: Int
    }

    /// The baseline that knows what a report has found.
    ///
    /// What was known keeps the day on which it was first seen; what is new gets the day of the report. What the report
    /// does not have is dropped, unless the scan did not look where it was. A finding that is accepted is left to its
    /// acceptance: were it known as well, it would not count again when the acceptance ends.
    ///
    /// - Parameters:
    ///   - report: The report.
    ///   - keepsUnseen: Whether to keep what the scan did not look for. Defaults to true.
    /// - Throws: ``ScanError`` with code ``ScanError/Code/invalidArgument`` if the report does not say when it was made.
    public func updated(with report: ScanReport, keepsUnseen: Bool = true) throws(ScanError) -> Update {
        guard let date = CalendarDate(report.startedAt.prefix(10)) else {
            throw ScanError(
                .invalidArgument,
                "The report does not begin on a day of the calendar: startedAt is \"\(report.startedAt.prefix(40))\"."
            )
        }
        var entries: [Entry] = []
        var added: [Entry] = []
        var found: Set<Fingerprint> = []
        var accepted = 0
        for finding in report.findings {
            let fingerprint = finding.fingerprint
            guard found.insert(fingerprint).inserted else { continue }
            if case .accepted = report.status(of: fingerprint) {
                accepted += 1
                continue
            }
            let known = self[fingerprint]
            let entry = Entry(
                fingerprint: fingerprint,
                checkID: finding.checkID,
                operation: finding.location.operationName,
                since: known?.since ?? date,
                profile: report.profile
            )
            entries.append(entry)
            if known == nil { added.append(entry) }
        }
        let search = SearchRecord(of: report)
        var removed: [Entry] = []
        var unseen: [FindingTriage.Absence] = []
        for entry in self.entries where !found.contains(entry.fingerprint) {
            if let reason = search.reasonNotSeen(entry), keepsUnseen {
                entries.append(entry)
                unseen.append(FindingTriage.Absence(entry, reason: reason))
            } else {
                removed.append(entry)
            }
        }
        return Update(
            baseline: Baseline(entries: entries),
            added: Baseline(entries: added).entries,
            removed: removed,
            unseen: unseen,
            acceptedCount: accepted
        )
    }
}

extension FindingTriage.Absence {
    init(_ entry: Baseline.Entry, metadata: CheckMetadata? = nil, reason: String?) {
        self.init(
            fingerprint: entry.fingerprint,
            checkID: entry.checkID,
            operation: entry.operation,
            since: entry.since,
            title: metadata?.title,
            severity: metadata?.severity,
            reason: reason
        )
    }
}
