//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import ScannerSamples
import Testing
import VentiKit

@testable import VentiKitKubernetes

extension ClusterTests {
    /// Scans whose pod, cluster or node goes away in the middle.
    @Suite(.needsCluster, .timeLimit(.minutes(5)))
    struct PodLossTests {
        /// Removes the pods of all scans, as somebody with kubectl would.
        private static func deletePods() async {
            _ = try? await ClusterUnderTest.withAdmin { client in
                let query = [("labelSelector", JobMark.scanLabel), ("gracePeriodSeconds", "0")]
                return try await client.call(.init(.delete, client.path("pods"), query: query)).status
            }
        }

        /// A scan that waits after its first finding, where it is the first of its kind.
        private func scan(
            attempts: Int,
            pause: Int = 4,
            rest: String = "echo '\(Lines.finished)'",
            onFirstFinding: @escaping @Sendable () async -> Void
        ) async throws -> (report: ScanReport, events: EventList) {
            var configuration = try await ClusterUnderTest.configuration()
            configuration.maximumAttempts = attempts
            let events = EventList()
            let script = """
                echo '\(Lines.started)'; echo '\(Lines.finding)'
                /bin/busybox sleep \(pause)
                echo '\(Lines.otherFinding)'
                \(rest)
                """
            let executor = try KubernetesExecutor(configuration)
            let (found, signal) = AsyncStream.makeStream(of: Void.self)
            let report = try await withThrowingTaskGroup(of: Void.self) { group in
                // Beside the scan, which reads on.
                group.addTask {
                    for await _ in found { return await onFirstFinding() }
                }
                let report = try await executor.scan(ShellScanner.make(script), .sample()) { event in
                    await events.note(event)
                    if case .finding = event { signal.yield() }
                }
                signal.finish()
                try await group.waitForAll()
                return report
            }
            return (report, events)
        }

        @Test func aPodThatIsLostIsBegunAgainAndNothingIsFoundTwice() async throws {
            let (report, events) = try await scan(attempts: 2) { await Self.deletePods() }
            #expect(report.outcome == .completed)
            // The finished report of the second attempt has one of the two; what came before stays.
            #expect(Set(report.findings.map(\.fingerprint)) == [Lines.flaw.fingerprint, Lines.otherFlaw.fingerprint])
            #expect(await events.findings.map(\.fingerprint) == [Lines.flaw.fingerprint, Lines.otherFlaw.fingerprint])
            #expect(await events.starts == 1)
            let said = await events.events.contains { event in
                if case .diagnostic(let note) = event { "\(note)".contains("begins once more") } else { false }
            }
            #expect(said)
            #expect(try await ClusterUnderTest.leftoversInTheEnd().isEmpty)
        }

        @Test func aPodThatIsLostTooOftenLeavesWhatItFound() async throws {
            let (report, _) = try await scan(attempts: 1) { await Self.deletePods() }
            #expect(report.outcome == .failed)
            #expect(report.findings == [Lines.flaw])
            #expect(report.outcomeDetail?.contains("pod") == true, "\(report.outcomeDetail ?? "")")
            #expect(try await ClusterUnderTest.leftoversInTheEnd().isEmpty)
        }

        @Test func aJobThatSomebodyDeletesIsNotBegunAgain() async throws {
            // Longer than a pod that is asked to end may take, so that it cannot finish its report all the same.
            let (report, events) = try await scan(attempts: 2, pause: 90) {
                _ = try? await ClusterUnderTest.withAdmin { client in
                    for job in try await client.jobs(JobMark.scanLabel) {
                        try await client.removeJob(job.metadata.name, uid: nil)
                    }
                    return 0
                }
            }
            #expect(report.outcome == .failed)
            #expect(report.outcomeDetail?.contains("deleted the Job") == true, "\(report.outcomeDetail ?? "")")
            #expect(report.findings == [Lines.flaw])
            #expect(await events.starts == 1)
        }

        /// The API server is ended and started again while the scanner prints.
        @Test(.enabled(if: LocalCluster.canRestart("apiserver"), "needs the cluster's processes on this machine"))
        func anAPIServerThatIsRestartedCostsNothing() async throws {
            let (report, events) = try await scan(attempts: 1) {
                do { try await LocalCluster.restartAPIServer() } catch { Issue.record(error) }
            }
            #expect(report.outcome == .completed, "\(report.outcomeDetail ?? "")")
            #expect(await events.findings.map(\.fingerprint) == [Lines.flaw.fingerprint, Lines.otherFlaw.fingerprint])
            #expect(try await ClusterUnderTest.leftoversInTheEnd().isEmpty)
        }

        /// The node's kubelet hangs for half a minute.
        @Test(.enabled(if: LocalCluster.canRestart("kubelet"), "needs the cluster's processes on this machine"))
        func aNodeThatHangsIsWaitedFor() async throws {
            let (report, events) = try await scan(attempts: 1) {
                await LocalCluster.hang("kubelet", seconds: 30)
            }
            #expect(report.outcome == .completed, "\(report.outcomeDetail ?? "")")
            #expect(await events.findings.count == 2)
            #expect(try await ClusterUnderTest.leftoversInTheEnd().isEmpty)
        }
    }

