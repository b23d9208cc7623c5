//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import Synchronization
import Testing
import VentiKit
import VulnerableAPIs

@testable import venti

/// Whole scans in a terminal, as a person sees them.
struct TerminalTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func scan(
        _ api: VulnerableAPI,
        _ arguments: [String],
        columns: Int = 80,
        environment: [String: String] = [:],
        output: FileHandle? = nil,
        controls: Bool = false,
        whileRunning: @escaping @Sendable (String, PseudoTerminal) -> Void = { _, _ in }
    ) async throws -> TerminalProcess.Outcome {
        try folder.write(api.document, to: "openapi.yaml")
        return try await withServer(api) { port in
            try await TerminalProcess(
                arguments: ["scan", "openapi.yaml", "--url", "http://127.0.0.1:\(port)"] + arguments,
                directory: folder.path,
                environment: environment,
                columns: columns,
                output: output,
                controls: controls
            ).run(whileRunning: whileRunning)
        }
    }

    private static let quick = ["--rps", "200", "--fail-on", "never", "--output", "json=findings.json"]

    /// The lines that `BarProgress` has drawn and taken away again.
    private func barLines(in shown: String) -> [Substring] {
        shown.split { $0 == "\n" || $0 == "\r" || $0 == "\r\n" }.filter { $0.contains(" req") && $0.contains("%") }
    }

    @Test(arguments: [60, 80, 200])
    func `Progress fits the terminal and leaves nothing behind`(_ columns: Int) async throws {
        let nowhere = try #require(FileHandle(forWritingAtPath: "/dev/null"))
        let outcome = try await scan(OddAPI.slow(milliseconds: 30), Self.quick, columns: columns, output: nowhere)
        #expect(outcome.status == 0, "\(outcome.shown)")
        let bars = barLines(in: outcome.shown)
        #expect(!bars.isEmpty)
        let drawn = bars.map { String($0).replacing("\u{1B}[K", with: "").replacing("\u{1B}[1A", with: "") }
        #expect(drawn.allSatisfy { TextWidth.columns(of: $0) < columns })
        let screen = TerminalScreen(columns: columns, showing: outcome.shown)
        #expect(!screen.hasWrapped, "\(screen.text)")
        #expect(screen.unknown.isEmpty)
        #expect(screen.text.contains { $0.hasPrefix("VentiKit ") })
        #expect(screen.text.contains { $0.hasPrefix("  ✓ Attack") }, "\(screen.text)")
        #expect(!screen.text.contains { $0.contains("eta ") || $0.contains("now  ") || $0.contains("░") })
    }

    @Test(arguments: [60, 80, 200])
    func `The report fits the terminal`(_ columns: Int) async throws {
        let outcome = try await scan(
            OddAPI.slow(milliseconds: 0),
            ["--profile", "passive", "--rps", "1000", "--fail-on", "never", "--progress", "none"],
            columns: columns
        )
        let screen = TerminalScreen(columns: columns, showing: outcome.shown)
        #expect(outcome.status == 0, "\(outcome.shown)")
        #expect(screen.colors > 0)
        let widths = screen.text.filter { !$0.contains("curl ") }.map(TextWidth.columns)
        #expect((widths.max() ?? 0) <= columns)
        #expect(screen.text.contains { $0.hasPrefix("  Gate      PASSED") })
    }

    @Test
    func `NO_COLOR takes the colours and leaves the bar`() async throws {
        let outcome = try await scan(OddAPI.slow(milliseconds: 30), Self.quick, environment: ["NO_COLOR": "1"])
        #expect(outcome.status == 0)
        #expect(TerminalScreen(columns: 80, showing: outcome.shown).colors == 0)
        #expect(!barLines(in: outcome.shown).isEmpty)
    }

    @Test
    func `A dumb terminal gets lines without control codes`() async throws {
        let outcome = try await scan(OddAPI.slow(milliseconds: 0), Self.quick, environment: ["TERM": "dumb"])
        #expect(outcome.status == 0)
        #expect(!outcome.shown.contains("\u{1B}"))
        #expect(outcome.shown.contains("✓ Plan"))
    }

    @Test
    func `Without UTF-8 the terminal gets ASCII`() async throws {
        let outcome = try await scan(OddAPI.slow(milliseconds: 30), Self.quick, environment: ["LANG": "C"])
        #expect(outcome.status == 0)
        #expect(outcome.shown.utf8.allSatisfy { $0 < 0x80 })
        #expect(barLines(in: outcome.shown).contains { $0.contains("#") })
    }

    @Test(.enabled(if: TerminalProcess.canControl))
    func `Ctrl-C ends the scan and writes what was found`() async throws {
        let isTyped = Mutex(false)
        let outcome = try await scan(
            OddAPI.slow(milliseconds: 100),
            ["--rps", "5", "--output", "json=findings.json"],
            controls: true
        ) { shown, terminal in
            guard shown.contains(" req"), !isTyped.withLock({ $0 }) else { return }
            isTyped.withLock { $0 = true }
            terminal.type("\u{3}")
        }
        #expect(outcome.status == 130, "\(outcome.shown)")
        let report = try JSONReport.report(from: Array(folder.read("findings.json").utf8))
        #expect(report.outcome == .cancelled)
        let screen = TerminalScreen(columns: 80, showing: outcome.shown)
        #expect(screen.text.contains { $0.contains("stopping; press Ctrl-C again to leave at once") })
        #expect(screen.text.contains { $0.contains("Gate      FAILED: the scan was cancelled") }, "\(screen.text)")
        #expect(!screen.text.contains { $0.contains("eta ") || $0.contains("░") })
    }

    @Test(.enabled(if: TerminalProcess.canControl))
    func `Ctrl-C twice leaves at once`() async throws {
        // Nobody reads the pipe, so that the report is never written: only the second Ctrl-C ends the command.
        #expect(unsafe mkfifo(folder.path("pipe"), 0o600) == 0)
        let isTyped = Mutex(false)
        let outcome = try await scan(
            OddAPI.slow(milliseconds: 100),
            ["--rps", "5", "--output", "json=pipe", "--output", "sarif=results.sarif"],
            controls: true
        ) { shown, terminal in
            let isFirst = isTyped.withLock { isTyped in
                defer { isTyped = isTyped || shown.contains(" req") }
                return !isTyped && shown.contains(" req")
            }
            // As somebody who hammers on the keys.
            if isFirst || shown.contains("stopping;") { terminal.type("\u{3}") }
        }
        #expect(outcome.status == 130, "\(outcome.shown)")
        #expect(!folder.exists("results.sarif"))
    }

    @Test
    func `A reader that has gone costs no report and no error`() async throws {
        let pipe = Pipe()
        try pipe.fileHandleForReading.close()
        let outcome = try await scan(
            OddAPI.slow(milliseconds: 0),
            ["--profile", "passive", "--rps", "1000", "--fail-on", "never", "--output", "json=findings.json"],
            output: pipe.fileHandleForWriting
        )
        #expect(outcome.status == 0, "\(outcome.shown)")
        #expect(folder.exists("findings.json"))
        #expect(!outcome.shown.contains("error"))
    }
}
