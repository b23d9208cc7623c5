//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import HTTPTypes
import Testing
import VentiKit
import VulnerableAPIs

/// The checks of who may call which function, all together.
struct FunctionAuthorizationScanTests {
    private static let services = DemoService.all

    private func scan(
        _ service: DemoService,
        _ variant: Variant,
        _ change: (inout ScanPolicy) -> Void = { _ in }
    ) async throws -> ScanReport {
        try await InProcessScan.run(service.make(variant), checks: ["bfla"]) { policy in
            policy.profile = .active
            change(&policy)
        }
    }

    @Test(arguments: services)
    func allThatIsKnownIsFoundAndConfirmed(service: DemoService) async throws {
        let report = try await scan(service, .flawed)
        #expect(report.outcome == .completed)
        let known = service.groundTruth.filter { $0.checkID.hasPrefix("venti.bfla.") }
        let found = report.findings.map { "\($0.checkID) \($0.location.operationName)" }
        #expect(Set(found) == Set(known.map { "\($0.checkID) \($0.operation)" }))
        #expect(report.findings.allSatisfy { $0.confidence == .confirmed })
    }

    @Test(arguments: services)
    func theFixedBuildIsLeftAloneWithinTheDefaultBudget(service: DemoService) async throws {
        let report = try await scan(service, .fixed)
        #expect(report.outcome == .completed)
        #expect(report.findings.map { "\($0.checkID) \($0.summary)" } == [])
        #expect(report.statistics.requestsSent < 800)
    }

    @Test func whereAPolicyIsDeclaredItDecides() async throws {
        let report = try await scan(.adminPanel, .flawed) {
            $0.accessRules = [
                AccessRule("/api/admin/*", roles: ["admin", "user"]), AccessRule("GET /api/activity", roles: ["*"]),
            ]
        }
        let found = report.findings.map { "\($0.checkID) \($0.location.operationName)" }
        // The policy lets users have the reports, so that they are no finding; nobody must not see the activity.
        #expect(!found.contains("venti.bfla.role GET /api/admin/reports"))
        #expect(found.contains("venti.bfla.policy GET /api/activity"))
        #expect(!found.contains { $0.hasPrefix("venti.bfla.policy GET /api/admin") })
    }

    @Test func aSettingThatWasChangedForAProofIsPutBack() async throws {
        let api = VulnerableAPI.changedSettings(.flawed)
        let token = try #require(api.accounts.first?.token)
        let report = try await InProcessScan.run(api, checks: ["bfla.role"]) { $0.profile = .active }
        let finding = try #require(report.findings.first)
        #expect(finding.location.operationName == "PUT /admin/settings" && finding.confidence == .confirmed)
        var request = HTTPRequest(method: .get, scheme: "http", authority: "api.test", path: "/admin/settings")
        request.headerFields[.authorization] = "Bearer \(token)"
        let (_, body) = await api.handler(request, [])
        let text = String(decoding: body, as: UTF8.self)
        let changed = try #require(finding.proof).steps.filter { $0.label.hasSuffix(" calls") }.compactMap(\.response)
        #expect(changed.count == 2 && changed.allSatisfy { $0.status == 200 && $0.bodyExcerpt != text })
        // What the first step read before anything was changed is there again.
        #expect(try #require(finding.proof).steps.first?.response?.bodyExcerpt == text)
    }

    /// Over a connection, so that what goes on the wire is the spelling that the check means.
    @Test func otherSpellingsOfAPathReachAServer() async throws {
        let api = DemoService.adminPanel.make(.flawed)
        let report = try await withServer(api) { port in
            var policy = ScanPolicy()
            policy.requestsPerSecond = nil
            policy.checks = ["bfla.403-bypass"]
            let request = ScanRequest(
                document: .bytes(Array(api.document.utf8), name: "openapi.yaml"),
                target: "http://127.0.0.1:\(port)",
                identities: api.accounts.map { InProcessScan.identity(for: $0, login: api.login) },
                policy: policy
            )
            return try await NativeScanner().scan(request)
        }
        let finding = try #require(report.findings.first)
        #expect(report.findings.count == 1 && finding.confidence == .confirmed)
        #expect(finding.location.operationName == "GET /api/settings")
        let targets = try #require(finding.proof).steps.map(\.request.target)
        #expect(targets.contains("/api/settings") && targets.contains("/api/settings/"))
    }
}
