//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing
import VentiKit
import VulnerableAPIs

@testable import venti

/// The built command, from a first scan to a gate that lets only known findings pass.
struct BaselineAndDiffTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func venti(_ arguments: [String]) async throws -> VentiProcess.Outcome {
        try await VentiProcess(arguments: arguments, directory: folder.path).run()
    }

    private func scan(_ build: ParcelService.Build, _ arguments: [String]) async throws -> VentiProcess.Outcome {
        let api = ParcelService(build).api
        try folder.write(api.document, to: "openapi.yaml")
        return try await withServer(api) { port in
            try await venti(
                [
                    "scan", "openapi.yaml", "--url", "http://127.0.0.1:\(port)", "--identity",
                    "mira=login:mira:Lantern-Quay-51", "--checks", "sqli.error,headers", "--rps", "1000",
                    "--progress", "none",
                ] + arguments
            )
        }
    }

    @Test
    func `What is known passes, what is mended is fixed, and what is accepted is listed on demand`() async throws {
        let first = try await scan(.vulnerable, ["--output", "json=first.json"])
        #expect(first.status == 1, "\(first.error)")
        let report = try JSONReport.report(from: Array(folder.read("first.json").utf8))
        #expect(report.triage == nil)
        #expect(report.coverage.operations.allSatisfy { $0.declaration != nil })

        let written = try await venti(["baseline", "write", "first.json"])
        #expect(written.status == 0, "\(written.error)")
        #expect(written.output.contains("added    sqli.error  GET /customers/{username}\n"), "\(written.output)")
        #expect(
            written.output.hasSuffix(
                ".venti/baseline.json: \(report.findings.count) findings, "
                    + "\(report.findings.count) added, 0 removed\n"
            ),
            "\(written.output)"
        )
        let baseline = try folder.read(".venti/baseline.json")
        #expect(!baseline.contains("Lantern") && !baseline.contains("127.0.0.1"))
        let again = try await venti(["baseline", "write", "first.json"])
        #expect(again.output.contains("unchanged"))
        #expect(try folder.read(".venti/baseline.json") == baseline)

        let second = try await scan(.vulnerable, ["--new-only", "--output", "json=second.json"])
        #expect(second.status == 0, "\(second.output) \(second.error)")
        #expect(second.output.contains("PASSED: no new proven finding ≥ high  exit 0"))
        let known = try JSONReport.report(from: Array(folder.read("second.json").utf8))
        #expect(known.findings.allSatisfy { known.status(of: $0).map { $0 != .new } ?? false })
        #expect(known.triage?.fixed == [] && known.triage?.notSeen == [])

        let secure = try await scan(.secure, ["--new-only", "--output", "jsonl=secure.jsonl"])
        #expect(secure.status == 0, "\(secure.error)")
        let difference = try await venti(["diff", "second.json", "secure.jsonl"])
        #expect(difference.status == 0, "\(difference.error)")
        #expect(difference.output.contains(" fixed\n  "), "\(difference.output)")
        #expect(difference.output.hasSuffix("PASSED: no new proven finding ≥ high  exit 0\n"))

        let back = try await venti([
            "diff", "secure.jsonl", "second.json", "--output", "json=diff.json", "--output", "markdown",
        ])
        #expect(back.status == 1, "\(back.error)")
        #expect(back.output.hasPrefix("## API security: "))
        #expect(back.error.contains("(fail_on: high)  exit 1"))
        #expect(try folder.read("diff.json").contains("\"appeared\" : ["))
        #expect(try await venti(["diff", "secure.jsonl", "second.json", "--fail-on", "never"]).status == 0)
    }

    @Test(arguments: [
        (["diff", "missing.json", "missing.json"], "missing.json: the file does not exist"),
        (["diff", "openapi.yaml", "openapi.yaml"], "openapi.yaml: is not a report"),
        (["diff", "a", "b", "--output", "tabel"], "--output: no format tabel (did you mean table?)"),
        (["diff", "a", "b", "--output", "json", "--output", "table"], "--output: json and table would mix"),
        (["diff", "a", "b", "--output", "json=x", "--output", "table=x"], "--output: two reports would go to "),
        (["baseline", "write", "missing.json"], "missing.json: the file does not exist"),
        (["baseline", "write", "r.json", "--path", "broken.json"], "broken.json: not a baseline: "),
    ])
    func `What cannot be read is one line that names it`(_ arguments: [String], _ expected: String) async throws {
        try folder.write("openapi: 3.0.3\n", to: "openapi.yaml")
        try folder.write("{", to: "broken.json")
        let outcome = try await venti(arguments)
        #expect(outcome.status == 2)
        #expect(outcome.errorLines.count == 1 && outcome.errorLines[0].contains(expected), "\(outcome.error)")
    }
}
