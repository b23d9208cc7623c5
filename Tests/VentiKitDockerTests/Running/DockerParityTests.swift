//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import ScannerSamples
import Testing
import VentiKit
import VulnerableAPIs

@testable import VentiKitDocker

/// The scanner in its image finds what it finds in this process.
@Suite(.needsScannerImage, .timeLimit(.minutes(5)))
struct DockerParityTests {
    private func executor() throws -> DockerExecutor {
        var configuration = try DockerEngineUnderTest.configuration()
        configuration.image = DockerEngineUnderTest.scannerImage
        // The image may hold a debug build, which takes more.
        var limits = WorkloadLimits()
        limits.memoryBytes = 1 << 30
        limits.processors = 2
        configuration.limits = limits
        return try DockerExecutor(configuration)
    }

    private func request(_ api: VulnerableAPI, _ port: Int, profile: String) -> ScanRequest {
        var policy = ScanPolicy()
        policy.profile = ScanPolicy.Profile(rawValue: profile) ?? .safe
        policy.requestsPerSecond = nil
        policy.seed = 11
        // Whether a race is won is a matter of chance, wherever the scan runs.
        policy.skippedChecks = ["flow.race"]
        return ScanRequest(
            document: .bytes(Array(api.document.utf8), name: "\(api.name).yaml"),
            target: "http://127.0.0.1:\(port)",
            identities: api.accounts.map { account in
                account.token.map { Identity(account.name, bearer: $0) }
                    ?? Identity(account.name, username: account.username, password: account.password)
            },
            policy: policy
        )
    }

    /// All of a finding that does not depend on when the target answered.
    private func lines(_ report: ScanReport) -> [String] {
        report.findings.map {
            "\($0.severity) \($0.confidence) \($0.checkID) \($0.location.operationName) \($0.fingerprint) \($0.summary) "
                + "\($0.location.source.map { "\($0)" } ?? "")"
        }
    }

    /// What was reached, without the numbers of requests, which chance decides where a scan makes things.
    private func reached(_ report: ScanReport) -> [String] {
        report.coverage.operations.map { "\($0.operation) \($0.isReached) \($0.skippedBecause ?? "")" }
    }

    @Test(arguments: ["venti.sqli.error", "venti.bola.read", "venti.auth.missing"])
    func theSameRequestAndSeedGiveTheSameFindings(_ checkID: String) async throws {
        let entry = try #require(Catalogue.entries(for: checkID).first)
        for isFlawed in [true, false] {
            func report(_ executor: any Executor) async throws -> ScanReport {
                // A new API in its first state each time.
                let fresh = try #require(Catalogue.entries(for: checkID).first)
                let api = isFlawed ? fresh.flawed : fresh.fixed
                return try await withServer(api) { port in
                    try await executor.scan(NativeScanner(), request(api, port, profile: entry.profile))
                }
            }
            let here = try await report(InProcessExecutor())
            let there = try await report(try executor())
            #expect(lines(here) == lines(there), "\(entry.operation)")
            #expect(here.outcome == there.outcome)
            #expect(reached(here) == reached(there))
            #expect(here.api == there.api)
            #expect(here.findings.contains { $0.checkID.rawValue == checkID } == isFlawed)
        }
    }

    @Test func aScanThatCannotBeginThrowsTheScannersError() async throws {
        var request = ScanRequest.sample()
        let unreadable = await #expect(throws: ScanError.self) { try await executor().scan(NativeScanner(), request) }
        #expect(unreadable?.code == .invalidDocument)
        let document = "openapi: 3.0.3\ninfo: {title: T, version: '1'}\npaths: {/: {get: {responses: {}}}}\n"
        request.document = .bytes(Array(document.utf8), name: "t.yaml")
        let unreachable = await #expect(throws: ScanError.self) { try await executor().scan(NativeScanner(), request) }
        #expect(unreachable?.code == .unreachable)
        #expect(unreachable?.message.contains("http://127.0.0.1:1") == true)
    }

    @Test func aScanInContainersAndInPartsFindsTheSame() async throws {
        let api = ParcelService(.vulnerable).api
        func report(_ executor: any Executor) async throws -> ScanReport {
            let api = ParcelService(.vulnerable).api
            return try await withServer(api) { port in
                var request = ScanRequest(
                    document: .bytes(Array(api.document.utf8), name: "\(api.name).yaml"),
                    target: "http://127.0.0.1:\(port)",
                    identities: api.accounts.map { Identity($0.name, username: $0.username, password: $0.password) }
                )
                request.policy.requestsPerSecond = nil
                request.policy.maximumRequests = 10_000
                request.policy.checks = ["sqli", "bola.read", "headers"]
                return try await executor.scan(NativeScanner(), request)
            }
        }
        let whole = try await report(InProcessExecutor())
        let parts = try await report(ShardedExecutor(try executor(), shards: 3))
        #expect(parts.outcome == .completed)
        #expect(Set(parts.findings.map(\.fingerprint)) == Set(whole.findings.map(\.fingerprint)), "\(api.name)")
        #expect(parts.coverage.operations.map(\.operation) == whole.coverage.operations.map(\.operation))
    }
}
