//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import VentiKit
import VentiService

extension ScanResultPage {
    /// What a scan found, and how it was found.
    struct Input: Sendable {
        var scan: Scan
        var target: Target?
        var report: ScanReport?
        var findings: Page<TrackedFinding>
        var comparison: ReportComparison?
        var cursor: String
        var mayScan: Bool
        var sharing: Sharing?
        var imported: ReportImport?
    }

    init(_ input: Input, page: Chrome) {
        let (scan, report) = (input.scan, input.report)
        let href = "/scans/\(scan.id)"
        self.page = page
        targetName = input.target?.name ?? "A target that is deleted"
        targetHref = "/targets/\(scan.target)"
        targetURL = input.target?.url ?? ""
        when = Moment(scan.createdAt).text
        state = scan.state.rawValue
        stateKind = scan.state.kind
        mayScan = input.mayScan && input.target != nil && !scan.isImported
        againHref = "/scans/new?target=\(scan.target)&document=\(scan.document?.rawValue ?? "")"
        hasCoverage = !scan.isImported
        let coverage = report?.coverage
        let reachedCount = coverage?.reachedCount ?? 0
        let operationTotal = coverage?.operations.count ?? 0
        (verdictKind, verdict) = Self.verdict(scan, reachedCount, operationTotal)
        explanation = input.imported.map { Self.explanation($0, scan) } ?? Self.explanation(scan, report)
        counts = SeverityCounts(scan.findings)
        facts = input.imported.map { Self.facts($0, scan) } ?? Self.facts(scan)
        hasReport = report != nil
        downloads = ReportService.Format.allCases.map {
            Download(label: Self.label($0), href: "\(href)/report?format=\($0.rawValue)", opens: $0 == .html)
        }
        sharing = report == nil ? nil : input.sharing
        difference = input.comparison.map {
            Difference(
                href: "\(href)/difference",
                appeared: !$0.appeared.isEmpty,
                appearedCount: $0.appeared.count,
                fixedCount: $0.fixed.count,
                unchangedCount: $0.unchanged.count + $0.changed.count
            )
        }
        findings = input.findings.items.map { FindingRow($0, input.target) }
        hasFindings = !findings.isEmpty
        let isWhole = scan.state == .completed
        emptyTitle = isWhole ? "Nothing was found" : "Nothing to show"
        emptyText =
            scan.isImported
            ? "The report has no findings of this target."
            : isWhole
                ? "What was not reached was not tested: look at the coverage below."
                : "The scan did not come to its end."
        pager = Pager(input.findings, path: href, cursor: input.cursor)
        reached = reachedCount
        operationCount = max(1, operationTotal)
        reachedText = "\(reachedCount) of \(operationTotal.counted("operation"))"
        operations = (coverage?.operations ?? []).map(Self.operation)
        identities = (report?.identities ?? []).map {
            Identity(
                identity: $0.name,
                outcome: $0.detail,
                works: $0.works ? "works" : "does not work",
                identityKind: $0.works ? "good" : "bad"
            )
        }
        hasIdentities = !identities.isEmpty
        diagnostics = (report?.diagnostics ?? []).prefix(200).map {
            Diagnostic(level: $0.level.rawValue, message: $0.message)
        }
        hasDiagnostics = !diagnostics.isEmpty
    }

    private static func verdict(_ scan: Scan, _ reached: Int, _ operations: Int) -> (String, String) {
        let counts = scan.findings
        switch scan.state {
        case .failed: return ("bad", "The scan failed")
        case .cancelled: return ("unclear", "The scan was cancelled with \(counts.total.counted("finding"))")
        case .stopped: return ("unclear", "An emergency stop ended the scan")
        default: break
        }
        guard counts.total > 0 else {
            if scan.isImported { return ("good", "No findings") }
            // Without findings a scan says something only of what it has reached.
            let isMost = operations > 0 && reached * 3 >= operations * 2
            return isMost ? ("good", "No findings") : ("unclear", "No findings, but much was not reached")
        }
        let worst = counts.bySeverity.first { $0.1 > 0 }
        let isBad = counts.critical + counts.high + counts.medium > 0
        let words = worst.map { $0.1 == counts.total ? ", \($0.0)" : ", \($0.1) of them \($0.0)" } ?? ""
        return (isBad ? "bad" : "unclear", counts.total.counted("finding") + words)
    }

