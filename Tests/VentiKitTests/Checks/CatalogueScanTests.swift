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
@Suite(.serialized)
struct CatalogueScanTests {
    /// A scan by the check of an entry; of a demo service, the one scan by all checks.
    private func scan(_ entry: CatalogueEntry, _ variant: Variant) async throws -> ScanReport {
        if let service = entry.service, entry.accessRules.isEmpty {
            var report = try await ServiceScans.shared.report(of: service, variant)
            report.findings.removeAll { $0.checkID.rawValue != entry.checkID }
            return report
        }
        let api = variant == .flawed ? entry.flawed : entry.fixed
        return try await InProcessScan.run(api, checks: [entry.checkID]) { $0.take(entry) }
    }

    @Test(arguments: Catalogue.all)
    func findsTheFlaw(entry: CatalogueEntry) async throws {
        let report = try await scan(entry, .flawed)
        #expect(report.outcome == .completed)
        let findings = report.findings.filter { $0.checkID.rawValue == entry.checkID }
        try #require(!findings.isEmpty, "\(entry.checkID) found nothing in \(entry.flawed.name)")
        // What only the document's words say is firm at most.
        let expected: Confidence = entry.flawed.name.hasPrefix("bfla.role-ordinary") ? .firm : .confirmed
        #expect(findings.allSatisfy { $0.confidence == expected })
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
        let report = try await scan(entry, .fixed)
        #expect(report.outcome == .completed)
        #expect(report.findings.map(\.summary) == [])
    }

    @Test(arguments: CheckSet.default.checks.map(\.metadata.id.rawValue))
    func isSilentOnAnUnrelatedAPI(check: String) async throws {
        let report = try await InProcessScan.run(.unrelated, checks: [check]) { $0.profile = .active }
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
    ///
    /// The demo services have a test of their own.
    @Test(
        arguments: Catalogue.all.filter {
            !$0.checkID.contains(".headers.") && !$0.checkID.contains(".lint.") && $0.service == nil
        }
    )
    func noCheckOfMediumSeverityFiresOnAFixedTwin(entry: CatalogueEntry) async throws {
        let report = try await InProcessScan.run(entry.fixed) { $0.take(entry) }
        #expect(report.findings.filter { $0.severity >= .medium }.map { "\($0.checkID) \($0.summary)" } == [])
    }
}

extension ScanPolicy {
    /// Goes as far as the flaw of an entry needs, with the access rules that it is measured by.
    mutating func take(_ entry: CatalogueEntry) {
        profile = Profile(rawValue: entry.profile) ?? .safe
        accessRules = entry.accessRules.map { AccessRule($0.operations, roles: $0.roles) }
    }
}

extension CatalogueEntry {
    /// The demo service whose builds the entry's APIs are.
    var service: DemoService? { DemoService.all.first { flawed.name.hasPrefix($0.name + "-") } }
}
