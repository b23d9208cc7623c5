//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing
import VentiKit
import VulnerableAPIs

/// Every check against an API with its flaw, the same API fixed, and one that has nothing to do with it.
struct CatalogueScanTests {
    @Test(arguments: Catalogue.all)
    func findsTheFlaw(entry: CatalogueEntry) async throws {
        let report = try await InProcessScan.run(entry.flawed, checks: [entry.checkID]) { $0.profile = entry.scanProfile }
        #expect(report.outcome == .completed)
        let findings = report.findings.filter { $0.checkID.rawValue == entry.checkID }
        try #require(!findings.isEmpty, "\(entry.checkID) found nothing in \(entry.flawed.name)")
        #expect(findings.allSatisfy { $0.confidence == .confirmed })
        if entry.operation != "*" {
            #expect(
                findings.contains { finding in
                    finding.location.operationName == entry.operation
                        || finding.affectedOperations.contains(entry.operation)
                },
                "found at \(findings.map { $0.location.operationName + " " + $0.affectedOperations.joined(separator: ", ") })"
            )
        }
    }

    @Test(arguments: Catalogue.all)
    func isSilentOnTheFixedTwin(entry: CatalogueEntry) async throws {
        let report = try await InProcessScan.run(entry.fixed, checks: [entry.checkID]) { $0.profile = entry.scanProfile }
        #expect(report.outcome == .completed)
        #expect(report.findings.map(\.summary) == [])
    }

    @Test(arguments: CheckSet.default.checks.map(\.metadata.id.rawValue))
    func isSilentOnAnUnrelatedAPI(check: String) async throws {
        let report = try await InProcessScan.run(.unrelated, checks: [check])
        #expect(report.outcome == .completed)
        #expect(report.coverage.reachedCount > 0)
        #expect(report.findings.map(\.summary) == [])
    }

    /// A check without a twin does not exist.
    @Test(arguments: CheckSet.default.checks.map(\.metadata.id.rawValue))
    func everyCheckHasATwin(check: String) {
        #expect(!Catalogue.entries(for: check).isEmpty)
    }

    /// All checks together are as silent on the fixed twins as each alone, but for what the fixtures leave out on purpose.
    @Test(arguments: Catalogue.all.filter { !$0.checkID.contains(".headers.") && !$0.checkID.contains(".lint.") })
    func noCheckOfMediumSeverityFiresOnAFixedTwin(entry: CatalogueEntry) async throws {
        let report = try await InProcessScan.run(entry.fixed)
        #expect(report.findings.filter { $0.severity >= .medium }.map { "\($0.checkID) \($0.summary)" } == [])
    }
}

extension CatalogueEntry {
    /// How far a scan must go to find the flaw.
    fileprivate var scanProfile: ScanPolicy.Profile { ScanPolicy.Profile(rawValue: profile) ?? .safe }
}
