//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

public import VentiKit

/// Something that should hold of a report.
public struct ReportExpectation: Sendable {
    /// Whether findings are what the expectation is about, so that acceptances apply.
    let judgesFindings: Bool
    let issues: @Sendable (ScanReport) -> [ReportIssue]

    init(judgesFindings: Bool = false, _ issues: @escaping @Sendable (ScanReport) -> [ReportIssue]) {
        self.judgesFindings = judgesFindings
        self.issues = issues
    }

    /// An expectation of your own.
    ///
    /// - Parameter issues: Gives back what should be said of the report; nothing where the expectation holds.
    public static func custom(_ issues: @escaping @Sendable (ScanReport) -> [ReportIssue]) -> Self { Self(issues) }
}

extension ReportExpectation {
    /// The API has no flaw of the severity or worse, and the scan has seen enough to say so.
    ///
    /// Findings below the severity, and those that are not proven, become warnings. A scan that failed, was cancelled or
    /// reached nothing does not meet the expectation, whatever it found.
    ///
    /// - Parameter severity: The least severity that fails. Defaults to `high`.
    public static func noFindings(atOrAbove severity: Severity = .high) -> Self {
        Self(judgesFindings: true) { report in
            report.incompleteness + report.findings.inReportOrder().map { report.issue(for: $0, failingAt: severity) }
        }
    }

    /// At least this share of the operations answered with 2xx.
    ///
    /// - Parameter fraction: From 0 to 1.
    public static func coverage(atLeast fraction: Double) -> Self {
        Self { report in
            let coverage = report.coverage
            guard coverage.fraction < fraction || coverage.operations.isEmpty else { return [] }
            let missing = coverage.operations.filter { !$0.isReached }.map(\.shortfall)
            let share = "\(coverage.reachedCount) of \(coverage.operations.count) operations answered with 2xx"
            let expected = "expected at least \((fraction * 100).rounded(.up).formattedPercent)"
            return [ReportIssue(.error, "\(share), \(expected). Not reached:\n\(Self.list(missing))")]
        }
    }

    /// No request was answered with a status of 500 or above.
    public static var noServerErrors: Self {
        Self { report in
            let errors = report.statistics.responses.filter { $0.key.hasPrefix("5") }.sorted { $0.key < $1.key }
            guard !errors.isEmpty else { return [] }
            let counts = errors.map { "\($0.value) with \($0.key)" }.joined(separator: ", ")
            let findings = report.findings.filter { $0.checkID == "venti.conf.server-error" }
            let places = findings.map(\.location.operationName)
            let text = "The API answered \(counts)." + (places.isEmpty ? "" : "\n" + Self.list(places))
            return [ReportIssue(.error, text)]
        }
    }

    /// The check finds its flaw at the operation, as authors of checks expect of an API that has it.
    ///
    /// - Parameters:
    ///   - check: The check's id, in full or without `venti.`.
    ///   - operation: The method and path template, such as `GET /users/{id}`, or `nil` for any place.
    public static func finding(_ check: String, on operation: String? = nil) -> Self {
        Self { report in
            let own = report.findings.filter { $0.checkID.rawValue == check || $0.checkID.shortName == check }
            let isThere = own.contains { finding in
                guard let operation else { return true }
                return finding.location.operationName == operation || finding.affectedOperations.contains(operation)
            }
            guard !isThere else { return [] }
            let place = operation.map { " at \($0)" } ?? ""
            return [ReportIssue(.error, "\(check) found nothing\(place).\n" + report.hint(check, own, operation))]
        }
    }

    static func list(_ lines: [String]) -> String {
        let shown = lines.prefix(20).joined(separator: "\n")
        return lines.count > 20 ? shown + "\n… \(lines.count - 20) more" : shown
    }
}

extension ScanReport {
    /// What may explain that a check found nothing at an operation.
    fileprivate func hint(_ check: String, _ own: [Finding], _ operation: String?) -> String {
        if !own.isEmpty {
            return "It found its flaw at " + own.map(\.location.operationName).joined(separator: ", ") + "."
        }
        let covered = coverage.operations.filter { operation == nil || $0.operation == operation }
        guard !covered.isEmpty else { return "The document has no such operation." }
        for coverage in covered where !coverage.isReached { return coverage.shortfall }
        let skipped = covered.flatMap(\.checksSkipped).filter {
            $0.check.rawValue == check || $0.check.shortName == check
        }
        if let reason = skipped.first?.reason { return "It did not run: \(reason)." }
        let names = findings.map { "\($0.checkID.shortName) at \($0.location.operationName)" }
        return names.isEmpty ? "The report has no findings." : "The report has " + names.joined(separator: ", ") + "."
    }
}

extension Double {
    /// The share of a hundred, such as `90 %`.
    fileprivate var formattedPercent: String { "\(Int(self)) %" }
}
