//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import Testing

@testable import VentiKit

struct EventFileTests {
    private func read(_ text: String) throws -> ScanReport {
        let file = try EventFile(Array(text.utf8), name: "test.jsonl")
        var report = file.head
        try file.forEach { report.findings.append($0) }
        return report
    }

    @Test(arguments: [0, 3, 1_000, 1_001])
    func `A report of any length is read back as it was`(_ count: Int) throws {
        var report = Sample.triagedReport
        report.findings = ReportFormats.list(count)
        let text = try NDJSONReport().text(for: report)
        #expect(try read(text) == report)
        let last = try #require(text.split(separator: "\n").last)
        #expect(last.contains("\"findingsBefore\":\(count),") == (count > 1_000))
    }

    @Test func `It is read from a file, a piece at a time`() throws {
        let path = FileManager.default.temporaryDirectory.appending(
            path: "venti-\(UInt64.random(in: 0 ... .max)).jsonl"
        ).path
        defer { try? FileManager.default.removeItem(atPath: path) }
        var report = Sample.report
        report.findings = ReportFormats.list(1_200)
        let file = try FileOutput(path)
        var output = ClosureOutput { try file.write($0) }
        try NDJSONReport().write(report, to: &output)
        try file.finish()
        let events = try EventFile(path)
        var found: [Finding] = []
        try events.content.findings.forEachInReportOrder { found.append($0) }
        #expect(found == report.findings)
        #expect(events.content.head.findings.isEmpty)
        var html = MemoryOutput()
        try HTMLReport().write(events.content, to: &html)
        #expect(try html.text == HTMLReport().text(for: report))
    }

    @Test func `Findings out of order come in the order of a report`() throws {
        var report = Sample.report
        report.findings = Array(ReportFormats.list(1_001).reversed()) + [Sample.hostFinding]
        let file = try EventFile(Array(NDJSONReport().text(for: report).utf8), name: "test")
        var found: [Finding] = []
        try file.forEachInReportOrder { found.append($0) }
        #expect(found == report.findings.inReportOrder())
    }

    @Test func `What the end of a scan says stands above what was said on the way`() throws {
        let text =
            try ScanEvent.finding(Sample.finding).ndjsonLine() + ScanEvent.finished(Sample.cleanReport).ndjsonLine()
        #expect(try read(text).findings.isEmpty)
    }

    @Test(arguments: ["", "\n \n", "{}\n", "no json\n"])
    func `What is no report says so in a line`(_ text: String) {
        let error = #expect(throws: ScanError.self) { try read(text) }
        #expect(error?.code == .invalidEncoding)
        #expect(error?.message.contains("\n") == false)
    }

    @Test func `A line that is too long is refused`() throws {
        let text = try NDJSONReport().text(for: Sample.report)
        #expect(throws: ScanError.self) { try EventFile(Array(text.utf8), name: "x", maximumLineBytes: 100) }
    }

    @Test func `A file that is not there is named`() {
        let error = #expect(throws: ScanError.self) { try EventFile("/nonexistent/events.jsonl") }
        #expect(error?.code == .invalidArgument)
        #expect(error?.message.hasPrefix("/nonexistent/events.jsonl cannot be read") == true)
    }
}
