//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing
import VentiKit

struct SARIFReportTests {
    private static let checks = [
        CheckMetadata(
            id: "venti.auth.missing",
            title: "Authentication is missing",
            severity: .high,
            category: .brokenAuthentication,
            weaknesses: [.cwe(306)],
            remediation: "Ask for a credential.",
            explanation: "Sends the request without one."
        ),
        CheckMetadata(
            id: "venti.sqli.error",
            title: "SQL injection",
            severity: .high,
            category: .securityMisconfiguration,
            weaknesses: [.cwe(89)],
            remediation: "Bind values.",
            explanation: "Puts a quote into values."
        ),
    ]

    private func log(_ report: ScanReport, _ format: SARIFReport = SARIFReport()) throws -> TestJSON {
        try .parse(format.text(for: report))
    }

    @Test(arguments: [Sample.report, Sample.cleanReport, Self.hostile])
    func isTakenInByGitHub(_ report: ScanReport) throws {
        #expect(GitHubSARIFRules.problems(in: try log(report)) == [])
        #expect(GitHubSARIFRules.problems(in: try log(report, SARIFReport(checks: Self.checks))) == [])
    }

    @Test(arguments: [
        ("runs.0.results.0.locations", nil), ("runs.0.results.0.ruleIndex", TestJSON.number(1)),
        ("runs.0.results.0.locations.0.physicalLocation.artifactLocation.uri", .string("https://example.org/a")),
        ("runs.0.results.0.locations.0.physicalLocation.artifactLocation.uri", .string("")),
        ("runs.0.results.0.locations.0.physicalLocation.artifactLocation.uri", .string("/tmp/a")),
        ("runs.0.results.0.locations.0.physicalLocation.region.startLine", .number(0)),
        ("runs.0.results.0.locations.0.physicalLocation.region.endColumn", nil),
        ("runs.0.results.0.partialFingerprints", nil), ("runs.0.results", nil), ("runs.0.invocations", nil),
        ("runs.0.tool.driver.rules.0.properties.security-severity", .number(9.5)),
        ("runs.0.tool.driver.rules.0.properties.security-severity", .string("0.0")),
        ("runs.0.tool.driver.rules.0.relationships.0.target.index", .number(7)),
        ("runs.0.tool.driver.rules.0.fullDescription.text", .string(String(repeating: "x", count: 1_025))),
    ])
    func theCheckerOfTheRulesSeesWhatIsWrong(_ path: String, _ value: TestJSON?) throws {
        let right = TestJSON.object(["a": try log(Self.onlyFinding)])
        let wrong = right.replacing("a.\(path)", with: value)
        try #require(wrong != right)
        #expect(try GitHubSARIFRules.problems(in: #require(wrong["a"])) != [])
    }

    @Test(arguments: [Sample.report, Sample.cleanReport, Self.hostile])
    func fitsTheStandard(_ report: ScanReport) throws {
        let path = "Tests/VentiKitTests/Fixtures/Reports/sarif-subset.schema.json"
        let schema = JSONSchema(root: try .parse(PackageFiles.text(path)))
        let log = try log(report, SARIFReport(checks: Self.checks))
        #expect(schema.problems(in: log) == [])
        #expect(schema.problems(in: log.replacing("runs.0.columnKind", with: .string("bytes"))) != [])
        #expect(schema.problems(in: log.replacing("runs.0.invocations.0.executionSuccessful", with: nil)) != [])
    }

    @Test func equalsTheGoldenFile() throws {
        let text = try SARIFReport(checks: Self.checks).text(for: Sample.report)
        #expect(try text == PackageFiles.golden("report.sarif", recording: text))
    }

    @Test func aReportWithoutFindingsIsAFileToo() throws {
        let log = try log(Sample.cleanReport, SARIFReport(checks: Self.checks))
        #expect(log.at("runs.0.results") == .array([]))
        #expect(log.at("runs.0.tool.driver.rules")?.elements.count == 2)
        #expect(log.at("runs.0.invocations.0.executionSuccessful") == .bool(true))
    }

    @Test func theWorstFindingOfARuleSetsItsSeverity() throws {
        let rules = try log(Sample.report, SARIFReport(checks: Self.checks)).at("runs.0.tool.driver.rules")
        let severities = rules?.elements.map { $0.at("properties.security-severity")?.string }
        #expect(severities == ["8.0", "2.5", "9.5"])
    }

