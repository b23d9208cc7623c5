//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// A report as one JSON document, for programs and for ``report(from:)``.
///
/// Members are in alphabetical order: equal reports give equal bytes. The findings are in the order in which the report
/// has them.
public struct JSONReport: ReportFormat {
    public var fileExtension: String { "json" }

    /// The format.
    public init() {}

    public func write(_ content: ReportContent, to output: inout some ReportOutput) throws {
        var writer = JSONWriter(isPretty: true, depth: 2)
        try writer.report(content, in: JSONCoding.encode(content.head, isPretty: true), depth: 1, to: &output)
        writer.buffer.append(UInt8(ascii: "\n"))
        try writer.buffer.flush(to: &output)
    }

    /// Reads a report that was written in this format.
    ///
    /// - Throws: ``ScanError`` with code ``ScanError/Code/invalidEncoding`` and a message of one line.
    public static func report(from bytes: [UInt8]) throws(ScanError) -> ScanReport {
        try JSONCoding.decode(ScanReport.self, from: bytes, subject: "The report")
    }
}

extension JSONWriter {
    /// Writes a report's findings into the text of the report without them.
    ///
    /// - Parameters:
    ///   - content: The report.
    ///   - text: The head of the content as JSON, alone or within something else.
    ///   - depth: How many objects are open around the report's members.
    ///   - output: Where the bytes go; the last of them stay in the buffer.
    mutating func report(
        _ content: ReportContent,
        in text: [UInt8],
        depth: Int,
        to output: inout some ReportOutput
    ) throws {
        let splice = try JSONSplice(text, atEmptyArray: "findings", depth: depth)
        buffer.append(splice.before)
        var isFirst = true
        try content.findings.forEach { finding in
            resumeArray(isFirst: isFirst)
            isFirst = false
            element()
            try self.finding(finding)
            try buffer.flushIfFull(to: &output)
        }
        if isFirst && isPretty { buffer.append(UInt8(ascii: "\n")) }
        buffer.append(splice.after)
    }
}

extension ReportFormat where Self == JSONReport {
    /// One JSON document.
    public static var json: JSONReport { JSONReport() }
}
