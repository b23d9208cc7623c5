//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing
import VentiKit
import VentiKitTesting

struct ReportExpectationTests {
    @Test func aFindingAtTheGateIsAnErrorOfFourLines() throws {
        let issues = Sample.report([Sample.finding()]).issues(.noFindings(atOrAbove: .high))
        #expect(issues.map(\.severity) == [.error])
        let text = try #require(issues.first?.text)
        #expect(
            text == """
                HIGH Another user's object can be read · bola.read · GET /notes/{id} · CWE-639 · OWASP API1:2023
                alice made note 17. bob read it.
                curl -sS -i --path-as-is -g -H 'Authorization: Bearer '"$BOB_TOKEN" --url http://localhost/notes/17
                fix: Compare the note's owner with the caller.
                """
        )
    }

    @Test func whatIsBelowTheGateOrNotProvenIsAWarning() {
        let report = Sample.report([
            Sample.finding("venti.sqli.error", .critical, confidence: .tentative), Sample.finding("venti.cors", .low),
        ])
        #expect(report.issues(.noFindings(atOrAbove: .medium)).map(\.severity) == [.warning, .warning])
    }

    @Test func aReportWithoutFindingsHasNoIssue() {
        #expect(Sample.report().issues(.noFindings(atOrAbove: .info)).isEmpty)
    }

    @Test(arguments: [ScanReport.Outcome.failed, .cancelled])
    func aScanThatDidNotEndIsNotClean(outcome: ScanReport.Outcome) {
        #expect(Sample.report(outcome: outcome).issues(.noFindings()).map(\.severity) == [.error])
    }

    @Test func aScanThatRanOutOfRequestsIsAWarning() {
        #expect(Sample.report(outcome: .budgetExhausted).issues(.noFindings()).map(\.severity) == [.warning])
    }

    @Test func aScanThatReachedNothingIsNotClean() throws {
        var report = Sample.report()
        report.coverage.operations = [Sample.operation("GET /admin", 403)]
        let issue = try #require(report.issues(.noFindings()).first)
        #expect(issue.severity == .error)
        #expect(issue.text.contains("GET /admin: 403 as bob"))
    }

    @Test func coverageNamesWhatWasNotReached() throws {
        let report = Sample.report()
        #expect(report.issues(.coverage(atLeast: 0.6)).isEmpty)
        let issue = try #require(report.issues(.coverage(atLeast: 0.9)).first)
        #expect(
            issue.text == """
                2 of 3 operations answered with 2xx, expected at least 90 %. Not reached:
                GET /admin: 403 as bob
                """
        )
    }

    @Test func serverErrorsAreCounted() throws {
        var report = Sample.report()
        #expect(report.issues(.noServerErrors).isEmpty)
        report.statistics.responses = ["200": 5, "500": 3, "503": 1]
        #expect(report.issues(.noServerErrors).map(\.text) == ["The API answered 3 with 500, 1 with 503."])
    }

    @Test func aFindingThatIsExpectedIsFoundUnderEitherName() {
        let report = Sample.report([Sample.finding()])
        #expect(report.issues(.finding("bola.read", on: "GET /notes/{id}")).isEmpty)
        #expect(report.issues(.finding("venti.bola.read")).isEmpty)
    }

    @Test func aFindingThatIsMissingSaysWhy() {
        let report = Sample.report([Sample.finding()])
        #expect(
            report.issues(.finding("bola.read", on: "POST /login")).map(\.text) == [
                "bola.read found nothing at POST /login.\nIt found its flaw at GET /notes/{id}."
            ]
        )
        #expect(
            report.issues(.finding("sqli.error", on: "GET /admin")).map(\.text) == [
                "sqli.error found nothing at GET /admin.\nGET /admin: 403 as bob"
            ]
        )
        #expect(
            report.issues(.finding("sqli.error", on: "GET /nothing")).map(\.text) == [
                "sqli.error found nothing at GET /nothing.\nThe document has no such operation."
            ]
        )
    }

    @Test func anExpectationOfOnesOwnIsAsked() {
        let issues = Sample.report().issues(.custom { [ReportIssue(.error, "seed \($0.seed)")] })
        #expect(issues.map(\.text) == ["seed 0"])
    }
}
