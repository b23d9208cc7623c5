//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Synchronization
import Testing
import VentiKit

@testable import venti

struct ProgressReporterTests {
    /// What a reporter wrote.
    private final class Screen: Sendable {
        private let text = Mutex("")

        var written: String { text.withLock { $0 } }

        func write(_ more: String) { text.withLock { $0 += more } }
    }

    private static let progress = ScanEvent.progress(
        ScanProgress(phase: .reach, fraction: 0.1, requestsSent: 1, maximumRequests: 10, elapsedSeconds: 1)
    )

    private static let report = ScanEvent.finished(
        ScanReport(
            api: APISummary(title: "T", version: "1", documentVersion: "3.0.3", documentName: "a", operations: 1),
            target: "http://127.0.0.1",
            profile: .safe,
            startedAt: "2026-01-01T00:00:00Z"
        )
    )

    private static let events: [ScanEvent] = [
        .phase(ScanPhase(.plan, detail: "1 operation")),
        progress,
        .phase(ScanPhase(.reach)),
        .identity(IdentityOutcome(name: "alice", works: true, detail: "GET /me 200")),
        .identity(IdentityOutcome(name: "bob", works: false, detail: "login 401")),
        progress,
        report,
    ]

    @Test
    func `Plain progress writes no escape codes`() async {
        let screen = Screen()
        let reporter = PlainProgress(Terminal(isInteractive: false), interval: .zero) { screen.write($0) }
        for event in Self.events { await reporter.receive(event) }
        await reporter.finish()
        let lines = screen.written.split(separator: "\n")
        #expect(!screen.written.contains("\u{1B}") && !screen.written.contains("\r"))
        #expect(lines.contains { $0.hasPrefix("  ✓ Plan") && $0.contains("1 operation") })
        #expect(lines.contains { $0.hasPrefix("  ✓ alice") })
        #expect(lines.contains { $0.hasPrefix("  ✗ bob") && $0.contains("login 401") })
        #expect(lines.contains("reach 10% 1/10 req findings=0"))
    }

    @Test
    func `Plain progress is silent between its intervals`() async {
        let screen = Screen()
        let reporter = PlainProgress(Terminal(isInteractive: false), interval: .seconds(3600)) { screen.write($0) }
        for _ in 0..<100 { await reporter.receive(Self.progress) }
        #expect(screen.written.isEmpty)
    }

    @Test
    func `The bar leaves an empty line behind`() async {
        let screen = Screen()
        let reporter = BarProgress(Terminal(isInteractive: true, columns: 80)) { screen.write($0) }
        for event in Self.events { await reporter.receive(event) }
        await reporter.finish()
        #expect(screen.written.contains("  ✓ Plan"))
        let last = screen.written.split(separator: "\n", omittingEmptySubsequences: false).last ?? ""
        #expect(last.isEmpty || last.hasSuffix("\r\u{1B}[K"))
    }

    @Test
    func `Event lines can be read back`() async throws {
        let screen = Screen()
        let reporter = EventLines { screen.write($0) }
        for event in Self.events { await reporter.receive(event) }
        let read = try screen.written.split(separator: "\n").map { try ScanEvent(ndjsonLine: String($0)) }
        #expect(read == Self.events)
    }
}
