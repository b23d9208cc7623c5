//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import VentiKit

extension ProgressText {
    /// The two lines that are rewritten while a scan runs, each narrower than the columns.
    ///
    /// Where there is little room, the first line leaves out what matters least.
    func bar(_ progress: ScanProgress, _ tally: SeverityTally, frame: Int, columns: Int) -> [String] {
        let fraction = min(max(progress.fraction, 0), 1)
        var head = "  \(spinner[frame % spinner.count]) \(Self.padded(Self.title(progress.phase), 8))"
        if columns >= 50 { head += " " + gauge(fraction, width: max(6, min(24, columns / 5))) }
        head += " \(Int(fraction * 100))%"
        let requests = "\(progress.requestsSent.grouped)/\(progress.maximumRequests.grouped)"
        var parts: [Part] = [Part("\(requests) req", weight: 6)]
        if progress.elapsedSeconds > 1 {
            parts.append(
                Part("\(Self.short(Double(progress.requestsSent) / progress.elapsedSeconds)) req/s", weight: 3)
            )
        }
        if progress.latencyP95Milliseconds > 0 {
            parts.append(Part("p95 \(Self.short(progress.latencyP95Milliseconds)) ms", weight: 1))
        }
        if progress.clientErrors > 0, progress.requestsSent > 0 {
            let share = min(100, progress.clientErrors * 100 / progress.requestsSent)
            parts.append(Part("4xx \(share)%", weight: 2))
        }
        if progress.serverErrors > 0 { parts.append(Part("5xx \(progress.serverErrors.grouped)", weight: 4)) }
        if let left = Self.secondsLeft(progress) { parts.append(Part("eta \(left)s", weight: 5)) }
        let first = cut(shown(head + Self.fitting(parts, into: columns - 1 - head.count)), to: columns - 1)
        let second = detail(progress, tally, columns: columns)
        return second.isEmpty ? [first] : [first, second]
    }

    /// What is done now, and what was found so far.
    private func detail(_ progress: ScanProgress, _ tally: SeverityTally, columns: Int) -> String {
        let found = tally.total > 0 ? "found  \(tally.text)" : ""
        let indent = String(repeating: " ", count: columns >= 50 ? 13 : 4)
        let activity = shown(progress.activity)
        guard !activity.isEmpty else { return found.isEmpty ? "" : cut(indent + found, to: columns - 1) }
        // The findings stay in sight; the activity is cut.
        let room = columns - 1 - indent.count - 5 - (found.isEmpty ? 0 : found.count + 3)
        let now = room >= 12 ? "now  " + cut(activity, to: room) : ""
        let gap = now.isEmpty || found.isEmpty ? "" : "   "
        return cut(indent + now + gap + found, to: columns - 1)
    }

    private func gauge(_ fraction: Double, width: Int) -> String {
        let filled = Int((fraction * Double(width)).rounded(.down))
        return String(repeating: showsUnicode ? "█" : "#", count: filled)
            + String(repeating: showsUnicode ? "░" : ".", count: width - filled)
    }

    /// A part of the first line; those of little weight go first where there is no room.
    private struct Part {
        var text: String
        var weight: Int

        init(_ text: String, weight: Int) {
            self.text = text
            self.weight = weight
        }
    }

    private static func fitting(_ parts: [Part], into columns: Int) -> String {
        var parts = parts
        func width() -> Int { parts.reduce(0) { $0 + $1.text.count + 2 } }
        while width() > columns, let least = parts.indices.min(by: { parts[$0].weight < parts[$1].weight }) {
            parts.remove(at: least)
        }
        return parts.map { "  \($0.text)" }.joined()
    }
}
