//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// A report as JUnit XML, for the test reports of CI systems.
///
/// A test case is a check at an operation. It fails where a flaw is proven; it is skipped where the finding does not
/// count, where the operation was left out or never answered with 2xx; it passes where the check ran to its end and found
/// nothing. What keeps a scan from saying something is an error.
public struct JUnitReport: ReportFormat {
    /// The least severity of a finding that fails its test case. Defaults to low.
    public var failOn: Severity = .low
    /// The failures that are written with their requests. Defaults to the worst 1,000; the rest have one line.
    public var maximumDetails: Int = 1_000

    public var fileExtension: String { "xml" }

    /// Makes the format.
    ///
    /// - Parameter failOn: The least severity of a finding that fails its test case.
    public init(failOn: Severity = .low) { self.failOn = failOn }

    public func write(_ content: ReportContent, to output: inout some ReportOutput) throws {
        let survey = try Survey(content, of: self)
        var buffer = ReportBuffer()
        begin(content.head, survey, in: &buffer)
        var details = 0
        try content.findings.forEachInReportOrder { finding in
            let status = content.head.triage == nil ? nil : content.head.status(of: finding)
            let skip = reasonToSkip(finding, status)
            if skip == nil { details += 1 }
            testCase(
                finding,
                in: content.head,
                skippedBecause: skip,
                isDetailed: details <= maximumDetails,
                to: &buffer
            )
            try buffer.flushIfFull(to: &output)
        }
        for operation in content.head.coverage.operations {
            append(operation, found: survey.found, to: &buffer)
            try buffer.flushIfFull(to: &output)
        }
        for error in Self.errors(of: content.head) { append(error, to: &buffer) }
        buffer.append("  </testsuite>\n</testsuites>\n")
        try buffer.flush(to: &output)
    }

    /// Why a finding fails nothing, or `nil` where it does.
    func reasonToSkip(_ finding: Finding, _ status: FindingTriage.Status?) -> String? {
        if case .accepted(let acceptance)? = status {
            return "accepted until \(acceptance.until): \(acceptance.reason)"
        }
        if finding.confidence == .tentative { return "tentative, so it fails nothing: \(finding.headline)" }
        if finding.severity < failOn { return "\(finding.severity.rawValue), so it fails nothing: \(finding.headline)" }
        return nil
    }

    /// A check at an operation.
    struct Pair: Hashable {
        var operation: String
        var check: CheckID
    }

    /// What must be known of all test cases before the first is written.
    struct Survey {
        var tests = 0
        var failures = 0
        var skipped = 0
        var errors = 0
        /// Where checks found something, so that they do not pass there.
        var found: Set<Pair> = []

        init(_ content: ReportContent, of format: JUnitReport) throws {
            let head = content.head
            try content.findings.forEachInReportOrder { finding in
                let status = head.triage == nil ? nil : head.status(of: finding)
                if format.reasonToSkip(finding, status) == nil { failures += 1 } else { skipped += 1 }
                tests += 1
                found.insert(Pair(operation: finding.location.operationName, check: finding.checkID))
                for operation in finding.affectedOperations {
                    found.insert(Pair(operation: operation, check: finding.checkID))
                }
            }
            for operation in head.coverage.operations {
                let passed = JUnitReport.passed(operation, found: found).count
                let isSkipped = JUnitReport.reasonToSkip(operation) != nil
                skipped += isSkipped ? 1 : 0
                tests += passed + (isSkipped ? 1 : 0)
            }
            errors = JUnitReport.errors(of: head).count
            tests += errors
        }
    }
}

extension ReportFormat where Self == JUnitReport {
    /// JUnit XML.
    public static var junit: JUnitReport { JUnitReport() }
}