    private static func explanation(_ scan: Scan, _ report: ScanReport?) -> String {
        var parts: [String] = []
        if let report {
            let coverage = report.coverage
            parts.append(
                "\(coverage.reachedCount) of \(coverage.operations.count.counted("operation")) were reached, with "
                    + "\(report.statistics.requestsSent.counted("request"))."
            )
        }
        if let detail = scan.detail { parts.append(detail) }
        return parts.joined(separator: " ")
    }

    private static func explanation(_ made: ReportImport, _ scan: Scan) -> String {
        let outcome = made.outcome
        var parts = ["Taken in from \(made.name): \(outcome.created.words) new, \(outcome.known.words) known"]
        if outcome.reopened > 0 { parts[0] += ", \(outcome.reopened.words) of them back" }
        if outcome.closed > 0 { parts[0] += ", \(outcome.closed.words) fixed" }
        parts[0] += "."
        if let detail = scan.detail { parts.append(detail) }
        return parts.joined(separator: " ")
    }

    private static func facts(_ made: ReportImport, _ scan: Scan) -> [Fact] {
        [
            Fact("Tool", scan.scanner), Fact("Format", made.format.title), Fact("File", made.name),
            Fact("Size", "\(made.size.words) bytes"), Fact("Taken in by", scan.createdBy),
            Fact("When", Moment(made.createdAt).text),
        ]
    }

    private static func facts(_ scan: Scan) -> [Fact] {
        var facts = [
            Fact("Profile", scan.profile.rawValue), Fact("Scanner", scan.scanner), Fact("Asked for by", scan.createdBy),
            Fact("Begun", scan.startedAt.map { Moment($0).text } ?? "never"),
        ]
        if let began = scan.startedAt, let ended = scan.finishedAt {
            let seconds = max(0, Int(ended.timeIntervalSince(began).rounded()))
            facts.append(
                Fact("Took", seconds < 60 ? seconds.counted("second") : "\(seconds / 60) min \(seconds % 60) s")
            )
        }
        let sent = scan.progress.requestsSent.words
        facts.append(Fact("Requests", "\(sent) of at most \(scan.budget.requests.words)"))
        facts.append(Fact("Identities", scan.identities.isEmpty ? "nobody" : scan.identities.joined(separator: ", ")))
        facts.append(Fact("Attempts", "\(scan.attempt)"))
        if let schedule = scan.schedule {
            facts.append(Fact("By the clock", "See the schedule", url: "/schedules/\(schedule)"))
        }
        return facts
    }

    static func label(_ format: ReportService.Format) -> String {
        switch format {
        case .html: "HTML"
        case .sarif: "SARIF"
        case .json: "JSON"
        case .junit: "JUnit"
        case .gitlab: "GitLab"
        case .markdown: "Markdown"
        case .csv: "CSV"
        }
    }

    private static func operation(_ coverage: OperationCoverage) -> Operation {
        let parts = coverage.operation.split(separator: " ", maxSplits: 1)
        let attempts = coverage.attempts.map { attempt in
            "\(attempt.identity) \(attempt.bestStatus.map { "\($0)" } ?? attempt.outcome.description)"
        }
        let isLeftOut = coverage.skippedBecause != nil
        return Operation(
            method: parts.count > 1 ? String(parts[0]) : "",
            path: parts.last.map(String.init) ?? coverage.operation,
            detail: coverage.skippedBecause ?? attempts.joined(separator: ", "),
            covered: coverage.isReached ? "reached" : isLeftOut ? "left out" : "not reached",
            coverKind: coverage.isReached ? "good" : isLeftOut ? "" : "warn"
        )
    }
}
