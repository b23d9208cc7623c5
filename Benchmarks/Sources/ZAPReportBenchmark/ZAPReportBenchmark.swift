//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import VentiKit
import VentiKitZAP

/// Reads every real report of ZAP's and compares with the counts of their index; then a report of a gigabyte.
@main
struct ZAPReportBenchmark {
    static func main() throws {
        let arguments = CommandLine.arguments
        guard arguments.count == 2 else {
            FileHandle.standardError.write(
                Data("usage: ZAPReportBenchmark FOLDER, which holds index.tsv and reports\n".utf8)
            )
            exit(64)
        }
        let folder = URL(filePath: arguments[1])
        let index = try String(contentsOf: folder.appending(path: "index.tsv"), encoding: .utf8)
        var counts = (reports: 0, read: 0, alerts: 0, instances: 0)
        print("report                                    alerts instances findings milliseconds")
        for line in index.split(separator: "\n").dropFirst() {
            let cells = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            guard cells.count >= 5 else { continue }
            counts.reports += 1
            let bytes = [UInt8](try Data(contentsOf: folder.appending(path: "reports/\(cells[0])")))
            let began = ContinuousClock.now
            var reader = ZAPReportReader()
            reader.read(bytes)
            guard let report = try? reader.finish() else { continue }
            let findings = ZAPFindings().imported(report).findings.count
            let took = ContinuousClock.now - began
            counts.read += 1
            if String(report.alerts.count) == cells[3] { counts.alerts += 1 }
            if String(report.instanceCount) == cells[4] { counts.instances += 1 }
            let numbers = [report.alerts.count, report.instanceCount, findings, Int(took / .milliseconds(1))]
            print(padded(cells[0], 42) + numbers.map { padded(String($0), 9) }.joined())
        }
        try readGigabyte()
        let all = counts.reports
        print(
            "zap: reports=\(counts.read)/\(all) alerts_equal=\(counts.alerts)/\(all) instances_equal=\(counts.instances)/\(all)"
        )
    }

    private static func padded(_ text: String, _ width: Int) -> String {
        String(text.prefix(width - 1)).padding(toLength: width, withPad: " ", startingAt: 0)
    }

    /// A hostile report: a million alerts, each with a kilobyte of script in every member.
    private static func readGigabyte() throws {
        let script = String(repeating: "<script>alert(1)</script>", count: 8)
        let members = ["name", "desc", "solution", "otherinfo", "reference"].map { "\"\($0)\":\"\(script)\"" }
        let alert = Array("{\"pluginid\":\"40018\",\(members.joined(separator: ","))},".utf8)
        var reader = ZAPReportReader()
        let began = ContinuousClock.now
        var sent = 0
        reader.read(Array(#"{"@version":"2.17.0","site":[{"@name":"http://a","alerts":["#.utf8))
        while sent < 1 << 30 {
            reader.read(alert)
            sent += alert.count
        }
        let report = try reader.finish()
        let took = ContinuousClock.now - began
        print(
            "a report of \(sent >> 20) MiB, cut short: \(report.alerts.count) alerts kept, \(report.diagnostics.count) diagnostics, "
                + "\(Int(took / .milliseconds(1))) ms"
        )
    }
}
