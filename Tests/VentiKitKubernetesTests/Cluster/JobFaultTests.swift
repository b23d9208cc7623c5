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
    /// What a scan comes to where its Job goes wrong: on a real cluster, with a scanner in shell.
    @Suite(.needsCluster, .timeLimit(.minutes(4)))
    struct JobFaultTests {
        private let begin = "echo '\(Lines.started)'; echo '\(Lines.finding)'; "

        private func report(
            _ script: String,
            seconds: Double = 60,
            _ change: (inout KubernetesExecutor.Configuration) -> Void = { _ in }
        ) async throws -> (report: ScanReport, findings: [Finding]) {
            var configuration = try await ClusterUnderTest.configuration()
            configuration.maximumAttempts = 1
            change(&configuration)
            let events = EventList()
            let report = try await KubernetesExecutor(configuration)
                .scan(ShellScanner.make(script), .sample(seconds: seconds)) { await events.note($0) }
            return (report, await events.findings)
        }

        /// The error of a scan that does not begin.
        private func error(
            _ scanner: CustomScanner = ShellScanner.make("echo"),
            in namespace: String = ClusterUnderTest.namespace,
            _ change: (inout KubernetesExecutor.Configuration) -> Void = { _ in }
        ) async throws -> ScanError? {
            var configuration = try await ClusterUnderTest.configuration(in: namespace)
            configuration.startSeconds = 6
            change(&configuration)
            let executor = try KubernetesExecutor(configuration)
            return await #expect(throws: ScanError.self) { try await executor.scan(scanner, .sample()) }
        }

        /// What is found before the fault is reported and kept, and nothing is left.
        private func expectKept(_ result: (report: ScanReport, findings: [Finding]), _ words: String) async throws {
            #expect(
                result.report.outcomeDetail?.contains(words) == true,
                "\(result.report.outcomeDetail ?? "no detail")"
            )
            #expect(result.report.findings == [Lines.flaw])
            #expect(result.findings == [Lines.flaw])
            #expect(try await ClusterUnderTest.leftoversInTheEnd().isEmpty)
        }

        @Test func aProgramThatIsKilledLeavesWhatItFound() async throws {
            let result = try await report(begin + "/bin/busybox sleep 0.5; kill -9 $$; exit 137")
            #expect(result.report.outcome == .failed)
            try await expectKept(result, "killed from outside")
        }

        @Test func aContainerOutOfMemoryLeavesWhatItFound() async throws {
            let result = try await report(begin + "exec /bin/busybox tail /dev/zero") { configuration in
                var limits = WorkloadLimits()
                limits.memoryBytes = 32 << 20
                configuration.limits = limits
            }
            #expect(result.report.outcome == .failed)
            try await expectKept(result, "out of memory: its limit is 32 MiB (OOMKilled)")
        }

        @Test func aScannerThatEndsWithoutAReportIsQuoted() async throws {
            let result = try await report(begin + "echo 'no route to moon' >&2; exit 7")
            #expect(result.report.outcome == .failed)
            try await expectKept(result, "exit code 7). Its last words: no route to moon")
        }

        @Test func aScannerThatNeverEndsIsEnded() async throws {
            // A custom scanner has a minute more than the policy says.
            let result = try await report(begin + "/bin/busybox sleep 1000", seconds: -57)
            #expect(result.report.outcome == .deadlineReached)
            try await expectKept(result, "did not end within its 3 seconds")
        }

        @Test func outputWithoutEndIsCutOff() async throws {
            let text = String(repeating: "x", count: 4_000)
            let note = #"{"type":"diagnostic","version":1,"diagnostic":{"level":"note","message":"\#(text)"}}"#
            let result = try await report(begin + "/bin/busybox yes '\(note)'") {
                var limits = WorkloadLimits()
                limits.outputBytes = 2 << 20
                $0.limits = limits
            }
            #expect(result.report.outcome == .failed)
            try await expectKept(result, "more than the 2 MiB")
        }

        @Test func filesBeyondTheLimitHaveThePodEvicted() async throws {
            let script = begin + "/bin/busybox dd if=/dev/zero of=/tmp/x bs=1M count=40; /bin/busybox sleep 100"
            let result = try await report(script) {
                var limits = WorkloadLimits()
                limits.temporaryBytes = 4 << 20
                $0.limits = limits
                $0.maximumAttempts = 2
            }
            #expect(result.report.outcome == .failed)
            // It would meet the same end again, so that it is not begun again.
            try await expectKept(result, "Evicted")
        }

        @Test func aScannersOwnRefusalIsThrownAsItIs() async throws {
            let line = #"{"type":"failed","version":1,"error":{"code":"unreachable","message":"Nothing answers."}}"#
            let error = try await error(ShellScanner.make("echo '\(line)'; exit 3"))
            #expect(error?.code == .unreachable)
            #expect(error?.message == "Nothing answers.")
        }

        @Test func anImageThatDoesNotExistIsNamed() async throws {
            let error = try await error(CustomScanner(image: "venti-test/absent:1"))
            #expect(error?.code == .executionFailed)
            #expect((error?.cause as? KubernetesError)?.code == .imageUnavailable)
            #expect(error?.message.contains("venti-test/absent:1") == true)
            #expect(error?.message.contains("ErrImageNeverPull") == true, "\(error?.message ?? "")")
            #expect(try await ClusterUnderTest.leftoversInTheEnd().isEmpty)
        }

        @Test func anImageThatCannotBePulledIsReportedInTheClustersWords() async throws {
            let error = try await error(CustomScanner(image: "127.0.0.1:1/venti-test/absent:1")) {
                $0.pullPolicy = .ifMissing
                $0.startSeconds = 30
            }
            #expect((error?.cause as? KubernetesError)?.code == .imageUnavailable)
            #expect(error?.message.contains("ErrImagePull") == true, "\(error?.message ?? "")")
        }

        @Test func aProgramThatIsNotInTheImageIsNamed() async throws {
            let error = try await error(CustomScanner(image: ClusterUnderTest.shellImage, command: ["/nope"]))
            #expect((error?.cause as? KubernetesError)?.code == .cannotStart)
            #expect(error?.message.contains("/nope") == true, "\(error?.message ?? "")")
        }

        @Test func aPodThatNoNodeTakesIsReportedInTheClustersWords() async throws {
            var limits = WorkloadLimits()
            limits.memoryBytes = 1 << 44
            let error = try await error { $0.limits = limits }
            #expect((error?.cause as? KubernetesError)?.code == .unschedulable)
            #expect(error?.message.contains("Insufficient memory") == true, "\(error?.message ?? "")")
            #expect(try await ClusterUnderTest.leftoversInTheEnd().isEmpty)
        }

        @Test(arguments: ["pods", "count/jobs.batch"]) func aFullQuotaIsReportedInTheClustersWords(
            _ what: String
        ) async throws {
            let namespace = "venti-quota-\(UInt32.random(in: 0...(.max)))"
            try await ClusterUnderTest.withAdmin(namespace) { client in
                try await client.makeNamespace()
                try await client.ensure(
                    ["metadata": ["name": "none"], "spec": ["hard": .object([what: "0"])]],
                    at: client.path("resourcequotas")
                )
                // The quota holds once it was counted.
                try await Task.sleep(for: .seconds(2))
            }
            let error = try await error(in: namespace)
            try await ClusterUnderTest.withAdmin(namespace) { client in
                _ = try await client.call(.init(.delete, "/api/v1/namespaces/\(namespace)"))
            }
            #expect((error?.cause as? KubernetesError)?.code == .quotaExceeded)
            #expect(error?.message.contains("exceeded quota: none") == true, "\(error?.message ?? "")")
        }

        @Test func aNamespaceThatIsNotThereIsNamed() async throws {
            var configuration = try await ClusterUnderTest.configuration()
            configuration.cluster = try ClusterUnderTest.admin()
            configuration.namespace = "venti-absent"
            let executor = try KubernetesExecutor(configuration)
            let error = await #expect(throws: ScanError.self) {
                try await executor.scan(ShellScanner.make("echo"), .sample())
            }
            #expect(error?.message.contains("namespaces \"venti-absent\" not found") == true, "\(error?.message ?? "")")
        }

        /// This cluster may be older than the setting.
        @Test func aFieldThatTheClusterDoesNotKnowIsNotLeftOutInSilence() async throws {
            let knows = try await ClusterUnderTest.withAdmin { client in
                let job: JSONNode = [
                    "metadata": ["name": "venti-probe"],
                    "spec": [
                        "suspend": true,
                        "template": [
                            "spec": ["restartPolicy": "Never", "containers": [["name": "a", "image": "b"]]]
                        ],
                    ],
                ]
                let call = ClusterConnection.Call(
                    .post,
                    client.jobsPath,
                    query: [("dryRun", "All")],
                    body: try job.bytes()
                )
                return try await client.value(JSONNode.self, call)["spec"]?["suspend"] == true
            }
            guard !knows else { return }
            let error = try await error { $0.queue = "scans" }
            #expect((error?.cause as? KubernetesError)?.code == .fieldsDropped)
            #expect(error?.message.contains("spec.suspend") == true, "\(error?.message ?? "")")
            #expect(try await ClusterUnderTest.leftoversInTheEnd().isEmpty)
        }
    }
}
