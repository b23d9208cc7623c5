//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing
import VentiKit
import VulnerableAPIs

/// Every flaw of the catalogue, replayed from its saved report: there in a new instance of its API, gone in the fixed twin.
@Suite(.serialized)
struct CatalogueReplayTests {
    @Test(arguments: Catalogue.all.indices)
    func tellsTheFlawedFromTheFixedBuild(_ position: Int) async throws {
        let entry = Catalogue.all[position]
        let report = try await report(of: entry)
        try #require(!report.findings.isEmpty)
        // Another instance, in its first state: nothing that the scan has left is there.
        let again = Catalogue.all[position]
        for result in try await InProcessReplay.run(report, against: again.flawed, change: { $0.policy.take(entry) }) {
            #expect(result.outcome == .stillThere, "\(result.finding.location.operationName)")
        }
        for result in try await InProcessReplay.run(report, against: again.fixed, change: { $0.policy.take(entry) }) {
            // The fixed twin is one that is reached by https, where nothing can be said about plain http.
            if entry.checkID == "venti.auth.cleartext" {
                #expect(result.outcome.reason?.contains("the target is an https URL") ?? false)
            } else {
                #expect(result.outcome.isFixed, "\(result.finding.location.operationName): \(result.outcome)")
            }
        }
    }

    private func report(of entry: CatalogueEntry) async throws -> ScanReport {
        if let service = entry.service, entry.accessRules.isEmpty {
            var report = try await ServiceScans.shared.report(of: service, .flawed)
            report.findings.removeAll { $0.checkID.rawValue != entry.checkID }
            return report
        }
        return try await InProcessScan.run(entry.flawed, checks: [entry.checkID]) { $0.take(entry) }
    }
}
