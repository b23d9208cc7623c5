//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing

@testable import VentiKit

struct JUnitReportTests {
    private func suites(_ report: ScanReport, _ format: JUnitReport = JUnitReport()) throws -> TestXML {
        try .parse(format.text(for: report))
    }

    private func cases(_ root: TestXML) -> [String] {
        root.all("testcase").map { test in
            let outcome = test.children.first?.name ?? "passed"
            return "\(test.attributes["classname"] ?? "") \(test.attributes["name"] ?? ""): \(outcome)"
        }
    }

    @Test func `A test case is a check at an operation`() throws {
        #expect(
            try cases(suites(Sample.report)) == [
                "GET /books/{id} venti.sqli.error (path id, sqlite): failure",
                "(host) venti.headers.no-hsts: failure", "GET /admin reached: skipped",
                "DELETE /books/{id} reached: skipped", "scan incomplete: error", "scan identity bob: error",
            ]
        )
        #expect(try cases(suites(Sample.cleanReport)) == ["GET /books/{id} venti.sqli.error: passed"])
    }

    @Test(arguments: [Sample.report, Sample.cleanReport, Sample.triagedReport])
    func `The counts are those of the test cases`(_ report: ScanReport) throws {
        let root = try suites(report)
        for element in [root] + root.all("testsuite") {
            let outcomes = element.all("testcase").compactMap { $0.children.first?.name }
            #expect(element.attributes["tests"] == "\(element.all("testcase").count)")
            #expect(element.attributes["failures"] == "\(outcomes.count { $0 == "failure" })")
            #expect(element.attributes["errors"] == "\(outcomes.count { $0 == "error" })")
            #expect(element.attributes["skipped"] == "\(outcomes.count { $0 == "skipped" })")
        }
    }

    @Test func `A failure says what happened, how to see it again and what to do`() throws {
        let failure = try #require(suites(Sample.report).all("failure").first)
        #expect(failure.attributes["type"] == "critical")
        #expect(failure.attributes["message"] == Sample.finding.summary)
        for text in ["curl -sS", "prepared statement", "CWE-89", "control answers 200"] {
            #expect(failure.text.contains(text), "\(text)")
        }
        let test = try suites(Sample.report).all("testcase")[0]
        #expect(test.attributes["file"] == "api/openapi.yaml")
        #expect(test.attributes["line"] == "112")
    }

    @Test func `What does not count is skipped and says why`() throws {
        let accepted = try suites(Sample.triagedReport).all("testcase")[0]
        #expect(accepted.children.first?.name == "skipped")
        #expect(accepted.children.first?.attributes["message"]?.hasPrefix("accepted until 2027-01-31: ") == true)
        var report = Sample.report
        report.findings[1].confidence = .tentative
        #expect(try suites(report).all("failure").count == 1)
        #expect(try suites(report, JUnitReport(failOn: .medium)).all("failure").isEmpty)
    }

    @Test func `A check passes at no operation that one of its findings affects`() throws {
        var report = Sample.cleanReport
        report.findings = [Sample.hostFinding]
        report.coverage.operations[0].checksRun = ["venti.headers.no-hsts", "venti.sqli.error"]
        #expect(try cases(suites(report)).dropFirst() == ["GET /books/{id} venti.sqli.error: passed"])
    }

    @Test func `Beyond the details a failure has one line`() throws {
        var format = JUnitReport()
        format.maximumDetails = 1
        let failures = try suites(Sample.report, format).all("failure")
        #expect(failures[1].text == "Strict-Transport-Security is missing · VK-afcf638c")
    }
}
