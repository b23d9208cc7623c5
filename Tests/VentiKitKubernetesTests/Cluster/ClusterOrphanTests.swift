//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import Testing
import VentiKit

@testable import VentiKitKubernetes

extension ClusterTests {
    /// What becomes of Jobs whose owner is gone.
    @Suite(.needsCluster, .timeLimit(.minutes(3)))
    struct ClusterOrphanTests {
        /// Makes a Job that is marked like one of a scan, and gives its name.
        private func job(owner: String?, lease: Int?, name: String? = nil) async throws -> String {
            let mark = JobMark.new(seconds: 600)
            let workload = Workload(image: ClusterUnderTest.shellImage, command: ["/bin/busybox", "sleep", "600"])
            var job = JobManifest(
                mark: mark,
                workload: workload,
                configuration: .init(),
                input: try RequestSecrets(workload, WorkloadPlace(), name: mark.name)
            )
            .json()
            // Without its Secret its pod would wait.
            job["spec"]?["suspend"] = true
            var annotations = mark.annotations
            if let owner { annotations[JobMark.ownerAnnotation] = .string(owner) }
            if let lease { annotations[JobMark.leaseAnnotation] = .string(String(lease)) }
            job["metadata"]?["annotations"] = annotations
            if let name { job["metadata"]?["name"] = .string(name) }
            let made = job
            return try await ClusterUnderTest.withAdmin { client in
                try await client.makeNamespace()
                _ = try await client.create(made, at: client.jobsPath, until: { false })
                return name ?? mark.name
            }
        }

        private func exists(_ job: String) async throws -> Bool {
            try await ClusterUnderTest.withAdmin { try await $0.job(job) != nil }
        }

        private func executor() async throws -> KubernetesExecutor {
            try KubernetesExecutor(try await ClusterUnderTest.configuration())
        }

        @Test func oneWhoseOwnerIsGoneIsRemoved() async throws {
            var gone = try #require(HostProcess.current)
            // A number that a system can have and a beginning that no process has.
            gone.number = 1
            gone.began = "0"
            let job = try await job(owner: gone.text, lease: nil)
            #expect(try await executor().removeOrphans().contains(job))
            #expect(try await !exists(job))
        }

        @Test func oneWhoseLeaseHasEndedIsRemovedByAnyHost() async throws {
            let job = try await job(owner: "another-machine/1/1/1", lease: 1_000_000_000)
            #expect(try await executor().removeOrphans().contains(job))
            #expect(try await !exists(job))
            #expect(try await ClusterUnderTest.leftoversInTheEnd().isEmpty)
        }

        @Test func onesOfOthersThatLiveAreLeftAlone() async throws {
            let own = try await job(owner: nil, lease: nil)
            let others = try await job(owner: "another-machine/1/1/1", lease: nil)
            let disguised = try await job(
                owner: nil,
                lease: 1_000_000_000,
                name: "other-\(UInt32.random(in: 0...(.max)))"
            )
            _ = try await executor().removeOrphans()
            for job in [own, others, disguised] {
                #expect(try await exists(job))
                try await ClusterUnderTest.withAdmin { try await $0.removeJob(job, uid: nil) }
            }
            #expect(try await ClusterUnderTest.leftoversInTheEnd().isEmpty)
        }

        /// The real thing: a process that scans is killed in the middle, and the next one cleans up behind it.
        @Test func whatAKilledProcessLeavesTheNextOneRemoves() async throws {
            let venti = try #require(Venti.executable)
            let folder = try TemporaryFolder()
            try folder.write("api.yaml", "openapi: 3.0.3\ninfo: {title: T, version: '1'}\npaths: {/: {get: {}}}\n")
            _ = try await ClusterUnderTest.configuration()
            let process = Process()
            process.executableURL = venti
            // The shell's image has something in the place of venti that begins a scan and never ends it.
            process.arguments = [
                "scan", folder.path("api.yaml"), "--url", "http://127.0.0.1:1", "--executor", "kubernetes",
                "--namespace",
                ClusterUnderTest.namespace, "--kubeconfig", try #require(ClusterUnderTest.kubeconfig), "--image",
                ClusterUnderTest.shellImage, "--host-address", ClusterUnderTest.hostAddress,
            ]
            process.environment = ["PATH": "/usr/bin:/bin"]
            process.standardOutput = FileHandle.nullDevice
            process.standardError = FileHandle.nullDevice
            try process.run()
            let number = process.processIdentifier
            func owned() async throws -> [String] {
                try await ClusterUnderTest.withAdmin { client in
                    let jobs = try await client.jobs("\(JobMark.managerLabel)=\(JobMark.manager)")
                    return jobs.map(\.metadata).filter { job in
                        HostProcess(job.annotations?[JobMark.ownerAnnotation] ?? "")?.number == Int(number)
                    }
                    .map(\.name)
                }
            }
            while process.isRunning, try await owned().isEmpty { try await Task.sleep(for: .milliseconds(50)) }
            kill(number, SIGKILL)
            process.waitUntilExit()
            #expect(try await owned().count == 1)
            _ = try await executor().removeOrphans()
            #expect(try await owned().isEmpty)
            #expect(try await ClusterUnderTest.leftoversInTheEnd().isEmpty)
        }
    }
}

/// The command line, as it was built beside the tests.
enum Venti {
    static var executable: URL? {
        let folder = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
        let path = folder.appending(path: "venti")
        return FileManager.default.isExecutableFile(atPath: path.path) ? path : nil
    }
}
