//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// What a team knows and has decided, by which the findings of a report are sorted into new, known and accepted.
public struct TriageRules: Sendable {
    /// The findings that are known, or `nil` where there is no baseline.
    public var baseline: Baseline?
    /// What reports call the baseline, such as its path.
    public var baselineName: String
    /// The risks that are accepted. Of those that cover a finding and hold, the first counts.
    public var acceptances: [Acceptance]
    /// The day on which acceptances are judged.
    public var date: CalendarDate
    /// The checks that give names and severities to what is gone.
    public var checks: [CheckMetadata]

    /// Makes rules.
    ///
    /// - Parameters:
    ///   - baseline: The findings that are known, or `nil` for no baseline.
    ///   - baselineName: What reports call the baseline.
    ///   - acceptances: The risks that are accepted.
    ///   - date: The day on which acceptances are judged.
    ///   - checks: The checks that give names and severities to what is gone.
    public init(
        baseline: Baseline? = nil,
        baselineName: String = ".venti/baseline.json",
        acceptances: [Acceptance] = [],
        date: CalendarDate,
        checks: [CheckMetadata] = []
    ) {
        self.baseline = baseline
        self.baselineName = baselineName
        self.acceptances = acceptances
        self.date = date
        self.checks = checks
    }

    /// Sorts the findings of a report.
    ///
    /// - Parameter report: The report; assign the result to its ``ScanReport/triage``.
    public func triage(of report: ScanReport) -> FindingTriage {
        let declarations = Dictionary(
            report.coverage.operations.map { (OperationKey($0.operation), $0.declaration) },
            uniquingKeysWith: { first, _ in first }
        )
        var entries: [FindingTriage.Entry] = []
        var seen: Set<Fingerprint> = []
        var used: Set<Int> = []
        var expired: [Int: [Fingerprint]] = [:]
        for finding in report.findings.inReportOrder() {
            let fingerprint = finding.fingerprint
            guard seen.insert(fingerprint).inserted else { continue }
            let declaration = declarations[OperationKey(finding.location.operationName)] ?? nil
            let covering = acceptances.indices.filter { acceptances[$0].covers(finding, declaration: declaration) }
            let holding = covering.first { acceptances[$0].holds(on: date) }
            used.formUnion(covering)
            if holding == nil { for index in covering { expired[index, default: []].append(fingerprint) } }
            entries.append(
                FindingTriage.Entry(
                    fingerprint: fingerprint,
                    since: baseline?[fingerprint]?.since,
                    acceptance: holding.map { acceptances[$0] }
                )
            )
        }
        let absences = absences(from: report, seen)
        let indices = acceptances.indices
        return FindingTriage(
            date: date,
            baseline: baseline == nil ? nil : baselineName,
            entries: entries,
            fixed: absences.filter { $0.reason == nil },
            notSeen: absences.filter { $0.reason != nil },
            expired: indices.filter { !acceptances[$0].holds(on: date) }
                .map { FindingTriage.Expiry(acceptance: acceptances[$0], findings: expired[$0] ?? []) },
            unused: indices.filter { acceptances[$0].holds(on: date) && !used.contains($0) }.map { acceptances[$0] }
        )
    }

    private func absences(from report: ScanReport, _ seen: Set<Fingerprint>) -> [FindingTriage.Absence] {
        guard let baseline else { return [] }
        let search = SearchRecord(of: report)
        let metadata = Dictionary(checks.map { ($0.id, $0) }) { first, _ in first }
        return baseline.entries.filter { !seen.contains($0.fingerprint) }
            .map { FindingTriage.Absence($0, metadata: metadata[$0.checkID], reason: search.reasonNotSeen($0)) }
    }
}
