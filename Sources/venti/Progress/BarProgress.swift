//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import VentiKit

/// Two lines of a terminal that are rewritten at most ten times a second, below the lines that stay.
actor BarProgress: ProgressReporter {
    private let terminal: Terminal
    private let text: ProgressText
    private let write: @Sendable (String) -> Void
    private var log: PhaseLog
    private var tally = SeverityTally()
    private var frame = 0
    private var lastDrawn: ContinuousClock.Instant?
    /// The lines that are on the screen to be rewritten.
    private var drawnLines = 0

    init(_ terminal: Terminal, write: @escaping @Sendable (String) -> Void) {
        self.terminal = terminal
        self.write = write
        text = ProgressText(terminal)
        log = PhaseLog(text)
    }

    func receive(_ event: ScanEvent) {
        let lines = log.lines(for: event)
        if !lines.isEmpty { write(erasure() + lines.flatMap(fitted).map { $0 + "\n" }.joined()) }
        switch event {
        case .finding(let finding): tally.count(finding)
        case .progress(let progress): draw(progress)
        default: break
        }
    }

    func stop() { write(erasure() + text.stopping + "\n") }

    func finish() { write(erasure()) }

    /// The line in as many as it needs, broken between words.
    private func fitted(_ line: String) -> [String] { TextWidth.wrapped(line, to: columns, indent: 4) }

    /// The window may have been resized since the start.
    private var columns: Int { StandardStream.error.columns ?? terminal.columns }

    private func draw(_ progress: ScanProgress) {
        let now = ContinuousClock.now
        if let lastDrawn, now - lastDrawn < .milliseconds(100) { return }
        lastDrawn = now
        frame += 1
        let lines = text.bar(progress, tally, frame: frame, columns: columns)
        write(erasure() + lines.joined(separator: "\n"))
        drawnLines = lines.count
    }

    /// Empties the lines from the last to the first: to a line's start, erase to its end, and up.
    private func erasure() -> String {
        guard drawnLines > 0 else { return "" }
        defer { drawnLines = 0 }
        return "\r\u{1B}[K" + String(repeating: "\u{1B}[1A\u{1B}[K", count: drawnLines - 1)
    }
}
