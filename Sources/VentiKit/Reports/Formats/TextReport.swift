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

    public var fileExtension: String { "txt" }

    /// A table of that width in columns.
    public init(width: Int = 100, usesColor: Bool = false, usesUnicode: Bool = true) {
        self.width = width
        self.usesColor = usesColor
        self.usesUnicode = usesUnicode
    }

    public func text(for report: ScanReport) -> String {
        sections(of: report).filter { !$0.isEmpty }.map { $0.joined(separator: "\n") + "\n" }.joined(separator: "\n")
    }

    /// The table of findings alone, for a first look. Empty where there are none.
    public func table(of findings: [Finding]) -> String {
        let lines = tableLines(findings.inReportOrder())
        return lines.isEmpty ? "" : lines.joined(separator: "\n") + "\n"
    }

    private func sections(of report: ScanReport) -> [[String]] {
        let findings = report.findings.inReportOrder()
        var sections = [heading(of: report), tableLines(findings)]
        for (index, finding) in findings.prefix(max(0, maximumDetails)).enumerated() {
            sections.append(detailLines(finding, number: index + 1, of: findings.count, in: report))
        }
        if findings.count > maximumDetails {
            let rest = findings.count - max(0, maximumDetails)
            sections.append([style.plain("  … \(rest) more \(rest == 1 ? "finding" : "findings") in the JSON report")])
        }
        sections.append(closingLines(of: report))
        return sections
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

    private func tableLines(_ findings: [Finding]) -> [String] {
        let checks = findings.map { style.safe($0.checkID.shortName) }
        let operations = findings.map { style.safe(Self.place(of: $0)) }
        let checkWidth = min(checks.map(\.count).max() ?? 0, lineWidth / 4)
        let operationWidth = min(operations.map(\.count).max() ?? 0, lineWidth / 3)
        let used = 2 + 8 + 2 + checkWidth + 2 + operationWidth + 2
        // Where there is little room, what happened matters more than the confidence.
        let showsConfidence = lineWidth - used >= 11 + 20
        let summaryWidth = max(12, lineWidth - used - (showsConfidence ? 11 : 0))
        return findings.enumerated().map { index, finding in
            let severity = Self.padded(finding.severity.rawValue.uppercased(), 8)
            let check = Self.padded(TerminalText.cut(checks[index], to: checkWidth), checkWidth)
            let operation = Self.padded(TerminalText.cut(operations[index], to: operationWidth), operationWidth)
            let confidence = style.paint(Self.padded(finding.confidence.rawValue, 9), .label) + "  "
            let text = style.safe(finding.summary.isEmpty ? finding.title : finding.summary)
            let summary = style.plain(TerminalText.cut(text, to: summaryWidth))
            return "  \(style.paint(severity, .severity(finding.severity)))  \(check)  \(operation)  "
                + (showsConfidence ? confidence : "") + summary
        }
    }

    static func padded(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }

    /// The operation with its insertion point: `GET /users/{id} (path id)`.
    static func place(of finding: Finding) -> String {
        let operation = finding.location.operationName
        return finding.location.insertionPoint.map { "\(operation) (\($0))" } ?? operation
    }
}

extension ReportFormat where Self == TextReport {
    /// Text for people, a hundred characters wide and without colour.
    public static var text: TextReport { TextReport() }
}
