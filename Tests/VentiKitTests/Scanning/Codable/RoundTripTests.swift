//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import Testing
import VentiKit

/// Whatever crosses a process arrives as it was sent.
struct RoundTripTests {
    private func roundTrip<Value: Codable & Equatable>(_ value: Value) throws {
        // In an array, so that values that encode as a bare text are legal JSON everywhere.
        let decoded = try JSONDecoder().decode([Value].self, from: JSONEncoder().encode([value]))
        #expect(decoded == [value])
    }

    @Test(arguments: Sample.assertions) func assertion(_ value: ProofAssertion) throws { try roundTrip(value) }
    @Test(arguments: Sample.mutations) func mutation(_ value: TokenMutation) throws { try roundTrip(value) }
    @Test(arguments: Sample.events) func event(_ value: ScanEvent) throws { try roundTrip(value) }
    @Test(arguments: Sample.steps) func step(_ value: ProofStep) throws { try roundTrip(value) }
    @Test(arguments: Severity.allCases) func severity(_ value: Severity) throws { try roundTrip(value) }
    @Test(arguments: Confidence.allCases) func confidence(_ value: Confidence) throws { try roundTrip(value) }
    @Test(arguments: OWASPCategory.allCases) func category(_ value: OWASPCategory) throws { try roundTrip(value) }
    @Test(arguments: ScanPhase.Name.allCases) func phase(_ value: ScanPhase.Name) throws { try roundTrip(value) }
    @Test(arguments: ScanPolicy.Profile.allCases) func profile(_ value: ScanPolicy.Profile) throws {
        try roundTrip(value)
    }

    @Test(arguments: [Sample.finding, Sample.hostFinding, Sample.allAssertions])
    func finding(_ value: Finding) throws { try roundTrip(value) }

    @Test(arguments: [Sample.report, Sample.cleanReport])
    func report(_ value: ScanReport) throws { try roundTrip(value) }

    @Test func smallValues() throws {
        try roundTrip(CheckID("venti.sqli.error"))
        try roundTrip(Weakness.cwe(89))
        try roundTrip(Sample.finding.fingerprint)
        try roundTrip(Sample.mask)
        try roundTrip(Sample.source)
        try roundTrip(InsertionPoint(.body, "/a/0"))
        try roundTrip(FindingLocation.host)
        try roundTrip(ScannerDescriptor(id: "a", title: "b", version: "c"))
        try roundTrip(ScanDiagnostic(.note, "n"))
        try roundTrip(Sample.coverage)
    }

    @Test func metadataOfAChecks() throws {
        try roundTrip(CheckMetadata(id: "a.b", title: "t", severity: .low, weaknesses: [.cwe(1)], remediation: "r"))
    }

    @Test(arguments: [20, nil] as [Double?])
    func policy(_ rate: Double?) throws {
        var policy = ScanPolicy()
        policy.profile = .dangerous
        policy.maximumRequests = 1
        policy.requestsPerSecond = rate
        policy.concurrency = 2
        policy.maximumSeconds = 3.5
        policy.seed = .max
        policy.checks = ["sqli"]
        policy.skippedChecks = ["cors"]
        policy.includedOperations = ["GET /a*"]
        policy.excludedOperations = ["tag:x"]
        policy.values = ["id": "42"]
        policy.accessRules = [AccessRule("tag:x", roles: ["admin"])]
        policy.rateLimitAttempts = 9
        try roundTrip(policy)
    }

    @Test func aPolicyIsCompletedByItsDefaults() throws {
        let policy = try JSONDecoder().decode(ScanPolicy.self, from: Data(#"{"seed": 7}"#.utf8))
        var expected = ScanPolicy()
        expected.seed = 7
        #expect(policy == expected)
    }

    @Test(
        arguments: [
            .jsonPointer("/token"), .header("X-Token"), .cookie("session"),
        ] as [LoginRecipe.Extraction]
    )
    func extraction(_ value: LoginRecipe.Extraction) throws { try roundTrip(value) }

    @Test(
        arguments: [
            .header(name: "Authorization", template: "Bearer {{token}}"), .query("key"), .cookie("session"),
        ] as [LoginRecipe.TokenUse]
    )
    func tokenUse(_ value: LoginRecipe.TokenUse) throws { try roundTrip(value) }
}
