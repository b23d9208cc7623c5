//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import VentiKit

/// A bar in one line of a terminal that is rewritten at most ten times a second, below the lines that stay.
actor BarProgress: ProgressReporter {
    private let terminal: Terminal
    private let text: ProgressText
    private let write: @Sendable (String) -> Void
    private var log: PhaseLog
    private var tally = SeverityTally()
    private var frame = 0
    private var lastDrawn: ContinuousClock.Instant?
    private var isDrawn = false

    init(_ terminal: Terminal, write: @escaping @Sendable (String) -> Void) {
        self.terminal = terminal
        self.write = write
        text = ProgressText(terminal)
        log = PhaseLog(text)
    }

    func receive(_ event: ScanEvent) {
        let lines = log.lines(for: event)
        if !lines.isEmpty { write(erasure() + lines.map { $0 + "\n" }.joined()) }
        switch event {
        case .finding(let finding): tally.count(finding)
        case .progress(let progress): draw(progress)
        default: break
        }
    }

    func finish() { write(erasure()) }

    private func draw(_ progress: ScanProgress) {
        let now = ContinuousClock.now
        if let lastDrawn, now - lastDrawn < .milliseconds(100) { return }
        lastDrawn = now
        frame += 1
        // The window may have been resized since the start.
        let columns = StandardStream.error.columns ?? terminal.columns
        let line = text.bar(progress, tally, frame: frame, columns: columns)
        write(erasure() + line)
        isDrawn = true
    }

    /// Empties the line: back to its start, then erase to its end.
    private func erasure() -> String {
        guard isDrawn else { return "" }
        isDrawn = false
        return "\r\u{1B}[K"
    }
}
