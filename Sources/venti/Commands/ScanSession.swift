//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import VentiKit

/// One scan from the command line: progress, reports, the gate, and the exit code.
struct ScanSession {
    private let settings: ScanSettings
    private let surroundings: Surroundings

    init(_ settings: ScanSettings, _ surroundings: Surroundings) {
        self.settings = settings
        self.surroundings = surroundings
    }

    /// - Throws: ``CommandError`` or `ScanError` if the scan cannot be done.
    func run() async throws -> ExitStatus {
        let writer = ReportWriter(
            destinations: settings.outputs,
            terminal: Terminal(.output, in: surroundings),
            folder: surroundings.directory,
            failOn: settings.failOn,
            countsNewOnly: settings.knowledge.countsNewOnly,
            showsAccepted: settings.knowledge.showsAccepted
        )
        try writer.prepare()
        var result = try await scan()
        result.value.triage = settings.knowledge.triage(of: result.value, settings.checks)
        let written = try writer.write(result.value)
        return conclude(result.value, interruption: result.interruption, written: written)
    }

    private func scan() async throws -> InterruptibleResult<ScanReport> {
        let terminal = Terminal(.error, in: surroundings)
        let reporter = settings.progress.reporter(on: terminal)
        var configuration = NativeScanner.Configuration()
        configuration.checks = settings.checks
        let (scanner, executor) = settings.scanners.placed(NativeScanner(configuration), settings.executor)
        let request = settings.request
        do {
            let result = try await withInterruption { _ in
                await reporter.stop()
            } _: {
                try await executor.scan(scanner, request) { await reporter.receive($0) }
            }
            await reporter.finish()
            return result
        } catch {
            await reporter.finish()
            throw error
        }
    }

    /// Prints what follows the reports, and judges.
    private func conclude(_ report: ScanReport, interruption: Interruption?, written: [String]) -> ExitStatus {
        let verdict = ScanVerdict(
            report,
            failOn: settings.failOn,
            newOnly: settings.knowledge.countsNewOnly,
            minimumCoverage: settings.minimumCoverage,
            interruption: interruption
        )
        let folder = surroundings.directory + "/"
        var lines: [String] = []
        if !written.isEmpty, !settings.isQuiet {
            let paths = written.map { $0.hasPrefix(folder) ? String($0.dropFirst(folder.count)) : $0 }
            lines.append("  Written   \(paths.joined(separator: "  "))")
        }
        lines.append("\(settings.isQuiet ? "" : "  Gate      ")\(verdict.gateLine)")
        // Where a machine reads standard output, people read standard error.
        let isForPeople = settings.isQuiet || settings.outputs.contains { $0.format == .table && $0.path == nil }
        let stream: StandardStream = isForPeople ? .output : .error
        stream.write(lines.map { ProgressText(Terminal(stream, in: surroundings)).shown($0) + "\n" }.joined())
        if !settings.isQuiet {
            let warnings = settings.knowledge.warnings(about: report)
            for line in warnings { StandardStream.error.write("venti: warning: \(Terminal.singleLine(line))\n") }
        }
        if let problem = verdict.problem {
            StandardStream.error.write("venti: error: \(Terminal.singleLine(problem))\n")
        }
        return verdict.status
    }
}
