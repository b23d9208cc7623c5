//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing
import VentiKit
import VentiKitTesting

/// What a test of Swift Testing records.
struct RecordedExpectationTests {
    @Test func aFindingIsAnIssueAtTheLineOfTheCall() throws {
        let report = Sample.report([Sample.finding()])
        let line = #_sourceLocation.line + 2
        let issues = recordedIssues {
            try report.expect(.noFindings())
        }
        let issue = try #require(issues.first)
        #expect(issues.count == 1)
        #expect(issue.text == report.issues(.noFindings()).map(\.text).joined())
        #expect(issue.sourceLocation?.fileID == #fileID)
        #expect(issue.sourceLocation?.line == line)
    }

    @Test func aReportThatMeetsTheExpectationsRecordsNothing() {
        #expect(recordedIssues { try Sample.report().expect(.noFindings(), .noServerErrors) }.isEmpty)
    }

    #if compiler(>=6.3)
    @Test func whatIsBelowTheGateIsAWarning() {
        let report = Sample.report([Sample.finding("venti.bola.read", .low), Sample.finding("venti.sqli.error", .high)])
        let issues = recordedIssues { try report.expect(.noFindings()) }
        #expect(issues.map(\.severity) == [.error, .warning])
    }
    #endif

    @Test func afterTwentyIssuesOnlyTheirNumberIsSaid() {
        let findings = (0..<33).map { Sample.finding(evidenceClass: "place \($0)") }
        let issues = recordedIssues { try Sample.report(findings).expect(.noFindings()) }
        #expect(issues.count == 21)
        #expect(issues.last?.text == "… 13 more in findings.json")
    }

    @Test(.accepting("bola.read", on: "GET /notes/{id}", until: "9999-12-31", reason: "mended in 2.1"))
    func anAcceptedFindingIsNoIssueOfItsOwn() {
        let report = Sample.report([Sample.finding()])
        #expect(recordedIssues { try report.expect(.noFindings()) }.isEmpty)
    }

    @Test(.accepting("bola.read", on: "GET /notes/{id}", until: "2020-02-29", reason: "mended in 2.1"))
    func anExpiredAcceptanceIsAnIssue() {
        let issues = recordedIssues { try Sample.report([Sample.finding()]).expect(.noFindings()) }
        #expect(issues.count == 2)
        #expect(issues.last?.text.contains("expired on 2020-02-29") == true)
    }

    @Test(
        .accepting(
            "bola.read",
            on: "GET /notes/{id}",
            until: "2020-02-29",
            reason: "mended in 2.1",
            today: CalendarDate(year: 2020, month: 2, day: 29)
        )
    )
    func theDayOnWhichAnAcceptanceIsJudgedCanBeGiven() {
        #expect(recordedIssues { try Sample.report([Sample.finding()]).expect(.noFindings()) }.isEmpty)
    }

    @Test func aFindingThatACheckMissesIsAnIssue() {
        let issues = recordedIssues { try Sample.report().expectFinding("sqli.boolean", on: "GET /notes/{id}") }
        #expect(issues.map(\.text) == ["sqli.boolean found nothing at GET /notes/{id}.\nThe report has no findings."])
    }

    @Test(arguments: [("2027-02-29", "because"), ("soon", "because"), ("2027-01-31", " ")])
    func anAcceptanceWithoutADayOrAReasonFailsTheTest(until: String, reason: String) async throws {
        let trait = AcceptanceTrait.accepting("bola.read", on: "*", until: until, reason: reason)
        let test = try #require(Test.current)
        await #expect(throws: ScanError.self) { try await trait.prepare(for: test) }
    }
}
