//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing

@testable import VentiKit

struct CSVReportTests {
    @Test func `One record a finding, under the names of the columns`() throws {
        let records = TestCSV.records(try CSVReport().text(for: Sample.triagedReport))
        #expect(records.count == 3)
        #expect(records[0] == CSVReport.columns)
        let finding = Dictionary(uniqueKeysWithValues: zip(records[0], records[1]))
        #expect(finding["severity"] == "critical")
        #expect(finding["status"] == "accepted until 2027-01-31")
        #expect(finding["operation"] == "GET /books/{id}")
        #expect(finding["parameter"] == "path id")
        #expect(finding["line"] == "112")
        #expect(finding["cwe"] == "CWE-89")
        #expect(records[2][14] == "GET /books; GET /books/{id}")
    }

    @Test(arguments: [
        "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "\n=1", "\u{FF1D}1", "\u{FEFF}=1", "=cmd|' /C calc'!A0",
    ])
    func `A cell that a spreadsheet would compute begins with an apostrophe`(_ text: String) throws {
        var report = Sample.report
        report.findings = [Sample.finding]
        report.findings[0].summary = text
        let summary = TestCSV.records(try CSVReport().text(for: report))[1][8]
        #expect(summary == "'" + text)
    }

    @Test(arguments: ["a,b", "a\"b\"", "a\r\nb", " a ", "", "\u{0}\u{1B}[31m", "5 > 4", "a=b"])
    func `Any other text is read back, without control characters`(_ text: String) throws {
        var report = Sample.report
        report.findings = [Sample.finding]
        report.findings[0].summary = text
        let records = TestCSV.records(try CSVReport().text(for: report))
        #expect(records.count == 2)
        let expected = text.unicodeScalars.filter { $0.value >= 0x20 || [9, 10, 13].contains($0.value) }
        #expect(records[1][8].unicodeScalars.elementsEqual(expected))
    }
}

/// Reads comma-separated values as RFC 4180 has them.
enum TestCSV {
    static func records(_ text: String) -> [[String]] {
        var records: [[String]] = [[]]
        var cell = String.UnicodeScalarView()
        var isQuoted = false
        var scalars = Array(text.unicodeScalars)[...]
        func endCell() {
            records[records.count - 1].append(String(cell))
            cell = String.UnicodeScalarView()
        }
        while let scalar = scalars.popFirst() {
            switch scalar {
            case "\"" where isQuoted && scalars.first == "\"":
                cell.append("\"")
                scalars = scalars.dropFirst()
            case "\"": isQuoted.toggle()
            case "," where !isQuoted: endCell()
            case "\r" where !isQuoted && scalars.first == "\n":
                scalars = scalars.dropFirst()
                endCell()
                records.append([])
            default: cell.append(scalar)
            }
        }
        // The last line ends as the others do.
        if records.last?.isEmpty == true && cell.isEmpty { records.removeLast() }
        return records
    }
}
