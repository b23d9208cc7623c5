//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import ScannerSamples
import Testing
import VentiKit
import VentiKitTesting
import VulnerableAPIs

@testable import VentiKitKubernetes

extension ClusterTests {
    /// The scanner in its image, on the cluster, finds what it finds in this process.
    @Suite(.needsClusterAndImage, .timeLimit(.minutes(6)))
    struct KubernetesParityTests {
        private func executor(
            _ change: (inout KubernetesExecutor.Configuration) -> Void = { _ in }
        ) async throws -> KubernetesExecutor {
            var configuration = try await ClusterUnderTest.configuration()
            configuration.image = ClusterUnderTest.scannerImage
            // The image may hold a debug build, which takes more.
            var limits = WorkloadLimits()
            limits.memoryBytes = 1 << 30
            limits.processors = 2
            configuration.limits = limits
            change(&configuration)
            return try KubernetesExecutor(configuration)
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
                "\($0.severity) \($0.confidence) \($0.checkID) \($0.location.operationName) \($0.fingerprint) \($0.summary)"
            }
        }

        @Test(arguments: ["venti.sqli.error", "venti.bola.read"])
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
                let there = try await report(try await executor())
                #expect(lines(here) == lines(there), "\(entry.operation)")
                #expect(here.outcome == there.outcome)
                #expect(here.api == there.api)
                #expect(here.findings.contains { $0.checkID.rawValue == checkID } == isFlawed)
            }
        }

        @Test func theExecutorKeepsTheRules() async throws {
            let api = try #require(Catalogue.entries(for: "venti.bola.read").first).flawed
            let executor = try await executor()
            try await withServer(api) { port in
                var request = request(api, port, profile: "safe")
                request.policy.checks = ["headers"]
                try await ExecutorConformance(executor, request: request).expectNoProblems()
            }
            #expect(try await ClusterUnderTest.leftoversInTheEnd().isEmpty)
        }

        @Test func aScanInJobsAndInPartsFindsTheSame() async throws {
            func report(_ executor: any Executor) async throws -> ScanReport {
                let api = ParcelService(.vulnerable).api
                return try await withServer(api) { port in
                    var request = ScanRequest(
                        document: .bytes(Array(api.document.utf8), name: "\(api.name).yaml"),
                        target: "http://127.0.0.1:\(port)",
                        identities: api.accounts.map {
                            Identity($0.name, username: $0.username, password: $0.password)
                        }
                    )
                    request.policy.requestsPerSecond = nil
                    request.policy.maximumRequests = 10_000
                    request.policy.checks = ["sqli", "bola.read", "headers"]
                    return try await executor.scan(NativeScanner(), request)
                }
            }
            let whole = try await report(InProcessExecutor())
            let parts = try await report(ShardedExecutor(try await executor { $0.maximumJobs = 2 }, shards: 3))
            #expect(parts.outcome == .completed)
            #expect(Set(parts.findings.map(\.fingerprint)) == Set(whole.findings.map(\.fingerprint)))
            #expect(parts.coverage.operations.map(\.operation) == whole.coverage.operations.map(\.operation))
        }

        /// A document that is larger than what one Secret holds.
        @Test func aLargeDocumentGoesInParts() async throws {
            let api = try #require(Catalogue.entries(for: "venti.bola.read").first).flawed
            let padding = (0..<30_000).map { "# \($0) a line that says nothing, and takes its place in the document" }
            try await withServer(api) { port in
                var request = request(api, port, profile: "safe")
                request.policy.checks = ["headers"]
                let here = try await InProcessExecutor().scan(NativeScanner(), request)
                let document = api.document + "\n" + padding.joined(separator: "\n") + "\n"
                #expect(document.utf8.count > 2 * RequestSecrets.maximumBytes)
                request.document = .bytes(Array(document.utf8), name: "\(api.name).yaml")
                let there = try await executor().scan(NativeScanner(), request)
                #expect(lines(here) == lines(there))
                #expect(there.outcome == .completed)
            }
            #expect(try await ClusterUnderTest.leftoversInTheEnd().isEmpty)
        }

        /// A pod is a target that is reached by its own address, without a way over this machine.
        @Test func aTargetInTheClusterIsReached() async throws {
            let name = "venti-target-\(UInt32.random(in: 0...(.max)))"
            let pod: JSONNode = [
                "metadata": ["name": .string(name)],
                "spec": [
                    "containers": [
                        [
                            "name": "api", "image": .string(ClusterUnderTest.shellImage), "imagePullPolicy": "Never",
                            "command": [
                                "/bin/busybox", "sh", "-c",
                                "/bin/busybox mkdir /tmp/api && echo '{}' > /tmp/api/index.html && exec /bin/busybox httpd -f -p 8080 -h /tmp/api",
                            ],
                        ]
                    ]
                ],
            ]
            let address = try await ClusterUnderTest.withAdmin { client in
                try await client.makeNamespace()
                try await client.ensure(pod, at: client.path("pods"))
                for _ in 0..<300 {
                    let made = try await client.value(JSONNode.self, .init(.get, client.path("pods") + "/\(name)"))
                    if made["status"]?["phase"]?.text == "Running", let address = made["status"]?["podIP"]?.text {
                        return address
                    }
                    try await Task.sleep(for: .milliseconds(100))
                }
                return ""
            }
            let document =
                "openapi: 3.0.3\ninfo: {title: T, version: '1'}\npaths: {/: {get: {responses: {'200': {description: OK}}}}}\n"
            let request = ScanRequest(
                document: .bytes(Array(document.utf8), name: "t.yaml"),
                target: "http://\(address):8080"
            )
            let report = try await executor { $0.hostAddress = nil }.scan(NativeScanner(), request)
            _ = try await ClusterUnderTest.withAdmin { client in
                let query = [("gracePeriodSeconds", "0")]
                return try await client.call(.init(.delete, client.path("pods") + "/\(name)", query: query)).status
            }
            #expect(report.outcome == .completed, "\(report.outcomeDetail ?? "")")
            #expect(report.coverage.reachedCount == 1)
        }

        @Test func aTargetOnThisMachineNeedsAnAddressThatPodsKnow() async throws {
            let executor = try await executor { $0.hostAddress = nil }
            let error = await #expect(throws: ScanError.self) {
                try await executor.scan(NativeScanner(), .sample(target: "http://127.0.0.1:8080"))
            }
            #expect(error?.code == .invalidTarget)
            #expect(error?.message.contains("--host-address") == true)
        }
    }
}
