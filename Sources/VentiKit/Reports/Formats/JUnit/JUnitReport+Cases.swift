//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension JUnitReport {
    func begin(_ report: ScanReport, _ survey: Survey, in buffer: inout ReportBuffer) {
        let elapsed = String(report.elapsedWords.dropLast(2))
        func counts() {
            buffer.appendXML(attribute: "tests", "\(survey.tests)")
            buffer.appendXML(attribute: "failures", "\(survey.failures)")
            buffer.appendXML(attribute: "errors", "\(survey.errors)")
            buffer.appendXML(attribute: "skipped", "\(survey.skipped)")
            buffer.appendXML(attribute: "time", elapsed)
        }
        buffer.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"venti\"")
        counts()
        buffer.append(">\n  <testsuite")
        buffer.appendXML(attribute: "name", "venti \(report.api.title)")
        counts()
        if let timestamp = GitLabReport.time(report.startedAt) { buffer.appendXML(attribute: "timestamp", timestamp) }
        buffer.append(">\n    <properties>\n")
        let properties = [
            ("target", report.target), ("profile", report.profile.rawValue), ("seed", "\(report.seed)"),
            ("tool", "\(report.tool.name) \(report.tool.version)"), ("outcome", report.outcome.rawValue),
            ("reached", report.reachWords),
        ]
        for (name, value) in properties {
            buffer.append("      <property")
            buffer.appendXML(attribute: "name", name)
            buffer.appendXML(attribute: "value", value)
            buffer.append("/>\n")
        }
        buffer.append("    </properties>\n")
    }

    func testCase(
        _ finding: Finding,
        in report: ScanReport,
        skippedBecause reason: String?,
        isDetailed: Bool,
        to buffer: inout ReportBuffer
    ) {
        let place = [finding.location.insertionPoint?.description, finding.evidenceClass]
            .compactMap(\.self).filter { !$0.isEmpty }.joined(separator: ", ")
        open(
            finding.location.operationName,
            finding.checkID.rawValue + (place.isEmpty ? "" : " (\(place))"),
            finding.location.source,
            in: &buffer
        )
        if let reason {
            buffer.append("<skipped")
            buffer.appendXML(attribute: "message", TerminalText.line(reason).bounded(to: 1_000))
            buffer.append("/></testcase>\n")
            return
        }
        buffer.append("<failure")
        buffer.appendXML(attribute: "type", finding.severity.rawValue)
        buffer.appendXML(attribute: "message", TerminalText.line(finding.headline).bounded(to: 1_000))
        buffer.append(UInt8(ascii: ">"))
        if isDetailed {
            // The lines of the text for people, which hold the requests as commands and the fix.
            for line in TextReport(width: 110).detailLines(finding, in: report) {
                buffer.appendXML(line)
                buffer.append(UInt8(ascii: "\n"))
            }
        } else {
            buffer.appendXML("\(finding.title) · \(finding.fingerprint.shortForm)")
        }
        buffer.append("</failure></testcase>\n")
    }

    /// The test cases of an operation in which nothing was found: passed, and skipped where it was not tested.
    func append(_ operation: OperationCoverage, found: Set<Pair>, to buffer: inout ReportBuffer) {
        for check in Self.passed(operation, found: found) {
            open(operation.operation, check.rawValue, nil, in: &buffer)
            buffer.append("</testcase>\n")
        }
        if let reason = Self.reasonToSkip(operation) {
            open(operation.operation, "reached", nil, in: &buffer)
            buffer.append("<skipped")
            buffer.appendXML(attribute: "message", TerminalText.line(reason).bounded(to: 1_000))
            buffer.append("/></testcase>\n")
        }
    }

    func append(_ error: (name: String, message: String), to buffer: inout ReportBuffer) {
        open("scan", error.name, nil, in: &buffer)
        buffer.append("<error")
        buffer.appendXML(attribute: "type", error.name)
        buffer.appendXML(attribute: "message", TerminalText.line(error.message).bounded(to: 1_000))
        buffer.append("/></testcase>\n")
    }

    private func open(_ group: String, _ name: String, _ source: SourceLocation?, in buffer: inout ReportBuffer) {
        buffer.append("    <testcase")
        buffer.appendXML(attribute: "classname", TerminalText.line(group))
        buffer.appendXML(attribute: "name", TerminalText.line(name))
        if let source {
            buffer.appendXML(attribute: "file", TerminalText.line(source.file))
            buffer.appendXML(attribute: "line", "\(source.line)")
        }
        buffer.append(UInt8(ascii: ">"))
    }

    /// The checks that ran to their end at an operation and found nothing there, each once.
    static func passed(_ operation: OperationCoverage, found: Set<Pair>) -> [CheckID] {
        var seen: Set<CheckID> = []
        return operation.checksRun.filter { check in
            !found.contains(Pair(operation: operation.operation, check: check)) && seen.insert(check).inserted
        }
    }

    static func reasonToSkip(_ operation: OperationCoverage) -> String? {
        if let reason = operation.skippedBecause { return "not tested: \(reason)" }
        guard !operation.isReached else { return nil }
        let answers = operation.attempts.map { attempt in
            "\(attempt.identity) \(attempt.bestStatus.map(String.init) ?? attempt.outcome.description)"
        }
        return "never answered with 2xx: \(answers.isEmpty ? "not tried" : answers.joined(separator: ", "))"
    }

    /// What keeps the scan from saying what it should.
    static func errors(of report: ScanReport) -> [(name: String, message: String)] {
        var errors: [(name: String, message: String)] = []
        if report.outcome != .completed {
            let detail = report.outcomeDetail.map { ": \($0)" } ?? ""
            errors.append(("incomplete", "The scan did not get to its end: \(report.outcome.words)\(detail)"))
        }
        if report.coverage.reachedCount == 0 {
            errors.append(("nothing-reached", "No operation answered with 2xx: the absence of findings says nothing."))
        }
        for identity in report.identities where !identity.works {
            errors.append(("identity \(identity.name)", "\(identity.name) does not work: \(identity.detail)"))
        }
        return errors
    }
}