    @Test func resultsAreCutByTheirSeverityAndTheFileSaysSo() throws {
        var report = Sample.report
        var format = SARIFReport()
        format.maximumResults = 1
        report.findings = [Sample.hostFinding, Sample.finding, Sample.hostFinding]
        let run = try #require(log(report, format).at("runs.0"))
        #expect(run["results"]?.elements.map { $0["ruleId"]?.string } == ["venti.sqli.error"])
        let notice = run.at("invocations.0.toolExecutionNotifications.0")
        #expect(notice?["level"] == .string("warning"))
        #expect(notice?.at("message.text")?.string?.hasPrefix("2 findings, the mildest, were left out") == true)
    }

    @Test func evidenceIsCutBeforeFindingsAre() throws {
        var report = Sample.report
        var second = Sample.finding
        second.severity = .low
        report.findings = [second, Sample.finding]
        var format = SARIFReport()
        format.maximumEvidenceBytes = 2_000
        let results = try #require(log(report, format).at("runs.0.results")?.elements)
        #expect(results.map { $0["webRequest"] != nil } == [true, false])
    }

    @Test func findingsOfOneFingerprintHaveDistinctHashes() throws {
        var report = Sample.report
        report.findings = [Sample.finding, Sample.finding]
        let results = try #require(log(report).at("runs.0.results")?.elements)
        let hashes = results.compactMap { $0.at("partialFingerprints.primaryLocationLineHash")?.string }
        #expect(hashes.map { $0.suffix(2) } == [":1", ":2"])
    }

    @Test(arguments: [ScanReport.Outcome.failed, .cancelled])
    func aScanThatDidNotEndIsNoSuccess(_ outcome: ScanReport.Outcome) throws {
        var report = Sample.cleanReport
        report.outcome = outcome
        report.outcomeDetail = "The target went away."
        let invocation = try #require(log(report).at("runs.0.invocations.0"))
        #expect(invocation["executionSuccessful"] == .bool(false))
        #expect(invocation.at("toolExecutionNotifications.0.message.text") == .string("The target went away."))
    }

    @Test func aScanThatReachedNothingIsNoSuccess() throws {
        var report = Sample.cleanReport
        report.coverage = ScanCoverage()
        #expect(try log(report).at("runs.0.invocations.0.executionSuccessful") == .bool(false))
    }

    @Test(arguments: [
        ("openapi.yaml", "openapi.yaml"), ("./a/../b/openapi.yaml", "b/openapi.yaml"), ("../../x.yaml", "x.yaml"),
        ("/home/me/x.yaml", "home/me/x.yaml"), ("C:\\specs\\x.yaml", "specs/x.yaml"), ("", "openapi"),
        ("https://api.example.org/v1/openapi.json?x=1#y", "api.example.org/v1/openapi.json"),
        ("127.0.0.1:8080/openapi.json", "127.0.0.1%3A8080/openapi.json"), ("a b/ü.yaml", "a%20b/%C3%BC.yaml"),
        ("file:///specs/x.yaml", "specs/x.yaml"), ("/repo/api/x.yaml", "api/x.yaml"), ("..", "openapi"),
    ])
    func documentsAreNamedRelativeToTheRepository(_ file: String, _ uri: String) throws {
        var report = Self.onlyFinding
        report.findings[0].location.source = SourceLocation(file: file, line: 3, column: 4)
        let location = try log(report, SARIFReport(sourceRoot: "/repo"))
            .at("runs.0.results.0.locations.0.physicalLocation.artifactLocation.uri")
        #expect(location == .string(uri))
    }

    private static var onlyFinding: ScanReport {
        var report = Sample.report
        report.findings = [Sample.finding]
        return report
    }

    /// A report from elsewhere that holds whatever it likes.
    private static var hostile: ScanReport {
        var report = Sample.report
        var finding = Sample.finding
        finding.checkID = CheckID(String(repeating: "é", count: 400))
        finding.title = String(repeating: "t", count: 5_000)
        finding.summary = "[click](https://evil.example) \u{0}\u{1B}[31m"
        finding.weaknesses = (1...40).map(Weakness.cwe) + [.cwe(1)]
        finding.location.source = SourceLocation(file: "https://", line: .max, column: .max)
        finding.location.method = String(repeating: "M", count: 10_000)
        var second = finding
        second.location.source = SourceLocation(file: "javascript:alert(1)", line: -1, column: .min)
        report.api.documentName = ""
        report.target = "://///"
        report.findings = [finding, second, Sample.hostFinding]
        return report
    }
}
