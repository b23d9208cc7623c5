//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import VentiKit

extension TenantWriter {
    /// Stores a scan's report, and brings what is known of the target's flaws up to date.
    func store(_ report: ScanReport?, _ json: Data?, of scan: inout Scan, at now: Date) throws {
        guard let report, let json else { return }
        // Writing it again changes nothing: an earlier attempt cannot have got here, but a second writer must not double.
        guard try insertIfAbsent(ScanReportRecord(id: scan.id, tenant: scan.tenant, json: json)) else { return }
        scan.outcome = report.outcome.rawValue
        scan.coverage = Scan.Coverage(
            operations: report.coverage.operations.count,
            reached: report.coverage.reachedCount
        )
        scan.progress.requestsSent = max(scan.progress.requestsSent, report.statistics.requestsSent)
        if report.outcome == .completed { scan.progress.fraction = 1 }
        scan.findings = Scan.Counts()
        var seen: Set<String> = []
        for finding in report.findings where seen.insert(finding.fingerprint.rawValue).inserted {
            scan.findings.add(finding.severity)
            try merge(finding, of: scan, at: now)
        }
        try close(missing: seen, report, of: scan, at: now)
    }

    /// One flaw that the scan has found.
    private func merge(_ finding: Finding, of scan: Scan, at now: Date) throws {
        let fingerprint = finding.fingerprint.rawValue
        let query = RecordQuery<TrackedFinding>(
            [.id("target", scan.target), .text("fingerprint", fingerprint)],
            limit: 1
        )
        let known = try list(query).first
        var tracked = known ?? TrackedFinding(finding, of: scan, at: now)
        tracked.update(with: finding, of: scan, at: now)
        if known == nil {
            try insert(tracked)
            try note(tracked, from: nil, by: "scan:\(scan.id)", nil, at: now)
        } else {
            let before = tracked.state
            tracked.reopen(at: now)
            try update(tracked)
            if tracked.state != before { try note(tracked, from: before, by: "scan:\(scan.id)", nil, at: now) }
        }
        _ = try insertIfAbsent(
            FindingOccurrence(
                id: .make(at: now),
                tenant: scan.tenant,
                scan: scan.id,
                finding: tracked.id,
                fingerprint: fingerprint,
                rank: finding.severity.rank,
                json: try JSONEncoder().encode(finding)
            )
        )
    }

    /// Flaws that the scan could have found and did not are fixed. VentiKit's comparison of the two reports decides which.
    private func close(missing seen: Set<String>, _ report: ScanReport, of scan: Scan, at now: Date) throws {
        let states = [TrackedFinding.State.new, .open, .regressed].map { RecordValue.text($0.rawValue) }
        let query = RecordQuery<TrackedFinding>([.id("target", scan.target), .isIn("state", states)])
        let missing = try list(query).filter { !seen.contains($0.fingerprint) }
        for (last, findings) in Dictionary(grouping: missing, by: \.lastScan) {
            guard let stored = try find(ScanReportRecord.self, last),
                let old = try? JSONReport.report(from: Array(stored.json))
            else { continue }
            let fixed = Set(ReportComparison(from: old, to: report).fixed.map(\.fingerprint.rawValue))
            for var finding in findings where fixed.contains(finding.fingerprint) {
                let before = finding.state
                finding.state = .fixed
                finding.fixedAt = now
                try update(finding)
                try note(finding, from: before, by: "scan:\(scan.id)", nil, at: now)
            }
        }
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
