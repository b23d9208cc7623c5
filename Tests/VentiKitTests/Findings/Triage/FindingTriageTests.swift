//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing

@testable import VentiKit

struct FindingTriageTests {
    @Test func sayWhatIsKnownOfAFinding() {
        let report = Sample.triagedReport
        #expect(report.status(of: Sample.finding) == .accepted(Sample.acceptance))
        #expect(report.status(of: Sample.hostFinding) == .known(since: Sample.date("2026-10-02")))
        #expect(Sample.report.status(of: Sample.finding) == nil)
    }

    @Test func withoutABaselineNothingIsNew() {
        var report = Sample.report
        report.triage = FindingTriage(
            date: Sample.date("2026-11-26"),
            entries: [.init(fingerprint: Sample.finding.fingerprint)]
        )
        #expect(report.status(of: Sample.finding) == nil)
        report.triage?.baseline = "baseline.json"
        #expect(report.status(of: Sample.finding) == .new)
        // The triage does not have this one.
        #expect(report.status(of: Sample.hostFinding) == nil)
    }

    @Test func survivesTheWire() throws {
        let report = Sample.triagedReport
        let bytes = try JSONCoding.encode(report)
        #expect(try JSONCoding.decode(ScanReport.self, from: bytes, subject: "The report") == report)
        let again = try JSONCoding.encode(JSONCoding.decode(ScanReport.self, from: bytes, subject: "The report"))
        #expect(again == bytes)
    }

    @Test(arguments: [
        "2026-13-01", "2026-00-10", "2026-02-29", "2026-04-31", "2026-1-01", "26-01-01", "2026-01-01T00:00:00Z",
        "+026-01-01", "２０２６-01-01", "", "tomorrow", "2026-01--1", "0000-01-01",
    ])
    func whatIsNoDateIsNone(_ text: String) {
        #expect(CalendarDate(text) == nil)
    }

    @Test(arguments: ["2026-01-01", "2024-02-29", "2000-02-29", "0001-12-31", "9999-12-31"])
    func aDateIsWrittenAsItWasRead(_ text: String) throws {
        #expect(try #require(CalendarDate(text)).description == text)
    }

    @Test func datesComeInOrder() {
        let texts = ["2027-01-31", "2026-12-31", "2026-02-03", "2026-02-28"]
        #expect(texts.map(Sample.date).sorted().map(\.description) == texts.sorted())
        #expect(Sample.acceptance.holds(on: Sample.date("2027-01-31")))
        #expect(!Sample.acceptance.holds(on: Sample.date("2027-02-01")))
    }
}
