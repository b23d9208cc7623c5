//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import Testing
import VentiKit
import VulnerableAPIs

@testable import venti

/// Whole scans by the built command.
struct ScanSessionTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func scan(
        _ api: VulnerableAPI,
        _ arguments: [String],
        input: String = "",
        whileRunning: @escaping @Sendable (borrowing RunningProcess) async throws -> Void = { _ in }
    ) async throws -> VentiProcess.Outcome {
        try folder.write(api.document, to: "openapi.yaml")
        return try await withServer(api) { port in
            try await VentiProcess(
                arguments: ["scan", "--url", "http://127.0.0.1:\(port)"] + arguments,
                directory: folder.path,
                input: input
            ).run(whileRunning: whileRunning)
        }
    }

    private func report(_ name: String) throws -> ScanReport {
        try JSONReport.report(from: Array(folder.read(name).utf8))
    }

    @Test
    func `Reports go to their files, and nothing else is left in the folder`() async throws {
        let outcome = try await scan(
            OddAPI.slow(milliseconds: 0),
            [
                "openapi.yaml", "--profile", "passive", "--fail-on", "never", "--rps", "1000", "--progress", "plain",
                "--output", "json=out/findings.json", "--output", "sarif=out/results.sarif",
            ]
        )
        #expect(outcome.status == 0, "\(outcome.error)")
        #expect(try report("out/findings.json").outcome == .completed)
        #expect(try folder.read("out/results.sarif").contains("sarif-schema-2.1.0.json"))
        #expect(try folder.names(in: "out") == ["findings.json", "results.sarif"])
        #expect(outcome.output.contains("Coverage  "))
        #expect(outcome.output.contains("  Written   out/findings.json  out/results.sarif\n"))
        #expect(outcome.output.contains("  Gate      PASSED"))
        #expect(outcome.error.contains("✓ Plan"))
        #expect(!outcome.error.contains("\u{1B}") && !outcome.output.contains("\u{1B}"))
    }

    @Test
    func `Quiet prints the line of the gate and nothing else`() async throws {
        let outcome = try await scan(
            OddAPI.slow(milliseconds: 0),
            ["openapi.yaml", "--profile", "passive", "--fail-on", "never", "--rps", "1000", "--quiet"]
        )
        #expect(outcome.status == 0)
        #expect(outcome.error.isEmpty)
        #expect(outcome.output.split(separator: "\n").count == 1)
        #expect(outcome.output.contains("exit 0"))
    }

    @Test
    func `The document can come through a pipe and the report go through one`() async throws {
        let api = OddAPI.slow(milliseconds: 0)
        let outcome = try await scan(
            api,
            [
                "-", "--profile", "passive", "--fail-on", "never", "--rps", "1000", "--output", "json", "--progress",
                "none",
            ],
            input: api.document
        )
        #expect(outcome.status == 0)
        let report = try JSONReport.report(from: Array(outcome.output.utf8))
        #expect(report.api.documentName == "stdin")
        #expect(outcome.error.contains("Gate"))
    }

    @Test
    func `Progress as JSON is lines of events that end with the report`() async throws {
        let outcome = try await scan(
            OddAPI.slow(milliseconds: 0),
            ["openapi.yaml", "--profile", "passive", "--fail-on", "never", "--rps", "1000", "--progress", "json"]
        )
        let events = try outcome.error.split(separator: "\n").map { try ScanEvent(ndjsonLine: String($0)) }
        guard case .started = events.first else { return #expect(Bool(false), "\(outcome.error)") }
        guard case .finished = events.last else { return #expect(Bool(false), "\(outcome.error)") }
    }

    @Test
    func `Without UTF-8 everything is ASCII`() async throws {
        let api = OddAPI.slow(milliseconds: 0)
        try folder.write(api.document, to: "openapi.yaml")
        let outcome = try await withServer(api) { port in
            try await VentiProcess(
                arguments: [
                    "scan", "openapi.yaml", "--url", "http://127.0.0.1:\(port)", "--rps", "1000", "--fail-on", "never",
                ],
                directory: folder.path,
                environment: ["LANG": "C"]
            ).run()
        }
        #expect(outcome.status == 0, "\(outcome.error)")
        #expect(outcome.output.utf8.allSatisfy { $0 < 0x80 })
        #expect(outcome.error.utf8.allSatisfy { $0 < 0x80 })
    }

    @Test(arguments: [(SIGINT, 130), (SIGTERM, 143)] as [(Int32, Int32)])
    func `A signal ends the scan, and what was found is written`(_ signal: Int32, _ status: Int32) async throws {
        let outcome = try await scan(
            OddAPI.slow(milliseconds: 100),
            ["openapi.yaml", "--rps", "5", "--output", "json=findings.json", "--progress", "json"]
        ) { process in
            try await process.untilError(contains: "\"started\"")
            process.send(signal)
        }
        #expect(outcome.status == status, "\(outcome.error)")
        #expect(try report("findings.json").outcome == .cancelled)
        #expect(outcome.error.contains("press Ctrl-C again"))
    }

    @Test
    func `A finding at the threshold ends with 1`() async throws {
        let api = ParcelService(.vulnerable).api
        let outcome = try await scan(
            api,
            [
                "openapi.yaml", "--identity", "mira=login:mira:Lantern-Quay-51", "--checks", "sqli.error", "--rps",
                "1000",
                "--output", "json=findings.json", "--progress", "none",
            ]
        )
        #expect(outcome.status == 1, "\(outcome.error)")
        #expect(outcome.error.isEmpty)
        let report = try report("findings.json")
        #expect(report.findings.contains { $0.checkID == "venti.sqli.error" && $0.confidence == .confirmed })
        #expect(outcome.output.contains("sqli.error"))
        #expect(!(try folder.read("findings.json")).contains("Lantern-Quay-51"))
        #expect(!outcome.output.contains("Lantern-Quay-51"))
    }

    @Test
    func `A check of another profile contradicts the profile`() async throws {
        let outcome = try await scan(
            OddAPI.elsewhere,
            ["openapi.yaml", "--checks", "sqli.error", "--profile", "passive"]
        )
        #expect(outcome.status == 2)
        #expect(outcome.errorLines.first?.contains("give --profile safe") == true, "\(outcome.error)")
    }

    @Test(arguments: [
        ("--checks", "sqli.bolean", "sqli.boolean"), ("--skip", "jwt.algnone", "jwt.alg-none"),
        ("--checks", "api22", "api2"),
    ])
    func `A check that does not exist is named, with the one that was meant`(
        _ flag: String,
        _ name: String,
        _ meant: String
    ) async throws {
        let outcome = try await scan(OddAPI.elsewhere, ["openapi.yaml", flag, name])
        #expect(outcome.status == 2)
        #expect(
            outcome.error
                == "venti: error: \(flag): no check \(name) (did you mean \(meant)?); venti checks lists them all\n"
        )
    }
}
