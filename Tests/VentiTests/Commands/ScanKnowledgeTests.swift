//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import ArgumentParser
import Testing
import VentiKit

@testable import venti

struct ScanKnowledgeTests {
    private let folder: TemporaryFolder
    private var surroundings: Surroundings

    init() throws {
        folder = try TemporaryFolder()
        surroundings = Surroundings(environment: [:], directory: folder.path)
        surroundings.today = try #require(CalendarDate("2026-11-26"))
    }

    private func knowledge(_ arguments: [String], _ config: String = "version: 1\n") throws -> ScanKnowledge {
        try folder.write(config, to: "venti.yaml")
        let command = try ScanCommand.parse(arguments)
        return try ScanKnowledge(command.gate, try ScanConfig.load(nil, surroundings), surroundings)
    }

    private func report() -> ScanReport {
        ScanReport(
            api: APISummary(title: "T", version: "1", documentVersion: "3.0.3", documentName: "a", operations: 1),
            target: "http://127.0.0.1",
            profile: .safe,
            startedAt: "2026-01-01T00:00:00Z",
            findings: [
                Finding(
                    checkID: "venti.sqli.error",
                    title: "X",
                    summary: "",
                    severity: .high,
                    location: FindingLocation(method: "GET", path: "/users")
                )
            ],
            coverage: ScanCoverage(operations: [OperationCoverage(operation: "GET /users")])
        )
    }

    @Test
    func `Without a baseline and acceptances nothing is triaged`() throws {
        let knowledge = try knowledge([])
        #expect(!knowledge.countsNewOnly)
        #expect(knowledge.triage(of: report(), .default) == nil)
        #expect(knowledge.warnings(about: report()) == [])
    }

    @Test
    func `New findings need a baseline to be new against`() throws {
        #expect(
            throws: CommandError.usage(
                ".venti/baseline.json: there is no such baseline; write it with venti baseline write findings.json"
            )
        ) { try knowledge(["--new-only"]) }
        #expect(
            throws: CommandError.usage(
                "x.json: there is no such baseline; write it with venti baseline write findings.json --path x.json"
            )
        ) { try knowledge(["--baseline", "x.json"]) }
    }

    @Test
    func `The flag wins over the configuration`() throws {
        let known = try Baseline().updated(with: report()).baseline
        try folder.write(known.text(), to: ".venti/baseline.json")
        try folder.write(Baseline().text(), to: "empty.json")
        #expect(try knowledge(["--new-only"]).baseline == known)
        #expect(try knowledge([], "gate: {new_only: true}\n").countsNewOnly)
        let config = "gate: {baseline: .venti/baseline.json}\n"
        let configured = try knowledge([], config)
        #expect(configured.baseline == known && configured.baselineName == ".venti/baseline.json")
        #expect(!configured.countsNewOnly)
        #expect(try knowledge(["--baseline", "empty.json"], config).baseline == Baseline())
    }

    @Test
    func `A broken baseline is one error that names it`() throws {
        try folder.write("{", to: "x.json")
        let error = #expect(throws: ScanError.self) { try knowledge(["--baseline", "x.json"]) }
        #expect(error.map { CommandError($0).status } == .usage)
        #expect(error?.message.hasPrefix("x.json: not a baseline: ") == true)
    }

    @Test
    func `Ended and unused acceptances are named with their place`() throws {
        let knowledge = try knowledge(
            [],
            """
            accept:
              - {rule: sqli, match: "GET /users", until: 2026-11-25, reason: r}
              - {rule: jwt, match: "GET /users", until: 2026-11-25, reason: r}
              - {rule: jwt, match: "GET /users", until: 2026-11-26, reason: r}
              - {rule: jwt, match: "GET /user", until: 2026-11-26, reason: r}
            """
        )
        var report = report()
        report.triage = knowledge.triage(of: report, .default)
        #expect(
            knowledge.warnings(about: report) == [
                "venti.yaml:2: the acceptance of sqli at GET /users ended on 2026-11-25: "
                    + "1 finding counts again; mend, or decide anew",
                "venti.yaml:3: the acceptance of jwt at GET /users ended on 2026-11-25: "
                    + "it covers nothing any more; remove it",
                "venti.yaml:4: the acceptance of jwt at GET /users covers no finding; remove it",
                "venti.yaml:5: the acceptance of jwt at GET /user covers no finding: "
                    + "the API has no such operation (did you mean GET /users?)",
            ]
        )
        #expect(ScanVerdict(report, failOn: .high, minimumCoverage: nil).status == .gateFailed)
    }

    @Test
    func `An accepted finding does not fail, nor does a known one where only new ones count`() throws {
        let accepting = try knowledge(
            [],
            "accept:\n  - {rule: sqli, match: \"GET /users\", until: 2026-11-26, reason: r}\n"
        )
        var accepted = report()
        accepted.coverage.operations[0].attempts = [
            .init(identity: "anonymous", requests: 1, bestStatus: 200, outcome: .answered)
        ]
        accepted.triage = accepting.triage(of: accepted, .default)
        #expect(ScanVerdict(accepted, failOn: .high, minimumCoverage: nil).status == .success)
        #expect(accepting.warnings(about: accepted) == [])

        try folder.write(try Baseline().updated(with: report()).baseline.text(), to: ".venti/baseline.json")
        var known = accepted
        known.triage = try knowledge(["--new-only"]).triage(of: known, .default)
        #expect(ScanVerdict(known, failOn: .high, newOnly: true, minimumCoverage: nil).status == .success)
        let verdict = ScanVerdict(known, failOn: .high, minimumCoverage: nil)
        #expect(verdict.gateLine == "FAILED: 1 finding ≥ high (fail_on: high)  exit 1")
    }
}
