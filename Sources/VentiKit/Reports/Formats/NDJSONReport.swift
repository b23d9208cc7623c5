//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// A report as events, one JSON object a line: its identities, diagnostics and findings, and the whole report last.
///
/// The text is what ``ScanEventDecoder`` reads, so a saved report can stand in for a scan. Where there are many findings,
/// the last line holds the report without them and says so as `findingsBefore`: they stand in the lines before it.
/// ``EventFile`` reads both.
public struct NDJSONReport: ReportFormat {
    /// The findings up to which the last line repeats all of them. Defaults to 1,000.
    public var maximumRepeatedFindings: Int = 1_000

    public var fileExtension: String { "jsonl" }

    /// The format.
    public init() {}

    public func write(_ content: ReportContent, to output: inout some ReportOutput) throws {
        var writer = JSONWriter()
        for event in content.head.identities.map(ScanEvent.identity) { writer.buffer.append(try event.ndjsonLine()) }
        for diagnostic in content.head.diagnostics {
            writer.buffer.append(try ScanEvent.diagnostic(diagnostic).ndjsonLine())
        }
        var count = 0
        try content.findings.forEach { finding in
            count += 1
            writer.buffer.append("{\"finding\":")
            try writer.finding(finding)
            writer.buffer.append(",\"type\":\"finding\",\"version\":1}\n")
            try writer.buffer.flushIfFull(to: &output)
        }
        let last = try JSONCoding.encode(ScanEvent.finished(content.head))
        if count <= maximumRepeatedFindings {
            try writer.report(content, in: last, depth: 2, to: &output)
        } else {
            // In alphabetical order, it is the first member.
            writer.buffer.append("{\"findingsBefore\":\(count),")
            writer.buffer.append(last.dropFirst())
        }
        writer.buffer.append(UInt8(ascii: "\n"))
        try writer.buffer.flush(to: &output)
    }
}

extension ReportFormat where Self == NDJSONReport {
    /// Events, one JSON object a line.
    public static var ndjson: NDJSONReport { NDJSONReport() }
}
