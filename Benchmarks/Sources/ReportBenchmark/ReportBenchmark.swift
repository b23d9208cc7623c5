//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import VentiKit

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// Writes one report of so many findings to a file, and prints the seconds, the peak memory and the bytes.
///
/// `ReportBenchmark FORMAT COUNT PATH`. One format and size in a process, so that the peak is that of the writer; the
/// format `none` makes the findings and writes nothing.
@main
struct ReportBenchmark {
    static func main() throws {
        let arguments = CommandLine.arguments
        guard arguments.count == 4, let count = Int(arguments[2]), let format = formats[arguments[1]] else {
            print("usage: ReportBenchmark \(formats.keys.sorted().joined(separator: "|")) COUNT PATH")
            exit(64)
        }
        let content = ReportContent(head: head, findings: GeneratedFindings { BenchmarkFindings(count: count) })
        let clock = ContinuousClock()
        let began = clock.now
        let bytes: Int
        if let format {
            let file = try FileOutput(arguments[3])
            var written = 0
            var output = ClosureOutput { chunk in
                written += chunk.count
                try file.write(chunk)
            }
            try format.write(content, to: &output)
            try file.finish()
            bytes = written
        } else {
            var seen = 0
            try content.findings.forEach { seen += $0.proof?.steps.count ?? 0 }
            bytes = 0
            guard seen == 3 * count else { exit(70) }
        }
        let milliseconds = Int((clock.now - began) / .milliseconds(1))
        print("\(arguments[1]) \(count) \(milliseconds) \(peakKibibytes) \(bytes)")
    }

    private static let formats: [String: (any ReportFormat)?] = [
        "none": nil, "json": .json, "jsonl": .ndjson,
        "sarif": SARIFReport(checks: CheckSet.default.checks.map(\.metadata)),
        "table": .text, "junit": .junit, "gitlab": .gitlab,
        "html": HTMLReport(checks: CheckSet.default.checks.map(\.metadata)),
        "markdown": .markdown, "csv": .csv, "github": .githubAnnotations,
    ]

    /// The most memory that the process has had.
    private static var peakKibibytes: Int {
        var usage = rusage()
        // RUSAGE_SELF, which glibc declares as an enumeration that its own function does not take.
        unsafe getrusage(0, &usage)
        #if canImport(Darwin)
        return usage.ru_maxrss / 1_024
        #else
        return usage.ru_maxrss
        #endif
    }

    private static var head: ScanReport {
        var report = ScanReport(
            api: APISummary(
                title: "Large API",
                version: "3.2",
                documentVersion: "3.1.0",
                documentName: "api/openapi.yaml",
                operations: 2_000
            ),
            target: "http://127.0.0.1:8080",
            profile: .active,
            startedAt: "2026-01-02T03:04:05Z",
            elapsedSeconds: 1_800
        )
        report.identities = ["alice", "bob"].map {
            IdentityOutcome(name: $0, works: true, detail: "GET /me answers 200")
        }
        report.statistics.requestsSent = 500_000
        report.statistics.responses = ["200": 300_000, "404": 200_000]
        let checks = (0..<40).map { CheckID("venti.family\($0 % 8).quiet-\($0)") }
        report.coverage = ScanCoverage(
            operations: (0..<2_000).map { number in
                OperationCoverage(
                    operation: "GET /v1/accounts/{accountId}/resource\(10_000 + number)/{id}",
                    attempts: [.init(identity: "alice", requests: 120, bestStatus: 200, outcome: .answered)],
                    checksRun: Array(checks.prefix(20)),
                    checksSkipped: checks.suffix(5).map { .init(check: $0, reason: "the operation takes no value") }
                )
            }
        )
        return report
    }
}
