//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import VentiKit
import VentiKitZAP

/// Reads every real report of ZAP's and compares with the counts of their index, then reads a hostile report, for
/// Scripts/figures zap: `ZAPFigures FOLDER MEBIBYTES`, where the folder holds `index.tsv` and `reports`.
///
/// Fails unless each report is read without loss, and the hostile one is bounded.
@main
struct ZAPFigures {
    static func main() throws {
        let arguments = CommandLine.arguments
        guard arguments.count == 3, let mebibytes = Int(arguments[2]), mebibytes > 0 else {
            print("usage: ZAPFigures FOLDER MEBIBYTES")
            exit(64)
        }
        let index = try ReportIndex(URL(filePath: arguments[1]))
        var counts = (read: 0, alerts: 0, instances: 0)
        print("report                                    alerts instances findings milliseconds")
        for entry in index.entries {
            let began = ContinuousClock.now
            guard let report = read(entry) else { continue }
            let findings = ZAPFindings().imported(report).findings.count
            let took = ContinuousClock.now - began
            counts.read += 1
            if report.alerts.count == entry.alerts { counts.alerts += 1 }
            if report.instanceCount == entry.instances { counts.instances += 1 }
            let numbers = [report.alerts.count, report.instanceCount, findings, Int(took / .milliseconds(1))]
            print(padded(entry.name, 42) + numbers.map { padded(String($0), 9) }.joined())
        }
        for name in index.unlisted { print("\(name) is not in the index") }
        let isBounded = try HostileReport(mebibytes: mebibytes).isBounded()
        let all = index.entries.count
        print(
            "zap: reports=\(counts.read)/\(all) alerts_equal=\(counts.alerts)/\(all) instances_equal=\(counts.instances)/\(all)"
        )
        let isWhole = counts == (all, all, all) && index.unlisted.isEmpty && all > 0
        if !isWhole || !isBounded { exit(1) }
    }

    /// The report; `nil` where it cannot be read, or not without loss.
    private static func read(_ entry: ReportIndex.Entry) -> ZAPReport? {
        do {
            var reader = ZAPReportReader()
            reader.read([UInt8](try Data(contentsOf: entry.file)))
            let report = try reader.finish()
            for diagnostic in report.diagnostics { print("\(entry.name): \(diagnostic.message)") }
            return report.diagnostics.isEmpty && !report.isCutShort ? report : nil
        } catch {
            print("\(entry.name): \(error)")
            return nil
        }
    }

    private static func padded(_ text: String, _ width: Int) -> String {
        String(text.prefix(width - 1)).padding(toLength: width, withPad: " ", startingAt: 0)
    }
}
