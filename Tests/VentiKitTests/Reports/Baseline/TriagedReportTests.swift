//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing

@testable import VentiKit

/// What reports show of what is known already.
struct TriagedReportTests {
    private var report: ScanReport {
        var report = Shop.report([Shop.users, Shop.orders, Shop.login])
        report.triage = TriageRules(
            baseline: Baseline(entries: [
                .init(
                    fingerprint: Shop.users.fingerprint,
                    checkID: Shop.users.checkID,
                    operation: "GET /users/{id}",
                    since: Sample.date("2026-10-02")
                ),
                .init(
                    fingerprint: Shop.body.fingerprint,
                    checkID: Shop.body.checkID,
                    operation: "PATCH /users/{id}",
                    since: Sample.date("2026-10-02")
                ),
                .init(
                    fingerprint: Shop.header.fingerprint,
                    checkID: "venti.cors.wildcard",
                    operation: "GET /gone",
                    since: Sample.date("2026-10-02")
                ),
            ]),
            acceptances: [
                Acceptance(
                    rule: "res",
                    match: "POST /login",
                    until: Sample.date("2027-01-31"),
                    reason: "limiter ships in [2.1](x)",
                    by: "sec@example.org",
                    source: SourceLocation(file: "venti.yaml", line: 9, column: 5)
                ),
                Acceptance(rule: "sqli", match: "*", until: Sample.date("2026-01-31"), reason: "old"),
            ],
            date: Sample.date("2026-11-26")
        ).triage(of: report)
        return report
    }

    @Test func theTableHasTheStatusAtItsRight() {
        let text = TextReport(width: 110).text(for: report)
        let rows = text.split(separator: "\n").filter { $0.hasPrefix("  CRITICAL  ") || $0.hasPrefix("  HIGH      ") }
        #expect(rows.count == 2)
        #expect(rows.first?.hasSuffix("  new") == true, "\(rows)")
        #expect(rows.last?.hasSuffix("  since 2026-10-02") == true, "\(rows)")
        let columns = rows.map { $0.count - ($0.hasSuffix("new") ? "new" : "since 2026-10-02").count }
        #expect(Set(columns).count == 1, "\(rows)")
        #expect(text.contains("status    known since 2026-10-02"))
        #expect(text.contains(" · 1 new · 1 accepted · 1 fixed · 1 not seen · "), "\(text)")
        #expect(text.contains("  Fixed     bopla.mass-update PATCH /users/{id}\n"))
        #expect(text.contains("  Not seen  not proven fixed: cors.wildcard GET /gone (the document does not have"))
        #expect(text.contains("  Accepted  sqli at * ended on 2026-01-31: 1 finding counts again\n"))
    }

    @Test func acceptedFindingsAreCountedAndListedOnDemand() {
        var format = TextReport(width: 140)
        let short = format.text(for: report)
        #expect(!short.contains("MEDIUM    res.no-rate-limit"))
        #expect(short.contains("  Accepted  1 finding is counted and not listed\n"))
        #expect(short.contains("1 critical  1 high  1 medium  0 low"))
        #expect(short.contains("1 of 2 · ") && !short.contains("1 of 3 · "))
        format.showsAccepted = true
        let long = format.text(for: report)
        #expect(long.contains("MEDIUM    res.no-rate-limit"))
        #expect(long.contains("  accepted → 2027-01-31\n"))
        #expect(long.contains("accepted by sec@example.org until 2027-01-31: limiter ships in"))
        #expect(long.contains("3 of 3 · "))
        format.usesUnicode = false
        #expect(format.text(for: report).contains("  accepted -> 2027-01-31\n"))
    }

    @Test func whereThereIsNoRoomTheColumnIsLeftAway() {
        let text = TextReport(width: 60).text(for: report)
        #expect(text.contains("known since 2026-10-02") && !text.contains("  since 2026-10-02"))
        #expect(text.split(separator: "\n").filter { $0.hasPrefix("  CRITICAL  ") }.allSatisfy { $0.count <= 60 })
    }

    @Test func aReportThatWasComparedWithNothingLooksAsBefore() {
        let text = TextReport().text(for: Sample.report)
        #expect(!text.contains("accepted") && !text.contains(" new ") && !text.contains("status"))
    }

    @Test func sarifSaysWhatIsNewAndWhatIsAccepted() throws {
        let text = try SARIFReport().text(for: report)
        #expect(try Log(text).states == ["new", "unchanged", "new"])
        #expect(text.components("\"status\" : \"accepted\"") == 1)
        #expect(text.components("\"suppressions\" : [") == 3)
        #expect(
            text.contains(
                "\"justification\" : \"limiter ships in [2.1] (x) (accepted by sec@example.org until 2027-01-31)\""
            )
        )
        #expect(text.contains("\"uri\" : \"venti.yaml\""))
        #expect(GitHubSARIFRules.problems(in: try .parse(text)) == [])
        let plain = try SARIFReport().text(for: Sample.report)
        #expect(!plain.contains("suppressions") && !plain.contains("baselineState"))
    }

    @Test func sarifIsTheSameAsItsTypesSay() throws {
        var writer = SARIF.ResultWriter(
            documentName: "openapi.yaml",
            basePath: "",
            artifacts: SARIF.ArtifactURI(),
            ruleIndices: [Shop.users.checkID: 0, Shop.login.checkID: 1],
            maximumEvidenceBytes: 0
        )
        writer.triage = report.triage
        for finding in [Shop.users, Shop.login] {
            let written = writer.result(for: finding)
            let result = try #require(written)
            var json = JSONWriter(isPretty: true)
            json.result(result)
            let expected = try JSONCoding.encode(result, isPretty: true)
            #expect(String(decoding: json.buffer.bytes, as: UTF8.self) == String(decoding: expected, as: UTF8.self))
        }
    }
}

/// A SARIF file, as far as these tests look at it.
private struct Log: Decodable {
    struct Run: Decodable { var results: [Result] }
    struct Result: Decodable { var baselineState: String }

    var runs: [Run]
    var states: [String] { runs.flatMap(\.results).map(\.baselineState) }

    init(_ text: String) throws { self = try JSONCoding.decode(Log.self, from: Array(text.utf8), subject: "The file") }
}

extension String {
    /// How often the text is in this one.
    fileprivate func components(_ text: String) -> Int { ranges(of: text).count }
}
