//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import Testing
import VentiKit

@testable import venti

struct ConvertTests {
    private let folder: TemporaryFolder
    private let report: ScanReport

    init() throws {
        folder = try TemporaryFolder()
        var report = ScanReport(
            api: APISummary(title: "T", version: "1", documentVersion: "3.0.3", documentName: "a.yaml", operations: 1),
            target: "http://127.0.0.1",
            profile: .safe,
            startedAt: "2026-01-01T00:00:00Z"
        )
        report.findings = [
            Finding(
                checkID: "venti.sqli.error",
                title: "SQL injection",
                summary: "A quote breaks the statement.",
                severity: .critical,
                confidence: .confirmed,
                location: FindingLocation(method: "GET", path: "/a")
            )
        ]
        report.statistics.requestsSent = 7
        self.report = report
        try folder.write(try JSONReport().text(for: report), to: "findings.json")
        try folder.write(try NDJSONReport().text(for: report), to: "events.jsonl")
    }

    private func convert(_ arguments: String..., input: String = "") async throws -> VentiProcess.Outcome {
        try await VentiProcess(arguments: ["convert"] + arguments, directory: folder.path, input: input).run()
    }

    @Test(arguments: ["findings.json", "events.jsonl"])
    func `A report becomes every other format and itself`(_ name: String) async throws {
        let outcome = try await convert(name, "--output", "json=out/a.json", "--output", "sarif=out/a.sarif")
        #expect(outcome.status == 0, "\(outcome.error)")
        #expect(outcome.output.isEmpty)
        #expect(outcome.error == "  Written   out/a.json  out/a.sarif\n")
        #expect(try folder.read("out/a.json") == folder.read("findings.json"))
        #expect(try folder.read("out/a.sarif").contains("venti.sqli.error"))
    }

    @Test
    func `A report goes through pipes`() async throws {
        let outcome = try await convert("-", "--output", "json", input: try folder.read("events.jsonl"))
        #expect(outcome.status == 0, "\(outcome.error)")
        #expect(try JSONReport.report(from: Array(outcome.output.utf8)) == report)
        #expect(outcome.error.isEmpty)
    }

    @Test
    func `Events that break off make a report that says so`() async throws {
        let line = try ScanEvent.finding(try #require(report.findings.first)).ndjsonLine()
        try folder.write(line + line.prefix(40), to: "cut.jsonl")
        let outcome = try await convert("cut.jsonl", "--output", "json")
        let partial = try JSONReport.report(from: Array(outcome.output.utf8))
        #expect(partial.findings == report.findings)
        #expect(partial.outcome == .failed)
        #expect(partial.outcomeDetail == "The events end before the report.")
    }

    @Test(arguments: [
        (["findings.json"], "no format: give --output"),
        (["nope.json", "--output", "table"], "nope.json: the file does not exist"),
        ([".", "--output", "table"], ".: the file is a folder"),
        (["empty", "--output", "table"], "empty: is empty"),
        (["text", "--output", "table"], "text: is not a report"),
        (["other.json", "--output", "table"], "other.json: "),
        (["findings.json", "--output", "jsno"], "no format jsno (did you mean json?)"),
        (["findings.json", "--output", "json", "--output", "table"], "would mix on standard output"),
        (["-", "--output", "table"], "standard input: is empty"),
    ])
    func `What is no report is named`(_ arguments: [String], _ words: String) async throws {
        try folder.write("", to: "empty")
        try folder.write("hello", to: "text")
        try folder.write("{\"hello\": 1}", to: "other.json")
        let outcome = try await VentiProcess(arguments: ["convert"] + arguments, directory: folder.path).run()
        #expect(outcome.status == 2)
        #expect(outcome.output.isEmpty)
        #expect(outcome.error.split(separator: "\n").count == 1)
        #expect(outcome.error.hasPrefix("venti: error: ") && outcome.error.contains(words), "\(outcome.error)")
    }

    @Test
    func `A report of ZAP's becomes one of ours, and what is none is refused`() async throws {
        try folder.write(
            #"""
            {"@version":"2.17.0","site":[{"@name":"http://api.test","alerts":[{"pluginid":"40018","name":"SQL Injection",
            "riskcode":"3","confidence":"2","cweid":"89","solution":"<p>Bind.</p>",
            "instances":[{"uri":"http://api.test/users/7?q=1","method":"GET","param":"q","attack":"'"}]}]}]}
            """#,
            to: "zap.json"
        )
        let outcome = try await convert("zap.json", "--from", "zap", "--output", "json")
        #expect(outcome.status == 0, "\(outcome.error)")
        let read = try JSONReport.report(from: Array(outcome.output.utf8))
        #expect(read.findings.map(\.checkID) == ["zap.40018"])
        #expect(read.findings.map(\.location.operationName) == ["GET /users/{id}"])
        let refused = try await convert("findings.json", "--from", "zap", "--output", "json")
        #expect(refused.status == 2)
        #expect(refused.error.contains("findings.json: This is no JSON report of ZAP's"))
    }
}
