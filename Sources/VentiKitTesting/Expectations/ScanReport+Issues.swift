//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

public import VentiKit

extension ScanReport {
    /// What the expectations have to say about the report, for tests of any kind.
    ///
    /// - Parameters:
    ///   - expectations: What should hold.
    ///   - acceptances: The risks that somebody has taken on.
    ///   - date: The day on which acceptances are judged. Defaults to today in UTC.
    /// - Returns: The issues in the order of the expectations; empty where all of them hold.
    public func issues(
        _ expectations: ReportExpectation...,
        accepting acceptances: [Acceptance] = [],
        on date: CalendarDate? = nil
    ) -> [ReportIssue] {
        issues(expectations, accepting: acceptances, on: date ?? AcceptedRisks.current.day)
    }

    func issues(
        _ expectations: [ReportExpectation],
        accepting acceptances: [Acceptance],
        on date: CalendarDate?
    ) -> [ReportIssue] {
        let issues = expectations.flatMap { $0.issues(self) }
        guard expectations.contains(where: \.judgesFindings), !acceptances.isEmpty else { return issues }
        return issues.map { accepted($0, by: acceptances, on: date) } + outOfDate(acceptances, on: date)
    }

    /// The issue with the acceptance that covers its finding and still holds, where there is one.
    private func accepted(_ issue: ReportIssue, by acceptances: [Acceptance], on date: CalendarDate?) -> ReportIssue {
        guard let finding = issue.finding else { return issue }
        var issue = issue
        issue.acceptance = acceptances.first { Self.holds($0, on: date) && covers($0, finding) }
        return issue
    }

    /// Whether an acceptance is about a finding of this report, on whatever day.
    func covers(_ acceptance: Acceptance, _ finding: Finding) -> Bool {
        let operation = coverage.operations.first { $0.operation == finding.location.operationName }
        return acceptance.covers(finding, declaration: operation?.declaration)
    }

    /// Whether an acceptance holds on the day; where the day is not known, none does.
    private static func holds(_ acceptance: Acceptance, on date: CalendarDate?) -> Bool {
        date.map(acceptance.holds(on:)) ?? false
    }

    /// The acceptances that hold no more, and those that cover nothing.
    private func outOfDate(_ acceptances: [Acceptance], on date: CalendarDate?) -> [ReportIssue] {
        acceptances.compactMap { acceptance in
            switch (findings.contains { covers(acceptance, $0) }, Self.holds(acceptance, on: date)) {
            case (true, true): return nil
            case (true, false):
                let text =
                    "The acceptance of \(acceptance.subject) expired on \(acceptance.until) (\(acceptance.reason)). "
                    + "Mend the flaw, or decide anew."
                return ReportIssue(.error, text)
            case (false, _):
                return ReportIssue(.warning, "The acceptance of \(acceptance.subject) covers nothing; remove it.")
            }
        }
    }

    /// A finding as an issue.
    func issue(for finding: Finding, failingAt threshold: VentiKit.Severity) -> ReportIssue {
        let fails = finding.severity >= threshold && finding.confidence > .tentative
        let lines = FindingText(finding: finding, report: self).lines
        return ReportIssue(fails ? .error : .warning, lines.joined(separator: "\n"), finding: finding)
    }

    /// Why the absence of findings says little or nothing.
    var incompleteness: [ReportIssue] {
        let reason = outcomeDetail.map { ": " + $0 } ?? "."
        switch outcome {
        case .failed: return [ReportIssue(.error, "The scan could not go on\(reason)")]
        case .cancelled: return [ReportIssue(.error, "The scan was cancelled.")]
        case .completed, .budgetExhausted, .deadlineReached: break
        }
        if coverage.reachedCount == 0 {
            let missing = coverage.operations.map(\.shortfall)
            let text = "No operation answered with 2xx, so nothing was tested.\n" + ReportExpectation.list(missing)
            return [ReportIssue(.error, text)]
        }
        if outcome == .completed { return [] }
        return [ReportIssue(.warning, "The scan ended early; what it did not reach is not tested\(reason)")]
    }
}

extension OperationCoverage {
    /// How far the scan came with an operation that never answered with 2xx, in one line.
    var shortfall: String {
        if let skippedBecause { return "\(operation): not called: \(skippedBecause)" }
        let answers = attempts.map { attempt in
            "\(attempt.bestStatus.map(String.init) ?? attempt.outcome.description) as \(attempt.identity)"
        }
        return "\(operation): " + (answers.isEmpty ? "not tried" : answers.joined(separator: ", "))
    }
}
