//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import HTTPTypes
import Testing
import VulnerableAPIs

@testable import VentiKit

/// The same flaws have the same fingerprints, whatever else changes between two scans.
///
/// Each test scans an API and its twin, and compares whole sets.
@Suite(.serialized)
struct FingerprintSurvivalTests {
    /// The fingerprints, each with the words that help to see what differs.
    private func fingerprints(_ report: ScanReport) -> [String] {
        report.findings.map { finding in
            let point = finding.location.insertionPoint?.description ?? ""
            let place = OperationKey.withoutParameterNames(finding.location.operationName)
            // The name of a parameter of a path is its own affair.
            let shown = finding.location.insertionPoint?.location == .path ? "path" : point
            return "\(finding.checkID.shortName) \(place) \(shown) \(finding.evidenceClass) \(finding.fingerprint)"
        }
        .sorted()
    }

    private func scan(_ api: VulnerableAPI, seed: UInt64 = 0) async throws -> [String] {
        let report = try await InProcessScan.run(api) { $0.seed = seed }
        #expect(report.outcome == .completed)
        return fingerprints(report)
    }

    @Test func ofAnEditedDocument() async throws {
        let original = ParcelService(.vulnerable).api
        let expected = try await scan(original)
        #expect(expected.count >= 15)
        for edit in DocumentEdit.allCases {
            var api = ParcelService(.vulnerable).api
            api.document = edit.applied(to: api.document)
            try #require(api.document != original.document, "\(edit)")
            let difference = Set(try await scan(api)).symmetricDifference(expected).sorted()
            #expect(difference == [], "\(edit)")
        }
    }

    @Test(arguments: [1, 99, UInt64.max])
    func ofAnotherSeed(_ seed: UInt64) async throws {
        let expected = try await scan(ParcelService(.vulnerable).api)
        #expect(try await scan(ParcelService(.vulnerable).api, seed: seed) == expected)
    }

    @Test func ofAnotherHostBehindABasePath() async throws {
        let expected = try await scan(ParcelService(.vulnerable).api)
        var api = ParcelService(.vulnerable).api
        api.host = "staging.elsewhere.test:8443/gateway/parcels"
        let handler = api.handler
        api.handler = { request, body in
            var request = request
            request.path = request.path.map { $0.replacing("/gateway/parcels", with: "", maxReplacements: 1) }
            return await handler(request, body)
        }
        #expect(try await scan(api) == expected)
    }

    @Test func ofThingsWithOtherNumbers() async throws {
        let expected = try await scan(ParcelService(.vulnerable).api)
        var api = ParcelService(.vulnerable).api
        api.document = api.document.replacing("VP2026", with: "VP3107")
        let handler = api.handler
        // To the outside, every parcel has another number.
        api.handler = { request, body in
            var request = request
            request.path = request.path?.replacing("VP3107", with: "VP2026")
            let (response, answer) = await handler(request, Self.replacing("VP3107", by: "VP2026", in: body))
            return (response, Self.replacing("VP2026", by: "VP3107", in: answer))
        }
        #expect(try await scan(api) == expected)
    }

    private static func replacing(_ old: String, by new: String, in body: [UInt8]) -> [UInt8] {
        guard let text = String(validating: body, as: UTF8.self) else { return body }
        return Array(text.replacing(old, with: new).utf8)
    }

    /// The accounts and things of these services have other ids in each new instance.
    @Test(arguments: DemoService.all)
    func ofAServiceThatWasSetUpAnewAndDescribedAnew(_ service: DemoService) async throws {
        let expected = fingerprints(try await ServiceScans.shared.report(of: service, .flawed))
        var api = service.make(.flawed)
        for edit in DocumentEdit.allCases {
            api.document = edit.applied(to: api.document)
        }
        let report = try await InProcessScan.run(api) { policy in
            policy.profile = .active
            policy.maximumRequests = 20_000
            policy.seed = 42
        }
        // A document with other examples may lead to less; what is found has the fingerprints that it had.
        let found = fingerprints(report)
        #expect(Set(found).subtracting(expected).isEmpty)
        #expect(Double(found.count) >= 0.7 * Double(expected.count))
    }

    /// A path that moves from `paths` into `servers` makes other fingerprints: a template counts as the document writes it,
    /// so that an API is the same behind a gateway, wherever that puts it.
    @Test func aTemplateCountsAsItIsWritten() {
        var finding = Sample.finding
        finding.location.path = "/v1/books/{id}"
        #expect(finding.fingerprint != Sample.finding.fingerprint)
    }
}