    /// Who may do what, and what becomes of a token.
    @Suite(.needsCluster, .timeLimit(.minutes(3)))
    struct ClusterAccessTests {
        @Test func aClientCertificateIsAsGoodAsAToken() async throws {
            let contexts = try Kubeconfig.load([try #require(ClusterUnderTest.kubeconfig)]).contexts.keys
            guard let context = contexts.first(where: { $0.hasSuffix("-cert") }) else { return }
            let version = try await ClusterUnderTest.withAdmin(context: context) { client in
                try await client.value(JSONNode.self, .init(.get, "/version"))
            }
            #expect(version["gitVersion"]?.text?.hasPrefix("v") == true)
        }

        /// The role allows what a scan needs, and nothing that would let its holder read others' secrets.
        @Test func theRoleIsAsNarrowAsItSays() async throws {
            let cluster = try await ClusterUnderTest.runner()
            let configuration = try await ClusterUnderTest.configuration()
            try await ClusterClient.withClient(configuration, cluster, TokenKeeper(cluster.credentials)) { client in
                for path in ["secrets", "configmaps", "serviceaccounts"] {
                    let error = await #expect(throws: KubernetesError.self) {
                        try await client.call(.init(.get, client.path(path)))
                    }
                    #expect(error?.code == .forbidden, "\(path)")
                }
                let other = await #expect(throws: KubernetesError.self) {
                    try await client.call(.init(.get, "/api/v1/namespaces/default/pods"))
                }
                #expect(other?.message.contains("scan-runner-role.yaml") == true)
            }
        }

        /// The token expires in the middle of a scan, and its file holds a new one.
        @Test func aTokenThatExpiresIsReadAgain() async throws {
            let folder = try TemporaryFolder()
            let runner = "venti-\(UInt32.random(in: 0...(.max)))"
            var configuration = try await ClusterUnderTest.configuration()
            let (first, second) = try await ClusterUnderTest.withAdmin { client in
                (try await client.makeRunner(runner), try await client.makeRunner("venti"))
            }
            try folder.write("token", first)
            configuration.cluster?.credentials.token = .file(folder.path("token"))
            let script =
                "echo '\(Lines.started)'; echo '\(Lines.finding)'; /bin/busybox sleep 2; echo '\(Lines.finished)'"
            let report = try await KubernetesExecutor(configuration).scan(ShellScanner.make(script), .sample()) {
                event in
                guard case .finding = event else { return }
                // Its holder is gone, and with it all that the token was worth.
                try? await ClusterUnderTest.withAdmin { client in
                    _ = try await client.call(.init(.delete, client.path("serviceaccounts") + "/\(runner)"))
                }
                try? folder.write("token", second)
            }
            #expect(report.outcome == .completed, "\(report.outcomeDetail ?? "")")
            #expect(try await ClusterUnderTest.leftoversInTheEnd().isEmpty)
        }

        @Test func aTokenThatIsWorthNothingIsSaidToBe() async throws {
            var configuration = try await ClusterUnderTest.configuration()
            configuration.cluster?.credentials.token = .token(Secret("wrong-4711"))
            let executor = try KubernetesExecutor(configuration)
            let error = await #expect(throws: ScanError.self) {
                try await executor.scan(ShellScanner.make("echo"), .sample())
            }
            #expect((error?.cause as? KubernetesError)?.code == .unauthorized)
            #expect(error?.message.contains("4711") == false)
        }

        @Test func aServerThatIsNotTrustedGetsNoToken() async throws {
            var configuration = try await ClusterUnderTest.configuration()
            configuration.cluster?.trust.authorities = nil
            configuration.outageSeconds = 1
            let executor = try KubernetesExecutor(configuration)
            let error = await #expect(throws: ScanError.self) {
                try await executor.scan(ShellScanner.make("echo"), .sample())
            }
            #expect((error?.cause as? KubernetesError)?.code == .unreachable)
            #expect(error?.message.contains("do not trust each other") == true, "\(error?.message ?? "")")
        }

        /// The name that TLS verifies can be another one than that of the address.
        @Test func aServerIsVerifiedByTheNameThatTheKubeconfigGives() async throws {
            let admin = try ClusterUnderTest.admin()
            // An address that is in the certificate is verified by that, whatever the name.
            let server = admin.server.replacing("//127.0.0.1:", with: "//127.0.0.2:")
            var cluster = try KubernetesCluster(server: server, authorities: admin.trust.authorities, token: nil)
            cluster.credentials = admin.credentials
            cluster.trust.serverName = "kubernetes.default"
            let keeper = TokenKeeper(cluster.credentials)
            let status = try await ClusterClient.withClient(.init(), cluster, keeper) { client in
                try await client.call(.init(.get, "/version")).status
            }
            #expect(status == 200)
            cluster.trust.serverName = "other.example"
            var configuration = KubernetesExecutor.Configuration()
            configuration.outageSeconds = 1
            await #expect(throws: KubernetesError.self) {
                try await ClusterClient.withClient(configuration, cluster, keeper) { client in
                    try await client.call(.init(.get, "/version")).status
                }
            }
        }
    }
}
