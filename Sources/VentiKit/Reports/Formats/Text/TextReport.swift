//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// A report for people: a table of findings, each finding in detail, what was covered, and the sum of it.
///
/// What comes from the target cannot drive the terminal: control characters are taken out. Nothing here depends on the
/// time or the locale.
public struct TextReport: ReportFormat {
    /// The characters of a line, at least 60. Defaults to 100. Commands are not broken and may be longer.
    public var width: Int
    /// Whether to colour by ANSI escape sequences. Defaults to false.
    public var usesColor: Bool
    /// Whether characters beyond ASCII may be used. Defaults to true.
    public var usesUnicode: Bool
    /// The findings that are shown in detail. Defaults to 50; the table has all.
    public var maximumDetails: Int = 50
    /// Whether findings are listed that somebody has accepted. They are counted in any case. Defaults to false.
    public var showsAccepted: Bool = false

    public var fileExtension: String { "txt" }

    public init(width: Int = 100, usesColor: Bool = false, usesUnicode: Bool = true) {
        self.width = width
        self.usesColor = usesColor
        self.usesUnicode = usesUnicode
    }

    public func write(_ content: ReportContent, to output: inout some ReportOutput) throws {
        var survey = Survey()
        try content.findings.forEachInReportOrder { survey.add($0, in: self, content.head) }
        var buffer = ReportBuffer()
        append(heading(of: content.head), to: &buffer)
        var isFirst = true
        try content.findings.forEachInReportOrder { finding in
            let status = content.head.status(of: finding)
            guard lists(status) else { return }
            if isFirst { buffer.append(UInt8(ascii: "\n")) }
            isFirst = false
            append([row(finding, survey, status)], to: &buffer)
            try buffer.flushIfFull(to: &output)
        }
        append(sections: endings(of: content.head, survey), to: &buffer)
        try buffer.flush(to: &output)
    }

    /// The report as text. Unlike other formats, this one can write every report.
    ///
    /// - Parameter report: The report.
    public func text(for report: ScanReport) -> String {
        let findings = report.findings.inReportOrder()
        var survey = Survey()
        for finding in findings { survey.add(finding, in: self, report) }
        let rows = findings.compactMap { finding -> String? in
            let status = report.status(of: finding)
            return lists(status) ? row(finding, survey, status) : nil
        }
        var buffer = ReportBuffer()
        append(heading(of: report), to: &buffer)
        append(sections: [rows] + endings(of: report, survey), to: &buffer)
        return String(decoding: buffer.bytes, as: UTF8.self)
    }

    /// The table of findings alone, for a first look. Empty where there are none.
    public func table(of findings: [Finding]) -> String {
        let findings = findings.inReportOrder()
        var survey = Survey()
        for finding in findings { survey.add(finding, in: self, nil) }
        return findings.map { row($0, survey) + "\n" }.joined()
    }

    /// What must be known of all findings before the first is written, and those that are shown in detail.
    struct Survey {
        var counts: [Severity: Int] = [:]
        var total = 0
        var checkWidth = 0
        var operationWidth = 0
        var statusWidth = 0
        var triaged = TriageCounts()
        var detailed: [Finding] = []

        mutating func add(_ finding: Finding, in format: TextReport, _ report: ScanReport?) {
            counts[finding.severity, default: 0] += 1
            let status = report?.status(of: finding)
            triaged.add(status)
            guard format.lists(status) else { return }
            total += 1
            statusWidth = max(statusWidth, format.columnText(status).count)
            if detailed.count < format.maximumDetails { detailed.append(finding) }
            checkWidth = max(checkWidth, format.style.safe(finding.checkID.shortName).count)
            operationWidth = max(operationWidth, format.style.safe(TextReport.place(of: finding)).count)
        }
    }

    private func endings(of report: ScanReport, _ survey: Survey) -> [[String]] {
        var sections = survey.detailed.enumerated().map { index, finding in
            detailLines(finding, number: index + 1, of: survey.total, in: report) + statusLines(of: finding, in: report)
        }
        let rest = survey.total - survey.detailed.count
        if rest > 0 {
            sections.append([style.plain("  … \(rest) more \(rest == 1 ? "finding" : "findings") in the JSON report")])
        }
        return sections + [closingLines(of: report, counts: survey.counts, survey.triaged)]
    }

    private func append(sections: [[String]], to buffer: inout ReportBuffer) {
        for section in sections where !section.isEmpty {
            buffer.append(UInt8(ascii: "\n"))
            append(section, to: &buffer)
        }
    }

    private func append(_ lines: [String], to buffer: inout ReportBuffer) {
        for line in lines {
            buffer.append(line)
            buffer.append(UInt8(ascii: "\n"))
        }
    }

    var style: TextStyle { TextStyle(usesColor: usesColor, usesUnicode: usesUnicode) }

    var lineWidth: Int { min(max(width, 60), 1_000) }

    private func heading(of report: ScanReport) -> [String] {
        let api = report.api
        let parts = [
            "\(report.tool.name) \(report.tool.version)",
            "OpenAPI \(api.documentVersion)",
            "\(api.title) \(api.version)",
            "\(api.operations) \(api.operations == 1 ? "operation" : "operations")",
            "profile \(report.profile.rawValue)",
            report.target,
        ]
        return [style.paint(style.safe(parts.joined(separator: " · ")), .strong)]
    }

    func row(_ finding: Finding, _ survey: Survey) -> String {
        let checkWidth = min(survey.checkWidth, lineWidth / 4)
        let operationWidth = min(survey.operationWidth, lineWidth / 3)
        let used = 2 + 8 + 2 + checkWidth + 2 + operationWidth + 2
        // Where there is little room, what happened matters more than the confidence.
        let showsConfidence = lineWidth - used >= 11 + 20
        let summaryWidth = max(12, lineWidth - used - (showsConfidence ? 11 : 0))
        let severity = Self.padded(finding.severity.rawValue.uppercased(), 8)
        let check = Self.padded(cut(finding.checkID.shortName, to: checkWidth), checkWidth)
        let operation = Self.padded(
            cut(Self.place(of: finding), to: operationWidth),
            operationWidth
        )
        let confidence = style.paint(Self.padded(finding.confidence.rawValue, 9), .label) + "  "
        let text = style.safe(finding.summary.isEmpty ? finding.title : finding.summary)
        let summary = cut(text, to: summaryWidth)
        return "  \(style.paint(severity, .severity(finding.severity)))  \(check)  \(operation)  "
            + (showsConfidence ? confidence : "") + summary
    }

    /// A text from outside, cut to the width.
    func cut(_ text: String, to width: Int) -> String {
        TerminalText.cut(style.safe(text), to: width, mark: style.cutMark)
    }

    static func padded(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }

    static func place(of finding: Finding) -> String { finding.placeName }
}

extension ReportFormat where Self == TextReport {
    /// Text for people, a hundred characters wide and without colour.
    public static var text: TextReport { TextReport() }
}
