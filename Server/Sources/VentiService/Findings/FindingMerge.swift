//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import VentiKit

/// What a report has changed in what is known of a target.
public struct MergeCounts: Codable, Sendable, Hashable {
    /// Flaws that nobody had found before.
    public var created = 0
    /// Flaws that were known.
    public var known = 0
    /// Flaws among them that were fixed, and are back.
    public var reopened = 0
    /// Flaws that are fixed now.
    public var closed = 0
}

extension TenantWriter {
    /// Stores a scan's report, and brings what is known of the target's flaws up to date.
    @discardableResult
    func store(_ prepared: PreparedReport, of scan: inout Scan, at now: Date) throws -> MergeCounts {
        let report = prepared.report
        var counts = MergeCounts()
        // Writing it again changes nothing: an earlier attempt cannot have got here, but a second writer must not double.
        let record = ScanReportRecord(id: scan.id, tenant: scan.tenant, json: prepared.json)
        guard try insertIfAbsent(record) else { return counts }
        scan.outcome = report.outcome.rawValue
        scan.coverage = Scan.Coverage(
            operations: report.coverage.operations.count,
            reached: report.coverage.reachedCount
        )
        scan.progress.requestsSent = max(scan.progress.requestsSent, report.statistics.requestsSent)
        if report.outcome == .completed { scan.progress.fraction = 1 }
        scan.findings = Scan.Counts()
        for item in prepared.items {
            scan.findings.add(item.finding.severity)
            try merge(item, of: scan, &counts, at: now)
        }
        for (last, fingerprints) in prepared.fixed {
            let query = RecordQuery<TrackedFinding>([
                .id("target", scan.target), .id("lastScan", last), .isIn("state", TrackedFinding.State.activeValues),
            ])
            for finding in try list(query) where fingerprints.contains(finding.fingerprint) {
                try close(finding, by: scan, at: now)
                counts.closed += 1
            }
        }
        return counts
    }

    /// One flaw that the scan has found.
    private func merge(
        _ item: PreparedReport.Item,
        of scan: Scan,
        _ counts: inout MergeCounts,
        at now: Date
    ) throws {
        let finding = item.finding
        let fingerprint = finding.fingerprint.rawValue
        let query = RecordQuery<TrackedFinding>(
            [.id("target", scan.target), .text("fingerprint", fingerprint)],
            limit: 1
        )
        let tracked: TrackedFinding
        if var known = try list(query).first {
            let before = known.state
            // What another tool says of a flaw never takes the place of a proof of one's own.
            if try scan.isImported && find(Scan.self, known.lastScan)?.isImported == false {
                known.lastSeenAt = now
            } else {
                known.update(with: finding, of: scan, at: now)
            }
            known.reopen(at: now)
            try update(known)
            if known.state != before { try note(known, from: before, by: "scan:\(scan.id)", nil, at: now) }
            counts.known += 1
            if before == .fixed { counts.reopened += 1 }
            tracked = known
        } else {
            tracked = TrackedFinding(finding, of: scan, at: now)
            try insert(tracked)
            try note(tracked, from: nil, by: "scan:\(scan.id)", nil, at: now)
            counts.created += 1
        }
        _ = try insertIfAbsent(
            FindingOccurrence(
                id: .make(at: now),
                tenant: scan.tenant,
                scan: scan.id,
                finding: tracked.id,
                fingerprint: fingerprint,
                rank: finding.severity.rank,
                json: item.json
            )
        )
    }

    /// A flaw that a scan could have found and did not is fixed.
    func close(_ finding: TrackedFinding, by scan: Scan, at now: Date) throws {
        var fixed = finding
        fixed.state = .fixed
        fixed.fixedAt = now
        try update(fixed)
        try note(fixed, from: finding.state, by: "scan:\(scan.id)", nil, at: now)
    }

    /// Writes a change of a flaw's state, or a comment, into its history.
    func note(
        _ finding: TrackedFinding,
        from: TrackedFinding.State?,
        by actor: String,
        _ comment: String?,
        at now: Date
    ) throws {
        try insert(
            FindingChange(
                id: .make(at: now),
                tenant: finding.tenant,
                finding: finding.id,
                actor: actor,
                from: from,
                to: finding.state,
                comment: comment,
                at: now
            )
        )
    }
}

extension TrackedFinding.State {
    /// The states in which there is something to do, for queries.
    static let activeValues = allCases.filter(\.isActive).map { RecordValue.text($0.rawValue) }
}

extension TrackedFinding {
    init(_ finding: Finding, of scan: Scan, at now: Date) {
        self.init(
            id: .make(at: now),
            tenant: scan.tenant,
            project: scan.project,
            target: scan.target,
            fingerprint: finding.fingerprint.rawValue,
            check: finding.checkID.rawValue,
            title: finding.title,
            summary: finding.summary,
            operation: finding.location.operationName,
            severity: finding.severity,
            rank: finding.severity.rank,
            confidence: finding.confidence,
            state: .new,
            firstScan: scan.id,
            lastScan: scan.id,
            firstSeenAt: now,
            lastSeenAt: now
        )
    }

    /// What the scan says of the flaw now.
    fileprivate mutating func update(with finding: Finding, of scan: Scan, at now: Date) {
        title = finding.title
        summary = finding.summary
        severity = finding.severity
        rank = finding.severity.rank
        confidence = finding.confidence
        lastScan = scan.id
        lastSeenAt = now
    }

    /// The state of a flaw that is found again. What a person has decided stays, until an acceptance is over.
    mutating func reopen(at now: Date) {
        switch state {
        case .new: state = .open
        case .fixed:
            state = .regressed
            fixedAt = nil
        case .accepted where acceptedUntil.map({ $0 <= now }) ?? true:
            state = .open
            acceptedUntil = nil
            reason = nil
        case .accepted, .open, .regressed, .falsePositive: break
        }
    }
}

extension Severity {
    /// Greater is worse.
    var rank: Int {
        switch self {
        case .critical: 5
        case .high: 4
        case .medium: 3
        case .low: 2
        case .info: 1
        }
    }
}
