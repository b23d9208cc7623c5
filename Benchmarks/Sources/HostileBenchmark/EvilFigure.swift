//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import HostileTarget
import VentiKit

/// Every mode in this process, one after the other, with the memory that each takes.
struct EvilFigure {
    /// The most memory that a mode may take.
    static let maximumExtraMebibytes = 64

    /// Prints the table and the figure.
    ///
    /// - Returns: Whether every mode was survived: its outcome is one of those expected, in time, within the memory.
    func run() async throws -> Bool {
        let target = try TargetProcess()
        defer { target.stop() }
        // The first probe of a process also pays for the code that it runs.
        for name in ["status-no-reason", "tls-no-close-notify"] {
            guard let mode = HostileMode(name: name) else { continue }
            _ = try await ModeProbe(mode: mode, origin: origin(of: mode, target)).outcome()
        }
        print(Self.line("mode", "outcome", "expected", "seconds", "extra MiB"))
        var survived = 0
        var worst = 0.0
        for mode in HostileMode.all {
            let probe = ModeProbe(mode: mode, origin: origin(of: mode, target))
            let before = try ResidentMemory.beginMeasurement()
            let started = ContinuousClock.now
            let outcome = try await Self.watched(probe)
            let seconds = (ContinuousClock.now - started) / .seconds(1)
            let extra = Double(max(0, try ResidentMemory.peak() - before)) / Double(1 << 20)
            worst = max(worst, extra)
            let isGood = mode.outcomes.contains(outcome) && extra <= Double(Self.maximumExtraMebibytes)
            if isGood { survived += 1 }
            let expected = mode.outcomes.joined(separator: "|")
            let numbers = (String(format: "%.2f", seconds), String(format: "%.1f", extra))
            print(Self.line(mode.name, outcome, expected, numbers.0, numbers.1) + (isGood ? "" : "  FAILED"))
        }
        guard target.isRunning else {
            print("The target ended before the last mode, so that the table says nothing.")
            return false
        }
        let modes = HostileMode.all.count
        print("evil: modes=\(modes) survived=\(survived) worst_extra_mib=\(Int(worst.rounded(.up)))")
        return survived == modes
    }

    private func origin(of mode: HostileMode, _ target: TargetProcess) -> String {
        target.origins[mode.name] ?? target.origin
    }

    /// The outcome, or `hung` where there is none long after the probe's time.
    private static func watched(_ probe: ModeProbe) async throws -> String {
        try await withThrowingTaskGroup(of: String.self) { group in
            group.addTask { try await probe.outcome().description }
            group.addTask {
                try await Task.sleep(for: probe.limit + .seconds(120))
                print("\(probe.mode.name) hung")
                exit(1)
            }
            defer { group.cancelAll() }
            return try await group.next() ?? ""
        }
    }

    private static func line(_ columns: String...) -> String {
        let widths = [28, 26, 46, 8, 10]
        return zip(columns, widths).map { column, width in
            column.padding(toLength: max(width, column.count + 1), withPad: " ", startingAt: 0)
        }
        .joined()
    }
}
