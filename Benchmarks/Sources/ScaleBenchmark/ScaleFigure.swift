//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation

/// Runs all parts, each in a process of its own, and judges what they print.
struct ScaleFigure {
    /// What must hold; each part prints its values as `key=value` in its last line.
    private static let goals: [(part: [String], key: String, isMet: @Sendable (Double) -> Bool, words: String)] = [
        (["exchanges"], "exchanges_per_second", { $0 >= 200_000 }, "at least 200,000 exchanges a second on one core"),
        (["pacing"], "rate_error_percent", { $0 <= 2 }, "rates kept to 2 %"),
        (["pacing"], "bursts", { $0 == 0 }, "no window of 100 ms with more than its share and the tolerance"),
        (["stop"], "stop_seconds", { $0 <= 1 }, "stopped within a second"),
        (["planning"], "time_ratio", { $0 <= 13 }, "ten times the operations take about ten times as long"),
        (["planning"], "memory_ratio", { $0 <= 13 }, "ten times the operations take about ten times the memory"),
        (["concurrent"], "complete", { $0 == 1000 }, "a thousand scans at once complete"),
        (["concurrent"], "rss_mib", { $0 <= 512 }, "in 512 MiB"),
        (["concurrent"], "cores", { $0 <= 1 }, "on one core"),
        (["concurrent"], "pacing_p99_ms", { $0 < 250 }, "no more than 250 ms late"),
        (["sequential"], "complete", { $0 == 1000 }, "a thousand scans one after another complete"),
        (["sequential"], "leak_kib_per_scan", { abs($0) < 1 }, "memory stays flat"),
        (["sequential"], "leaked_descriptors", { $0 <= 0 }, "descriptors stay flat"),
    ]

    func run() throws -> Bool {
        var values: [String: Double] = [:]
        var misses: [String] = []
        var done: Set<[String]> = []
        for goal in Self.goals {
            if done.insert(goal.part).inserted {
                for (key, value) in try Self.values(of: goal.part) { values["\(goal.part[0]).\(key)"] = value }
            }
            let value = values["\(goal.part[0]).\(goal.key)"]
            if !(value.map(goal.isMet) ?? false) {
                misses.append("\(goal.words): \(goal.key)=\(value.map { "\($0)" } ?? "not measured")")
            }
        }
        for miss in misses { print("MISSED: \(miss)") }
        func text(_ key: String, _ digits: Int) -> String {
            values[key].map { String(format: "%.\(digits)f", $0) } ?? "none"
        }
        print(
            "scale: concurrent=1000 complete=\(text("concurrent.complete", 0)) rss_mib=\(text("concurrent.rss_mib", 0))",
            "pacing_p99_ms=\(text("concurrent.pacing_p99_ms", 0))",
            "leak_kib_per_scan=\(text("sequential.leak_kib_per_scan", 2))"
        )
        return misses.isEmpty
    }

    /// Runs a part, shows its output, and reads the values of its last line.
    private static func values(of part: [String]) throws -> [String: Double] {
        // One core for the scanner; the server of the part is started without this bound.
        let pinned = ["exchanges", "concurrent"].contains(part[0])
        let output = try ChildProcess.output(of: part, pinned: pinned) { print("    " + $0) }
        var values: [String: Double] = [:]
        for word in (output.last ?? "").split(separator: " ") {
            let pair = word.split(separator: "=")
            if pair.count == 2, let value = Double(pair[1]) { values[String(pair[0])] = value }
        }
        return values
    }
}
