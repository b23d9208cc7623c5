//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing
import VentiKit

struct TextReportTests {
    @Test(arguments: [("report.txt", true), ("report-ascii.txt", false)])
    func equalsTheGoldenFile(_ name: String, usesUnicode: Bool) throws {
        let text = TextReport(usesUnicode: usesUnicode).text(for: Sample.report)
        #expect(try text == PackageFiles.golden(name, recording: text))
    }

    @Test func aCleanReportSaysWhatWasCovered() {
        let text = TextReport().text(for: Sample.cleanReport)
        #expect(text.contains("Coverage  1/1 operations reached 2xx (100 %)"))
        #expect(text.contains("0 critical  0 high  0 medium  0 low  0 info"))
    }

    @Test func aReportThatReachedNothingDoesNotLookClean() {
        var report = Sample.cleanReport
        report.coverage.operations = [OperationCoverage(operation: "GET /a")]
        #expect(TextReport().text(for: report).contains("Nothing was reached: the absence of findings says nothing."))
    }

    @Test func whatIsOddAboutAnAnswerStandsBesideItsStatus() {
        var report = Sample.cleanReport
        let reset = AttemptOutcome("connection-reset")
        report.coverage.operations = [
            OperationCoverage(
                operation: "GET /a",
                attempts: [
                    .init(identity: "anonymous", requests: 1, bestStatus: nil, outcome: reset),
                    .init(identity: "ann", requests: 1, bestStatus: 403, outcome: .blocked),
                    .init(identity: "bob", requests: 1, bestStatus: 302, outcome: .redirectedOutOfScope),
                    .init(identity: "cyd", requests: 1, bestStatus: 403, outcome: .blocked),
                    .init(identity: "dan", requests: 1, bestStatus: 404, outcome: .answered),
                ]
            ),
            OperationCoverage(
                operation: "GET /b",
                attempts: [.init(identity: "ann", requests: 1, bestStatus: nil, outcome: AttemptOutcome("not-http"))]
            ),
            OperationCoverage(
                operation: "GET /c",
                attempts: [
                    .init(identity: "ann", requests: 1, bestStatus: 200, outcome: .answered),
                    .init(identity: "bob", requests: 1, bestStatus: 200, outcome: .answeredUndecodable),
                ]
            ),
        ]
        let text = TextReport(width: 200).text(for: report)
        #expect(text.contains("GET /a (302 redirected-out-of-scope, 403 blocked, 404)"))
        #expect(text.contains("GET /b (not-http)"))
        #expect(text.contains("answered oddly: GET /c (200 answered-undecodable)"))
    }

    @Test func colourIsLeftAwayUnlessAskedFor() {
        #expect(!TextReport().text(for: Sample.report).contains("\u{1B}"))
        #expect(TextReport(usesColor: true).text(for: Sample.report).contains("\u{1B}[1;97;41mCRITICAL\u{1B}[0m"))
    }

    @Test func withoutUnicodeEveryByteIsASCII() {
        var report = Sample.report
        report.findings[1].summary = "Ünïcode \u{9B}31m"
        report.findings[1].proof?.steps[0].request.body = "ü"
        let text = TextReport(usesUnicode: false).text(for: report)
        #expect(text.utf8.allSatisfy { $0 == 0x0A || (0x20..<0x7F).contains($0) })
        #expect(text.contains("--data-raw $'\\303\\274'"))
    }

    @Test(arguments: [
        "\u{1B}[2J", "\u{1B}]0;title\u{7}", "\r", "\u{8}", "\u{9B}31m", "\u{202E}", "\u{2066}", "\u{200B}", "\u{FEFF}",
        "\u{E0041}", "\u{7F}", "\u{0}", "\u{2028}", "\n\n",
    ])
    func aTargetCannotDriveTheTerminal(_ attack: String) {
        let text = TextReport(width: 80).text(for: Self.report(everywhere: attack))
        for scalar in text.unicodeScalars where scalar != "\n" {
            let category = scalar.properties.generalCategory
            #expect(![.control, .format, .lineSeparator, .paragraphSeparator].contains(category), "\(scalar.value)")
        }
        let clean = TextReport(width: 80).text(for: Self.report(everywhere: ""))
        #expect(text.split(separator: "\n").count <= clean.split(separator: "\n").count + 4)
    }

    @Test func linesKeepToTheWidth() {
        var report = Sample.report
        report.findings[0].summary = String(repeating: "many words ", count: 60)
        for line in TextReport(width: 72).text(for: report).split(separator: "\n") where !line.contains("curl ") {
            let mayBeLonger = line.hasPrefix("VentiKit") || line.contains(" of 2 · ") || line.contains("# ")
            #expect(line.count <= 72 || mayBeLonger, "\(line)")
        }
    }

    @Test func detailsAreBoundedAndTheRestIsCounted() {
        var report = Sample.report
        report.findings = Array(repeating: Sample.hostFinding, count: 5)
        var format = TextReport()
        format.maximumDetails = 2
        let text = format.text(for: report)
        #expect(text.contains("2 of 5 · "))
        #expect(!text.contains("3 of 5 · "))
        #expect(text.contains("… 3 more findings in the JSON report"))
    }

    @Test func theTableStandsAlone() {
        #expect(TextReport().table(of: []) == "")
        let lines = TextReport().table(of: Sample.report.findings).split(separator: "\n")
        #expect(lines.map { $0.prefix(10) } == ["  CRITICAL", "  LOW     "])
    }

    /// A report into which a target put a text wherever it can.
    private static func report(everywhere text: String) -> ScanReport {
        var report = Sample.report
        var finding = Sample.finding
        finding.title += text
        finding.summary += text
        finding.location.path? += text
        finding.location.source?.file += text
        finding.evidenceClass += text
        finding.affectedOperations = ["GET /\(text)"]
        finding.proof?.steps[0].label += text
        finding.proof?.steps[0].identity? += text
        finding.proof?.steps[0].request.target += text
        finding.proof?.steps[0].request.headers.append(RecordedHeader(name: "X\(text)", value: "a\(text)"))
        finding.proof?.steps[1].request.body? += text
        finding.proof?.steps[1].request.method += text
        finding.proof?.assertions.append(.bodyContains(step: "a\(text)", text: text))
        report.findings = [finding]
        report.api.title += text
        report.target += text
        report.outcomeDetail? += text
        report.identities[1].detail += text
        report.coverage.operations[1].attempts[0].outcome = AttemptOutcome("odd\(text)")
        report.coverage.operations[2].skippedBecause? += text
        report.statistics.refused[0] += text
        report.diagnostics[0].message += text
        return report
    }
}
