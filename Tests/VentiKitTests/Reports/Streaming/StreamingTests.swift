//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing

@testable import VentiKit

/// Formats write as they go, and write the same however the findings come.
struct StreamingTests {
    /// Findings that say how many bytes were written when the last of them was asked for.
    private final class Watch: FindingSource, @unchecked Sendable {
        // One task walks through the findings, and nothing else looks at the counts meanwhile.
        var written = 0
        var writtenAtLastFinding = 0
        var largestChunk = 0
        let findings: [Finding]

        init(_ findings: [Finding]) { self.findings = findings }

        func forEach(_ body: (Finding) throws -> Void) throws {
            for (index, finding) in findings.enumerated() {
                if index == findings.count - 1 { writtenAtLastFinding = written }
                try body(finding)
            }
        }
    }

    @Test(arguments: ReportFormats.names)
    func `A format has written most of a long report before it asks for the last finding`(_ name: String) throws {
        let watch = Watch(ReportFormats.list(600))
        var output = ClosureOutput { bytes in
            watch.written += bytes.count
            watch.largestChunk = max(watch.largestChunk, bytes.count)
        }
        let content = ReportContent(head: Sample.report, findings: watch)
        try ReportFormats.format(name).write(content, to: &output)
        // A hundred kilobytes are gathered at most, whatever is written; what is bounded anyway comes at the end.
        #expect(watch.largestChunk < 160_000)
        guard !["markdown", "github", "table"].contains(name) else { return }
        #expect(watch.written - watch.writtenAtLastFinding < 200_000, "\(watch.written)")
    }

    @Test(arguments: ReportFormats.names)
    func `Findings that come one by one give what findings in memory give`(_ name: String) throws {
        var report = Sample.triagedReport
        report.findings = ReportFormats.list(40)
        var output = MemoryOutput()
        let content = ReportContent(head: report, findings: ReportFormats.findings(40))
        try ReportFormats.format(name).write(content, to: &output)
        #expect(try output.text == ReportFormats.format(name).text(for: report))
    }

    @Test(arguments: ReportFormats.names.filter { !$0.hasPrefix("json") })
    func `The order of the findings in memory does not matter`(_ name: String) throws {
        var report = Sample.report
        report.findings = ReportFormats.list(20) + [Sample.hostFinding]
        var reversed = report
        reversed.findings.reverse()
        let format = ReportFormats.format(name)
        #expect(try format.text(for: report) == format.text(for: reversed))
    }

    @Test(arguments: ReportFormats.names)
    func `What stops the output stops the format`(_ name: String) {
        struct Full: Error {}
        var output = ClosureOutput { _ in throw Full() }
        #expect(throws: Full.self) { try ReportFormats.format(name).write(Sample.report, to: &output) }
    }

    @Test(arguments: ReportFormats.names)
    func `What stops the findings stops the format`(_ name: String) {
        struct Gone: Error {}
        var output = CountingOutput()
        let content = ReportContent(
            head: Sample.report,
            findings: GeneratedFindings { () throws -> [Finding] in throw Gone() }
        )
        #expect(throws: Gone.self) { try ReportFormats.format(name).write(content, to: &output) }
    }

    @Test func `Numbers are written as text writes them`() {
        var buffer = ReportBuffer()
        for number in [0, 7, -12, 1_234_567, Int.max, Int.min] {
            buffer.append(number)
            buffer.append(UInt8(ascii: " "))
        }
        #expect(String(decoding: buffer.bytes, as: UTF8.self) == "0 7 -12 1234567 \(Int.max) \(Int.min) ")
    }
}
