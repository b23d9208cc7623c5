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

/// `venti demo`, both ways, from a folder with nothing in it.
struct DemoTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func demo(_ arguments: String...) async throws -> (outcome: VentiProcess.Outcome, report: ScanReport) {
        let outcome = try await VentiProcess(arguments: ["demo"] + arguments, directory: folder.path).run()
        return (outcome, try JSONReport.report(from: Array(folder.read("venti-report/findings.json").utf8)))
    }

    @Test
    func `The vulnerable build ends with 1, proven findings and two reports`() async throws {
        let (outcome, report) = try await demo()
        #expect(outcome.status == 1, "\(outcome.error)")
        #expect(report.outcome == .completed)
        #expect(report.identities.count == 2 && report.identities.allSatisfy(\.works))
        for check in ["sqli.error", "sqli.boolean", "jwt.weak-secret", "bopla.writeonly-leak", "res.no-rate-limit"] {
            let isProven = report.findings.contains { $0.checkID.shortName == check && $0.confidence == .confirmed }
            #expect(isProven, "\(check) is not proven")
        }
        #expect(outcome.output.contains("  Coverage  "))
        #expect(outcome.output.contains("  Written   venti-report/findings.json  venti-report/results.sarif\n"))
        #expect(outcome.output.contains("  Gate      FAILED"))
        #expect(try folder.read("venti-report/results.sarif").contains("venti.sqli.error"))
        for account in ParcelService.accounts {
            #expect(!outcome.output.contains(account.password))
            #expect(!(try folder.read("venti-report/findings.json")).contains(account.password))
            #expect(!(try folder.read("venti-report/results.sarif")).contains(account.password))
        }
    }

    @Test
    func `The secure build ends with 0 and nothing at or above medium`() async throws {
        let (outcome, report) = try await demo("--secure")
        #expect(outcome.status == 0, "\(outcome.error)")
        #expect(report.outcome == .completed)
        #expect(report.coverage.reachedCount > 0)
        #expect(report.findings.filter { $0.severity >= .medium }.isEmpty, "\(report.findings.map(\.summary))")
        #expect(outcome.output.contains("  Gate      PASSED"))
    }

    @Test
    func `The same seed gives the same findings`() async throws {
        let first = try await demo("--seed", "7").report.findings.map(\.fingerprint)
        let second = try await demo("--seed", "7").report.findings.map(\.fingerprint)
        #expect(first == second)
    }
}
