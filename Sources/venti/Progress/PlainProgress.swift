//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import VentiKit

/// The lines that stay, and one line every five seconds: for logs, where nothing can be rewritten.
actor PlainProgress: ProgressReporter {
    private let text: ProgressText
    private let interval: Duration
    private let write: @Sendable (String) -> Void
    private var log: PhaseLog
    private var lastWritten: ContinuousClock.Instant

    init(_ terminal: Terminal, interval: Duration = .seconds(5), write: @escaping @Sendable (String) -> Void) {
        text = ProgressText(terminal)
        self.interval = interval
        self.write = write
        log = PhaseLog(text)
        lastWritten = .now
    }

    func receive(_ event: ScanEvent) {
        for line in log.lines(for: event) { write(line + "\n") }
        guard case .progress(let progress) = event else { return }
        let now = ContinuousClock.now
        guard now - lastWritten >= interval else { return }
        lastWritten = now
        write(text.line(progress) + "\n")
    }

    func stop() { write(text.stopping + "\n") }

    func finish() {}
}
