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
    /// How Jobs begin and end, and that nothing of them stays.
    @Suite(.needsCluster, .timeLimit(.minutes(3)))
    struct JobLifeTests {
        private let begin = "echo '\(Lines.started)'; echo '\(Lines.finding)'; "

        private func executor(
            _ change: (inout KubernetesExecutor.Configuration) -> Void = { _ in }
        ) async throws -> KubernetesExecutor {
            var configuration = try await ClusterUnderTest.configuration()
            change(&configuration)
            return try KubernetesExecutor(configuration)
        }

        @Test func aScannerInShellIsAScanner() async throws {
            let report = try await executor().scan(ShellScanner.make(begin + "echo '\(Lines.finished)'"), .sample())
            #expect(report.outcome == .completed)
            #expect(report.findings == [Lines.flaw])
            #expect(try await ClusterUnderTest.leftoversInTheEnd().isEmpty)
        }

        /// What the cluster shows of a scan that runs: no secret, no document, and everything locked.
        @Test func theJobIsHardenedAndShowsNoInput() async throws {
            var request = ScanRequest.sample()
            request.identities = [Identity("alice", bearer: "canary-4711")]
            let texts = Texts()
            let script = begin + "cat secrets.json; sleep 3; echo '\(Lines.finished)'"
            _ = try await executor().scan(ShellScanner.make(script), request) { event in
                guard case .finding = event else { return }
                let seen = try? await ClusterUnderTest.withAdmin { client in
                    var all = ""
                    for path in [client.jobsPath, client.path("pods"), client.policiesPath] {
                        let query = [("labelSelector", JobMark.scanLabel)]
                        all += String(
                            decoding: try await client.call(.init(.get, path, query: query)).body,
                            as: UTF8.self
                        )
                    }
                    return all
                }
                await texts.add(seen ?? "")
            }
            let text = try #require(await texts.texts.first)
            for hidden in ["canary-4711", "openapi: 3.0.3", "alice"] { #expect(!text.contains(hidden), "\(hidden)") }
            for shown in [
                "\"runAsNonRoot\":true", "\"runAsUser\":65534", "\"readOnlyRootFilesystem\":true", "\"drop\":[\"ALL\"]",
                "\"allowPrivilegeEscalation\":false", "\"seccompProfile\":{\"type\":\"RuntimeDefault\"}",
                "\"automountServiceAccountToken\":false", "\"enableServiceLinks\":false", "\"memory\":\"512Mi\"",
                "\"ephemeral-storage\"", "\"kind\":\"NetworkPolicyList\"", "\"policyTypes\":[\"Ingress\",\"Egress\"]",
                "\"cidr\":\"\(ClusterUnderTest.hostAddress)/32\"",
            ] {
                #expect(text.contains(shown), "\(shown)")
            }
            #expect(!text.contains("serviceaccount/token") && !text.contains("hostPath"))
        }

        /// What the program itself sees: its user, its rights, its file system.
        @Test func theProgramHasNoRights() async throws {
            let script =
                begin + """
                    busybox id -u
                    busybox grep -E '^(CapEff|CapBnd|NoNewPrivs|Seccomp):' /proc/self/status
                    busybox touch /x || echo read-only
                    busybox touch /venti/in/x || echo in-is-read-only
                    busybox touch /venti/out/x && echo out-is-mine
                    busybox ls /var/run/secrets/kubernetes.io && echo token || echo no-token
                    echo request: $(busybox head -c 1 request.json)
                    exit 9
                    """
            let shell = script.replacing("busybox ", with: "/bin/busybox ")
            let scanner = ReadingScanner(base: ShellScanner.make(shell))
            let ending = try await scanner.ending(try await executor())
            #expect(ending.exitCode == 9)
            let text = ending.standardError
            for line in [
                "65534", "CapEff:\t0000000000000000", "CapBnd:\t0000000000000000", "NoNewPrivs:\t1", "Seccomp:\t2",
                "read-only", "in-is-read-only", "out-is-mine", "no-token", "request: {",
            ] {
                #expect(text.contains(line), "\(line): \(text)")
            }
        }

        @Test(.needsClusterAndImage) func filesThatAScannerLeavesAreRead() async throws {
            let script = """
                echo hello > /venti/out/report.txt; /bin/busybox mkdir /venti/out/sub
                /bin/busybox dd if=/dev/zero of=/venti/out/sub/large bs=1000 count=300
                /bin/busybox ln -s /etc/passwd /venti/out/link; exit 3
                """
            var base = ShellScanner.make(script)
            base.leavesFiles = true
            let executor = try await executor { $0.collectorImage = ClusterUnderTest.scannerImage }
            let ending = try await ReadingScanner(base: base).ending(executor)
            #expect(ending.exitCode == 3)
            // A link could lead anywhere.
            #expect(ending.files.map(\.path) == ["report.txt", "sub/large"])
            #expect(ending.files.first?.contents == Array("hello\n".utf8))
            #expect(ending.files.last?.contents == Array(repeating: 0, count: 300_000))
            #expect(try await ClusterUnderTest.leftoversInTheEnd().isEmpty)
        }

        @Test func cancellationKeepsTheReportAndRemovesTheJob() async throws {
            let executor = try await executor()
            let events = EventList()
            await withTaskGroup(of: Void.self) { group in
                group.addTask {
                    _ = try? await executor.scan(ShellScanner.make(begin + "/bin/busybox sleep 601"), .sample()) {
                        await events.note($0)
                    }
                }
                while await events.findings.isEmpty { try? await Task.sleep(for: .milliseconds(20)) }
                group.cancelAll()
            }
            guard case .finished(let report)? = await events.events.last else {
                return #expect(Bool(false), "no report")
            }
            #expect(report.outcome == .cancelled)
            #expect(report.findings == [Lines.flaw])
            #expect(try await ClusterUnderTest.leftoversInTheEnd().isEmpty)
        }

        @Test func aScannerThatHearsTheSignalHasTheLastWord() async throws {
            let executor = try await executor()
            let events = EventList()
            let last = Lines.finished.replacing("\"completed\"", with: "\"cancelled\"")
            let script = begin + "LAST='\(last)'; trap 'echo \"$LAST\"; exit 0' TERM; /bin/busybox sleep 602 & wait"
            await withTaskGroup(of: Void.self) { group in
                group.addTask {
                    _ = try? await executor.scan(ShellScanner.make(script), .sample()) { await events.note($0) }
                }
                while await events.findings.isEmpty { try? await Task.sleep(for: .milliseconds(20)) }
                try? await Task.sleep(for: .milliseconds(300))
                group.cancelAll()
            }
            guard case .finished(let report)? = await events.events.last else {
                return #expect(Bool(false), "no report")
            }
            // Its own report, not one that was made in its place.
            #expect(report.startedAt == "2026-01-01T00:00:00Z")
            #expect(report.outcome == .cancelled)
        }

        @Test func aScanThatIsCancelledBeforeItBeginsLeavesNothing() async throws {
            let executor = try await executor { $0.nodeSelector = ["io.venti/no-such-node": "true"] }
            let error = await withTaskGroup(of: (any Error)?.self) { group in
                group.addTask {
                    do {
                        _ = try await executor.scan(ShellScanner.make("echo"), .sample())
                        return nil
                    } catch {
                        return error
                    }
                }
                while (try? await ClusterUnderTest.leftovers())?.isEmpty != false {
                    try? await Task.sleep(for: .milliseconds(50))
                }
                group.cancelAll()
                return await group.next() ?? nil
            }
            #expect(error is CancellationError)
            #expect(try await ClusterUnderTest.leftoversInTheEnd().isEmpty)
        }

        /// Twenty at once, of which four run.
        @Test func noMoreJobsRunThanAreAllowed() async throws {
            let executor = try await executor { $0.maximumJobs = 4 }
            let running = HighestCount()
            let reports = try await withThrowingTaskGroup(of: ScanReport.self) { group in
                for _ in 0..<20 {
                    group.addTask {
                        let script = "echo '\(Lines.started)'; /bin/busybox sleep 0.3; echo '\(Lines.finished)'"
                        return try await executor.scan(ShellScanner.make(script), .sample()) { event in
                            if case .started = event { await running.enter() }
                            if case .finished = event { await running.leave() }
                        }
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(reports.count == 20 && reports.allSatisfy { $0.outcome == .completed })
            #expect(await running.highest <= 4)
            #expect(try await ClusterUnderTest.leftoversInTheEnd().isEmpty)
        }

        /// A line of many pieces comes as it was printed, whatever the cluster does to it on its way.
        @Test func aLongLineComesWhole() async throws {
            let long = String(repeating: "Grüße ", count: 20_000)
            var flaw = Lines.flaw
            flaw.summary = long
            let line = JSONText.ascii(try ScanEvent.finding(flaw).ndjsonLine().trimmingCharacters(in: .newlines))
            // The line is too long for a command; the request brings it.
            let script = "echo '\(Lines.started)'; /bin/busybox cat extra; echo; echo '\(Lines.finished)'"
            let scanner = ExtraFileScanner(
                base: ShellScanner.make(script),
                file: WorkloadFile("extra", contents: Array(line.utf8))
            )
            let events = EventList()
            _ = try await executor().scan(scanner, .sample()) { await events.note($0) }
            #expect(await events.findings.first?.summary == long)
        }
    }
}

/// A scanner with one more file.
struct ExtraFileScanner: ContainerizedScanner {
    var base: CustomScanner
    var file: WorkloadFile
    var descriptor: ScannerDescriptor { base.descriptor }

    func workload(for request: ScanRequest) throws -> Workload {
        var workload = try base.workload(for: request)
        workload.files.append(file)
        return workload
    }

    func scan(_ request: ScanRequest, into events: ScanEventSink) async throws {
        try await base.scan(request, into: events)
    }
}

private actor Texts {
    private(set) var texts: [String] = []
    func add(_ text: String) { texts.append(text) }
}
