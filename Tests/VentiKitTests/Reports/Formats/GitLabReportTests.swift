//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing

@testable import VentiKit

struct GitLabReportTests {
    private func json(_ report: ScanReport) throws -> TestJSON { try .parse(GitLabReport().text(for: report)) }

    @Test(arguments: [Sample.report, Sample.cleanReport, Sample.triagedReport, bare])
    func `Is taken in by GitLab`(_ report: ScanReport) throws {
        #expect(GitLabRules.problems(in: try json(report)) == [])
    }

    @Test(arguments: [
        ("scan.end_time", TestJSON.string("2026-01-02T03:04:05Z")), ("scan.analyzer.vendor", nil),
        ("vulnerabilities.0.identifiers", .array([])), ("vulnerabilities.0.severity", .string("critical")),
        ("vulnerabilities.0.evidence.request.url", .string("")), ("vulnerabilities.0.evidence.response", .null),
        ("vulnerabilities.0.location", nil), ("vulnerabilities.0.identifiers.1.url", .string("cwe.mitre.org")),
        ("vulnerabilities.0.evidence.supporting_messages.0.request.headers.0.value", .string("")),
    ])
    func `The checker of the rules sees what is wrong`(_ path: String, _ value: TestJSON?) throws {
        let right = try json(Sample.report)
        let wrong = right.replacing(path, with: value)
        try #require(wrong != right)
        #expect(GitLabRules.problems(in: wrong) != [])
    }

    @Test func `A finding keeps its id and its place`() throws {
        let finding = try #require(json(Sample.report).at("vulnerabilities.0"))
        // UUID version 5 of the fingerprint in the name space of URLs, as Python's uuid5 computes it.
        #expect(finding["id"]?.string == Sample.finding.fingerprint.uuid)
        #expect(
            finding["id"]?.string?.wholeMatch(of: /[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/)
                != nil
        )
        #expect(finding.at("location.hostname") == .string("http://127.0.0.1:8080"))
        #expect(finding.at("location.path") == .string("/books/{id}"))
        #expect(finding.at("location.param") == .string("id"))
        #expect(finding.at("identifiers.0.value") == .string("venti.sqli.error"))
        #expect(finding.at("identifiers.1.value") == .string("89"))
        #expect(finding.at("evidence.request.url") == .string("http://127.0.0.1:8080/api/books/1'"))
    }

    @Test func `The times are those of the scan, without a zone`() throws {
        let scan = try #require(json(Sample.report)["scan"])
        #expect(scan["start_time"] == .string("2026-01-02T03:04:05"))
        #expect(scan["end_time"] == .string("2026-01-02T03:05:03"))
        #expect(scan["status"] == .string("success"))
        #expect(scan.at("messages.0.level") == .string("warn"))
    }

    /// A report from elsewhere in which as much is empty as can be.
    private static var bare: ScanReport {
        var report = Sample.report
        report.tool = .init(name: "", version: "")
        report.target = ""
        report.startedAt = "yesterday"
        report.elapsedSeconds = 1e300
        report.findings[0] = Finding(checkID: "", title: "", summary: "", severity: .info, location: .host)
        report.findings[0].proof = Proof(
            steps: [
                ProofStep(label: "", request: RecordedRequest(method: "", target: "")),
                ProofStep(
                    label: "",
                    request: RecordedRequest(method: "", target: "", headers: [.init(name: "", value: "")], body: ""),
                    response: RecordedResponse(status: 0, headers: [.init(name: "a", value: "")])
                ),
            ],
            assertions: []
        )
        report.findings[0].remediation = String(repeating: "long ", count: 4_000)
        report.coverage = ScanCoverage(operations: [OperationCoverage(operation: "odd")])
        return report
    }
}
