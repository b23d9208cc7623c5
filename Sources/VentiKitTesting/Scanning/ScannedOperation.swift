//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

public import Testing
public import VentiKit

/// An operation of a scanned API, as an argument of a parameterised test.
public struct ScannedOperation: Sendable, Hashable, Codable, CustomTestStringConvertible {
    /// The method and path template, such as `DELETE /pets/{id}`.
    public let name: String

    /// Stands for everything that belongs to none of the document's operations: the host as a whole, and operations that
    /// the document does not have.
    public static let elsewhere = ScannedOperation(name: "(elsewhere)")

    public var testDescription: String { name }

    /// Whether a finding of the report belongs to this operation.
    func owns(_ finding: Finding, in report: ScanReport) -> Bool {
        let place = finding.location.operationName
        guard self == .elsewhere else { return place == name }
        return !report.coverage.operations.contains { $0.operation == place }
    }
}

extension ScannedOperation {
    /// Expects the suite's scan to have found nothing here, and to have come far enough to say so.
    ///
    /// Findings below the severity are warnings, and so is an operation that the scan did not call or that never answered
    /// with 2xx.
    ///
    /// - Parameters:
    ///   - severity: The least severity that fails. Defaults to `high`.
    ///   - sourceLocation: Where the issues are recorded. Defaults to the call.
    /// - Throws: `ScanError` if no suite around the test has the trait `apiScan`.
    public func expectNoFindings(
        atOrAbove severity: VentiKit.Severity = .high,
        sourceLocation: Testing.SourceLocation = #_sourceLocation
    ) throws {
        let report = try APIScan.currentReport
        let accepted = AcceptedRisks.current
        var own = report
        own.findings = report.findings.filter { owns($0, in: report) }
        // Acceptances are judged against the whole report, so that one for another operation is not called unused here.
        let acceptances = accepted.acceptances.filter { acceptance in
            own.findings.contains { report.covers(acceptance, $0) }
        }
        var issues = own.issues([.noFindings(atOrAbove: severity)], accepting: acceptances, on: accepted.day)
        let coverage = report.coverage.operations.first { $0.operation == name }
        if let coverage, !coverage.isReached, report.coverage.reachedCount > 0 {
            issues.append(ReportIssue(.warning, coverage.shortfall))
        }
        if issues.contains(where: \.isFailure), Test.current != nil { try own.attach(sourceLocation: sourceLocation) }
        try IssueRecorder(sourceLocation: sourceLocation).record(issues)
    }
}
