//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing
import VentiKit

struct JSONReportTests {
    @Test func equalsTheGoldenFile() throws {
        let text = try JSONReport().text(for: Sample.report)
        #expect(try text == PackageFiles.golden("report.json", recording: text))
    }

    @Test(arguments: [Sample.report, Sample.cleanReport])
    func isReadBackAsItWas(_ report: ScanReport) throws {
        #expect(try JSONReport.report(from: Array(JSONReport().text(for: report).utf8)) == report)
    }

    @Test func isTheSameHoweverDictionariesWereFilled() throws {
        var first = Sample.cleanReport
        var second = Sample.cleanReport
        let codes = (100..<600).map(String.init)
        for code in codes { first.statistics.responses[code] = 1 }
        for code in codes.reversed() { second.statistics.responses[code] = 1 }
        #expect(try JSONReport().text(for: first) == JSONReport().text(for: second))
    }

    @Test(arguments: [
        ("", "The report cannot be read: "), ("{}", "The report cannot be read: formatVersion is missing."),
        (
            #"{"formatVersion":2}"#,
            "The report cannot be read: formatVersion: this VentiKit reads version 1, not 2."
        ),
        (#"{"formatVersion":"1"}"#, "The report cannot be read: formatVersion is not of type number."),
    ])
    func aFileThatIsNoReportGivesOneLine(_ text: String, _ message: String) {
        let error = #expect(throws: ScanError.self) { try JSONReport.report(from: Array(text.utf8)) }
        #expect(error?.code == .invalidEncoding)
        #expect(error?.message.hasPrefix(message) == true, "\(error?.message ?? "")")
        #expect(error?.message.contains("\n") == false)
    }

    @Test func aNumberThatJSONDoesNotHaveIsAnError() {
        var report = Sample.cleanReport
        report.elapsedSeconds = .nan
        let error = #expect(throws: ScanError.self) { try JSONReport().text(for: report) }
        #expect(error?.code == .invalidEncoding)
        #expect(error?.message.contains("elapsedSeconds") == true)
    }

    @Test func eventsOfAReportEndWithTheReport() throws {
        var decoder = ScanEventDecoder()
        let events = try decoder.decode(Array(NDJSONReport().text(for: Sample.report).utf8))
        #expect(events.count == 7)
        #expect(events.last == .finished(Sample.report))
    }
}
