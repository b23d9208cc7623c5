//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing
import VulnerableAPIs

@testable import VentiKit

/// The same seed against the same API gives the same findings, byte for byte.
struct ReproducibleScanTests {
    private func findings(_ api: VulnerableAPI, seed: UInt64 = 7) async throws -> [String] {
        let report = try await InProcessScan.run(api) { $0.seed = seed }
        #expect(report.outcome == .completed)
        return try report.findings.map { finding in
            var finding = finding
            // What the target says may hold the time; what is sent and asserted may not.
            if var proof = finding.proof {
                for index in proof.steps.indices { proof.steps[index].response = nil }
                finding.proof = proof
            }
            return String(decoding: try JSONCoding.encode(finding), as: UTF8.self)
        }
    }

    @Test func theDemoGivesTheSameFindingsTwice() async throws {
        let first = try await findings(ParcelService(.vulnerable).api)
        let second = try await findings(ParcelService(.vulnerable).api)
        #expect(first == second)
        #expect(!first.isEmpty)
    }

    @Test(arguments: ["venti.sqli.error", "venti.auth.missing", "venti.err.stacktrace"])
    func aFixtureGivesTheSameFindingsTwice(check: String) async throws {
        let entry = try #require(Catalogue.entries(for: check).first)
        let first = try await findings(entry.flawed)
        #expect(try await findings(entry.flawed) == first)
        #expect(!first.isEmpty)
    }
}
