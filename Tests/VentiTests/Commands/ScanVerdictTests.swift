//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing
import VentiKit

@testable import venti

struct ScanVerdictTests {
    private func report(
        severities: [Severity] = [],
        outcome: ScanReport.Outcome = .completed,
        reached: Int = 2,
        identityWorks: Bool = true
    ) -> ScanReport {
        let attempts: [OperationCoverage.Attempt] = [
            .init(identity: "anonymous", requests: 1, bestStatus: 200, outcome: .answered)
        ]
        let operations = (0..<2).map {
            OperationCoverage(operation: "GET /\($0)", attempts: $0 < reached ? attempts : [])
        }
        return ScanReport(
            api: APISummary(title: "T", version: "1", documentVersion: "3.0.3", documentName: "a", operations: 2),
            target: "http://127.0.0.1",
            profile: .safe,
            startedAt: "2026-01-01T00:00:00Z",
            outcome: outcome,
            findings: severities.map {
                Finding(checkID: "venti.x", title: "X", summary: "", severity: $0, location: .host)
            },
            coverage: ScanCoverage(operations: operations),
            identities: [IdentityOutcome(name: "alice", works: identityWorks, detail: "refused")]
        )
    }

    private func status(_ report: ScanReport, failOn: Severity? = .high, coverage: Double? = nil) -> venti.ExitStatus {
        ScanVerdict(report, failOn: failOn, minimumCoverage: coverage).status
    }

    @Test
    func `The threshold decides between 0 and 1`() {
        #expect(status(report()) == .success)
        #expect(status(report(severities: [.medium])) == .success)
        #expect(status(report(severities: [.medium, .high])) == .gateFailed)
        #expect(status(report(severities: [.critical]), failOn: nil) == .success)
        #expect(status(report(severities: [.info]), failOn: .info) == .gateFailed)
    }

    @Test
    func `A scan that says too little ends with 3`() {
        #expect(status(report(reached: 0)) == .incomplete)
        #expect(status(report(reached: 0), failOn: nil) == .incomplete)
        #expect(status(report(outcome: .failed)) == .incomplete)
        #expect(status(report(identityWorks: false)) == .incomplete)
        #expect(status(report(reached: 1), coverage: 0.6) == .incomplete)
        #expect(status(report(reached: 1), coverage: 0.5) == .success)
    }

    @Test
    func `A budget that is used up is no failure, for the report says so`() {
        #expect(status(report(outcome: .budgetExhausted)) == .success)
        #expect(status(report(outcome: .deadlineReached)) == .success)
    }

    @Test
    func `A finding outweighs what was not covered`() {
        #expect(status(report(severities: [.high], reached: 1), coverage: 1) == .gateFailed)
    }

    @Test(arguments: Interruption.allCases)
    func `An interruption outweighs everything`(_ interruption: Interruption) {
        let verdict = ScanVerdict(
            report(severities: [.critical], outcome: .cancelled),
            failOn: .low,
            minimumCoverage: 1,
            interruption: interruption
        )
        #expect(verdict.status == interruption.status)
        #expect(verdict.problem == nil)
    }
}
