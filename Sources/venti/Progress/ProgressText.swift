//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import VentiKit

/// The words of progress, free of where they are shown.
struct ProgressText: Sendable, Hashable {
    var showsUnicode: Bool

    init(_ terminal: Terminal) { showsUnicode = terminal.showsUnicode }

    private var separator: String { showsUnicode ? " · " : " | " }
    private var tick: String { showsUnicode ? "✓" : "ok" }
    private var cross: String { showsUnicode ? "✗" : "!!" }
    var spinner: [String] {
        showsUnicode ? ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"] : ["|", "/", "-", "\\"]
    }

    /// The line that begins a scan.
    func header(_ started: ScanStarted) -> String {
        var parts = [
            "VentiKit \(ScanReport.Tool.current.version)",
            "OpenAPI \(started.api.documentVersion)",
            "\(started.api.title) \(started.api.version)",
            started.api.operations.counted("operation"),
            "profile \(started.profile.rawValue)",
            started.checks.counted("check"),
            "\(showsUnicode ? "≤" : "at most") \(started.maximumRequests.grouped) requests",
        ]
        if let rate = started.requestsPerSecond { parts.append("\(Self.short(rate)) req/s") }
        return shown(parts.joined(separator: separator))
    }

    /// The line of a phase that has ended.
    func phase(_ phase: ScanPhase, seconds: Double) -> String {
        let detail = phase.detail.isEmpty ? "" : "  \(phase.detail)"
        return shown("  \(tick) \(Self.padded(Self.title(phase.name), 9))\(detail)  \(Self.tenths(seconds))s")
    }

    /// The line that says that the scan is being stopped.
    var stopping: String { "venti: stopping; press Ctrl-C again to leave at once" }

    /// The line of an identity.
    func identity(_ outcome: IdentityOutcome) -> String {
        shown("  \(outcome.works ? tick : cross) \(Self.padded(outcome.name, 9))  \(outcome.detail)")
    }

    /// The line that is written every few seconds where nothing can be rewritten.
    func line(_ progress: ScanProgress) -> String {
        var line = "\(progress.phase.rawValue) \(Int(min(max(progress.fraction, 0), 1) * 100))% "
        line += "\(progress.requestsSent)/\(progress.maximumRequests) req findings=\(progress.findings)"
        if let left = Self.secondsLeft(progress) { line += " eta=\(left)s" }
        return shown(line)
    }

    /// The text as this terminal can show it: one line, no control characters, and ASCII where need be.
    func shown(_ text: String) -> String {
        let line = Terminal.singleLine(text)
        guard !showsUnicode else { return line }
        return String(String.UnicodeScalarView(line.unicodeScalars.map { $0.isASCII ? $0 : "?" }))
    }

    /// The text, cut where it is wider than the columns.
    func cut(_ text: String, to columns: Int) -> String {
        TextWidth.cut(text, to: columns, mark: showsUnicode ? "…" : "~")
    }

    static func title(_ phase: ScanPhase.Name) -> String {
        switch phase {
        case .plan: "Plan"
        case .reach: "Reach"
        case .look: "Look"
        case .attack: "Attack"
        case .confirm: "Confirm"
        }
    }

    /// The seconds that the rest will take, once enough is done to say.
    static func secondsLeft(_ progress: ScanProgress) -> Int? {
        guard progress.fraction > 0.03, progress.fraction < 1, progress.elapsedSeconds > 1 else { return nil }
        let left = progress.elapsedSeconds * (1 - progress.fraction) / progress.fraction
        return left.isFinite && left < 1e6 ? Int(left.rounded(.up)) : nil
    }

    static func padded(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - TextWidth.columns(of: text)))
    }

    /// A number with one decimal where it needs one.
    static func short(_ number: Double) -> String {
        guard number.isFinite, number.magnitude < 1e12 else { return "?" }
        return number >= 10 || number == number.rounded() ? "\(Int(number.rounded()))" : tenths(number)
    }

    static func tenths(_ number: Double) -> String {
        guard number.isFinite, number.magnitude < 1e12 else { return "?" }
        let tenths = Int((number * 10).rounded())
        return "\(tenths / 10).\(tenths.magnitude % 10)"
    }
}
