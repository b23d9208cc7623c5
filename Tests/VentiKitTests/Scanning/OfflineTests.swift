//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing
import VulnerableAPIs

@testable import VentiKit

/// What is found out without a request: the outline of a scan, and the audit of a document.
struct OfflineTests {
    private func description() throws -> APIDescription {
        try APIDescription(bytes: Array(ParcelService(.vulnerable).api.document.utf8), name: "parcels.yaml")
    }

    @Test
    func `An outline has the plan of its policy`() throws {
        let description = try description()
        var policy = ScanPolicy()
        policy.operationRules = [OperationRule("GET /me", skipReason: "not ours")]
        policy.checks = ["sqli"]
        let outline = try ScanOutline(of: description, policy: policy, identities: ["alice", "bob"])
        let plan = ScanPlan(description: description, policy: policy)
        #expect(outline.operations.filter { $0.skippedBecause == nil }.map(\.operation) == plan.operations.map(\.id))
        #expect(outline.operations.first { $0.operation == "GET /me" }?.skippedBecause == "not ours")
        #expect(!outline.checks.isEmpty && outline.checks.allSatisfy { $0.shortName.hasPrefix("sqli.") })
        #expect(outline.profiles.map(\.profile) == ScanPolicy.Profile.allCases)
        #expect(outline.profiles.allSatisfy { $0.ordinaryRequests <= $0.maximumRequests })
        #expect(outline.profiles.first?.checks == 0)
        #expect(outline.resources.contains { $0.path == "/parcels/{trackingNumber}" && $0.operations["reads"] != nil })
        #expect(outline.links == OperationGraph(description).links)
    }

    @Test
    func `A check that is none is an error of the outline and of the audit`() throws {
        var policy = ScanPolicy()
        policy.checks = ["no-such-check"]
        let description = try description()
        #expect(throws: ScanError.self) { try ScanOutline(of: description, policy: policy) }
        #expect(throws: ScanError.self) { try DocumentAudit(policy: policy).report(on: description) }
    }

    /// The bound that the outline gives is kept by a scan that only looks.
    @Test
    func `A passive scan sends no more ordinary requests than its outline says`() async throws {
        let api = ParcelService(.vulnerable).api
        let counts = try await withServer(api) { port in
            var policy = ScanPolicy()
            policy.profile = .passive
            policy.requestsPerSecond = nil
            policy.skippedChecks = CheckSet.default.checks.map(\.metadata.id.rawValue)
            let request = ScanRequest(
                document: .bytes(Array(api.document.utf8), name: "parcels.yaml"),
                target: "http://127.0.0.1:\(port)",
                policy: policy
            )
            let report = try await NativeScanner().scan(request)
            let outline = try ScanOutline(of: try description(), policy: policy)
            return (report.coverage.operations.flatMap(\.attempts).map(\.requests).reduce(0, +), outline.profiles[0])
        }
        #expect(counts.0 > 0)
        #expect(counts.0 <= counts.1.ordinaryRequests)
    }

    @Test
    func `An audit finds what the document checks find, confirmed, and says that nothing was sent`() throws {
        let text = """
            openapi: 3.0.3
            info: {title: T, version: '1'}
            paths:
              /reset:
                get:
                  parameters: [{name: password, in: query, schema: {type: string}}]
                  responses: {'200': {description: ok}}
            """
        let description = try APIDescription(bytes: Array(text.utf8), name: "a.yaml")
        let report = try DocumentAudit().report(on: description)
        #expect(report.findings.contains { $0.checkID == "venti.lint.password-in-query" })
        #expect(report.findings.allSatisfy { $0.confidence == .confirmed })
        #expect(report.isOfDocumentAlone && report.target == "a.yaml")
        #expect(!report.gate(failOn: nil).passes)
        #expect(report.coverage.operations.map(\.skippedBecause) == ["only the document was looked at"])
        var policy = ScanPolicy()
        policy.excludedOperations = ["/reset"]
        let other = try DocumentAudit(policy: policy).report(on: description)
        #expect(!other.findings.contains { $0.checkID == "venti.lint.password-in-query" })
        let log = try SARIFReport(checks: []).text(for: report)
        #expect(log.contains("\"executionSuccessful\" : true") || log.contains("\"executionSuccessful\":true"))
    }

    @Test
    func `Names that the user gives are taken out of responses and stay in requests`() {
        var redactor = Redactor()
        redactor.add(sensitiveName: "X-Internal-Id")
        #expect(redactor.redactBody(#"{"xInternalId": "17-a", "name": "ann"}"#).contains("17-a") == false)
        #expect(redactor.redactBody(#"{"x_internal_id": "17-a", "name": "ann"}"#).contains("ann"))
        #expect(redactor.redactHeader(name: "x-internal-id", value: "17-a") == "<redacted>")
        #expect(redactor.redactHeader(name: "x-other", value: "17-a") == "17-a")
        #expect(redactor.redactRequestHeader(name: "x-internal-id", value: "17-a") == "17-a")
        #expect(Redactor().redactHeader(name: "x-internal-id", value: "17-a") == "17-a")
    }
}
