//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// The findings as comma-separated values (RFC 4180), one record a finding, for spreadsheets.
///
/// Spreadsheets take a cell that begins with `=`, `+`, `-`, `@` or a tab for a formula. Such cells begin with an
/// apostrophe instead: what a target says is never computed. Control characters other than line ends and tabs are left
/// out.
public struct CSVReport: ReportFormat {
    public var fileExtension: String { "csv" }

    /// The format.
    public init() {}

    /// The names of the columns, which are the first record.
    public static let columns = [
        "severity", "confidence", "status", "id", "check", "title", "operation", "parameter", "summary", "remediation",
        "owasp", "cwe", "document", "line", "affected operations", "requests", "fingerprint",
    ]

    public func write(_ content: ReportContent, to output: inout some ReportOutput) throws {
        var buffer = ReportBuffer()
        Self.append(Self.columns, to: &buffer)
        let head = content.head
        try content.findings.forEachInReportOrder { finding in
            let fingerprint = finding.fingerprint
            Self.append(
                [
                    finding.severity.rawValue,
                    finding.confidence.rawValue,
                    head.status(of: fingerprint)?.words ?? "",
                    fingerprint.shortForm,
                    finding.checkID.rawValue,
                    finding.title,
                    finding.location.operationName,
                    finding.location.insertionPoint?.description ?? "",
                    finding.summary,
                    finding.remediation,
                    finding.category?.rawValue ?? "",
                    finding.weaknesses.map(\.description).joined(separator: " "),
                    finding.location.source?.file ?? "",
                    finding.location.source.map { String($0.line) } ?? "",
                    finding.affectedOperations.joined(separator: "; "),
                    finding.proof.map { String($0.steps.count) } ?? "",
                    fingerprint.rawValue,
                ],
                to: &buffer
            )
            try buffer.flushIfFull(to: &output)
        }
        try buffer.flush(to: &output)
    }

    private static func append(_ cells: [String], to buffer: inout ReportBuffer) {
        for (index, cell) in cells.enumerated() {
            if index > 0 { buffer.append(UInt8(ascii: ",")) }
            append(cell, to: &buffer)
        }
        buffer.append("\r\n")
    }

    private static func append(_ cell: String, to buffer: inout ReportBuffer) {
        let isFormula = startsFormula(cell)
        let isQuoted =
            isFormula || cell.utf8.contains { $0 < 0x21 || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: ",") }
        guard isQuoted else { return buffer.append(cell) }
        buffer.append(UInt8(ascii: "\""))
        if isFormula { buffer.append(UInt8(ascii: "'")) }
        buffer.append(cell) { byte in
            switch byte {
            case UInt8(ascii: "\""): "\"\""
            case 0x09, 0x0A, 0x0D: nil
            case 0..<0x20: ""
            default: nil
            }
        }
        buffer.append(UInt8(ascii: "\""))
    }

    /// Whether a spreadsheet might compute the cell. What it strips from the beginning does not count.
    private static func startsFormula(_ cell: String) -> Bool {
        for scalar in cell.unicodeScalars {
            switch scalar {
            case "=", "+", "-", "@", "\t", "\r", "\u{FF1D}", "\u{FF0B}", "\u{FF0D}", "\u{FF20}": return true
            case " ", "\n", "\0"..."\u{1F}", "\u{FEFF}", "\u{A0}": continue
            default: return false
            }
        }
        return false
    }
}

extension ReportFormat where Self == CSVReport {
    /// Comma-separated values, one record a finding.
    public static var csv: CSVReport { CSVReport() }
}
