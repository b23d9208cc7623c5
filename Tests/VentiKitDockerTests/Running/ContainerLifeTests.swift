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

@testable import VentiKitDocker

/// How containers begin and end, and that nothing of them stays.
@Suite(.needsDocker, .timeLimit(.minutes(3)))
struct ContainerLifeTests {
    private let begin = "echo '\(Lines.started)'; echo '\(Lines.finding)'; "

    @Test func aScannerInShellIsAScanner() async throws {
        try await ShellImage.make()
        let executor = try DockerExecutor(DockerEngineUnderTest.configuration())
        let report = try await executor.scan(ShellImage.scanner(begin + "echo '\(Lines.finished)'"), .sample())
        #expect(report.outcome == .completed)
        #expect(report.findings == [Lines.flaw])
    }

    /// What `docker inspect` shows of a scan that runs: no secret, no document, and everything locked.
    @Test func inspectionShowsNoInputAndAHardenedContainer() async throws {
        try await ShellImage.make()
        let executor = try DockerExecutor(DockerEngineUnderTest.configuration())
        var request = ScanRequest.sample()
        request.identities = [Identity("alice", bearer: "canary-4711")]
        let texts = EventTexts()
        let script = begin + "cat secrets.json >&2; busybox sleep 2; echo '\(Lines.finished)'"
        _ = try await executor.scan(ShellImage.scanner(script), request) { event in
            guard case .finding = event else { return }
            let text = try? await DockerEngineUnderTest.withClient { client in
                var own: [String] = []
                for container in try await client.containers(labels: ["\(OwnerMark.managedLabel)=true"]) {
                    // One of another test may be gone by now.
                    guard let text = try? await client.text(.init(.get, "/containers/\(container.id)/json")) else {
                        continue
                    }
                    own.append(text)
                }
                let container = own.first { $0.contains("cat secrets.json") } ?? ""
                let name = try #require(container.firstMatch(of: /"NetworkMode":"(venti-[0-9a-f]+)"/)?.output.1)
                return try await container + "network: " + client.text(.init(.get, "/networks/\(name)"))
            }
            await texts.add(text ?? "")
        }
        let text = try #require(await texts.texts.first)
        for hidden in ["canary-4711", "openapi: 3.0.3", "alice"] { #expect(!text.contains(hidden), "\(hidden)") }
        for shown in [
            "\"User\":\"65534:65534\"", "\"ReadonlyRootfs\":true", "\"Privileged\":false", "\"CapDrop\":[\"ALL\"]",
            "\"SecurityOpt\":[\"no-new-privileges:true\"]", "\"PidsLimit\":128", "\"Memory\":536870912",
            "\"MemorySwap\":536870912", "\"NanoCpus\":1000000000",
            "\"/tmp\":\"rw,noexec,nosuid,nodev,size=64m,mode=1777\"",
            "\"Binds\":null", "\"AutoRemove\":false",
        ] {
            #expect(text.contains(shown), "\(shown)")
        }
        #expect(!text.contains("docker.sock"))
        // The target is on this machine, so that the network leads nowhere else.
        #expect(text.contains("network: {") && text.contains("\"Internal\":true"))
        #expect(!text.contains("\"NetworkMode\":\"host\""))
    }

    /// What the program itself sees: its user, its rights, its file system.
    @Test func theProgramHasNoRights() async throws {
        try await ShellImage.make()
        let executor = try DockerExecutor(DockerEngineUnderTest.configuration())
        let script = """
            busybox id -u >&2
            busybox grep -E '^(CapEff|CapBnd|NoNewPrivs|Seccomp):' /proc/self/status >&2
            busybox touch /x || echo read-only >&2
            busybox touch /venti/out/x && echo out-is-mine >&2
            exit 9
            """
        let scanner = ReadingScanner(base: ShellImage.scanner(script))
        let ending = try await scanner.ending(executor)
        #expect(ending.exitCode == 9)
        let text = ending.standardError
        #expect(text.hasPrefix("65534\n"))
        #expect(text.contains("CapEff:\t0000000000000000"))
        #expect(text.contains("CapBnd:\t0000000000000000"))
        #expect(text.contains("NoNewPrivs:\t1"))
        #expect(text.contains("Seccomp:\t2"))
        #expect(text.contains("read-only") && text.contains("out-is-mine"))
    }

    @Test func filesThatAScannerLeavesAreRead() async throws {
        try await ShellImage.make()
        let executor = try DockerExecutor(DockerEngineUnderTest.configuration())
        let script =
            "echo hello > /venti/out/report.txt; busybox mkdir /venti/out/sub; echo 2 > /venti/out/sub/b; exit 0"
        let ending = try await ReadingScanner(base: ShellImage.scanner(script)).ending(executor)
        #expect(ending.exitCode == 0)
        #expect(ending.files.map(\.path).sorted() == ["report.txt", "sub/b"])
        #expect(ending.files.first { $0.path == "report.txt" }?.contents == Array("hello\n".utf8))
    }

    @Test func aLinkInTheOutputIsRefused() async throws {
        try await ShellImage.make()
        let executor = try DockerExecutor(DockerEngineUnderTest.configuration())
        let scanner = ReadingScanner(base: ShellImage.scanner("busybox ln -s /etc/passwd /venti/out/report.txt"))
        let error = await #expect(throws: ScanError.self) { try await scanner.ending(executor) }
        #expect(error?.message.contains("link or a device") == true)
    }

    @Test func moreFilesThanAreAllowedAreRefused() async throws {
        try await ShellImage.make()
        var configuration = try DockerEngineUnderTest.configuration()
        var limits = WorkloadLimits()
        limits.outputBytes = 1 << 20
        configuration.limits = limits
        let script = "busybox dd if=/dev/zero of=/venti/out/big bs=1M count=8; exit 0"
        let scanner = ReadingScanner(base: ShellImage.scanner(script))
        let error = await #expect(throws: ScanError.self) { try await scanner.ending(DockerExecutor(configuration)) }
        #expect(error?.message.contains("is refused: it is too large") == true, "\(error?.message ?? "")")
    }

    /// A scanner that reads files at the end waits for it no longer than the program may run.
    @Test func waitingForTheEndHasAnEnd() async throws {
        try await ShellImage.make()
        let executor = try DockerExecutor(DockerEngineUnderTest.configuration())
        let script = "echo half > /venti/out/report.txt; trap '' TERM; busybox sleep 1000; exit 0"
        let ending = try await ReadingScanner(base: ShellImage.scanner(script)).ending(executor, seconds: -57)
        #expect(ending.exitCode == 137)
        #expect(ending.files.map(\.path) == ["report.txt"])
    }

    @Test func cancellationKeepsTheReportAndRemovesTheContainer() async throws {
        try await ShellImage.make()
        let executor = try DockerExecutor(DockerEngineUnderTest.configuration())
        let events = EventList()
        let marker = "sleep 601"
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                _ = try? await executor.scan(ShellImage.scanner(begin + "busybox \(marker)"), .sample()) {
                    await events.note($0)
                }
            }
            while await events.findings.isEmpty { try? await Task.sleep(for: .milliseconds(20)) }
            group.cancelAll()
        }
        guard case .finished(let report)? = await events.events.last else { return #expect(Bool(false), "no report") }
        #expect(report.outcome == .cancelled)
        #expect(report.findings == [Lines.flaw])
        let left = try await DockerEngineUnderTest.withClient { client in
            try await client.text(.init(.get, "/containers/json", query: [("all", "1")])).contains(marker)
        }
        #expect(!left)
    }

    @Test func aScannerThatHearsTheSignalHasTheLastWord() async throws {
        try await ShellImage.make()
        let executor = try DockerExecutor(DockerEngineUnderTest.configuration())
        let events = EventList()
        let last = Lines.finished.replacing("\"completed\"", with: "\"cancelled\"")
        let script = begin + "LAST='\(last)'; trap 'echo \"$LAST\"; exit 0' TERM; busybox sleep 602 & wait"
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                _ = try? await executor.scan(ShellImage.scanner(script), .sample()) { await events.note($0) }
            }
            while await events.findings.isEmpty { try? await Task.sleep(for: .milliseconds(20)) }
            try? await Task.sleep(for: .milliseconds(300))
            group.cancelAll()
        }
        guard case .finished(let report)? = await events.events.last else { return #expect(Bool(false), "no report") }
        // Its own report, not one that was made in its place.
        #expect(report.startedAt == "2026-01-01T00:00:00Z")
        #expect(report.outcome == .cancelled)
    }

    @Test func ofFiftyAtOnceNoMoreRunThanAreAllowedAndAllEnd() async throws {
        try await ShellImage.make()
        var configuration = try DockerEngineUnderTest.configuration()
        configuration.maximumContainers = 4
        let executor = try DockerExecutor(configuration)
        let running = HighestCount()
        let reports = try await withThrowingTaskGroup(of: ScanReport.self) { group in
            for _ in 0..<50 {
                group.addTask {
                    let script = "echo '\(Lines.started)'; busybox sleep 0.1; echo '\(Lines.finished)'"
                    let report = try await executor.scan(ShellImage.scanner(script), .sample()) { event in
                        if case .started = event { await running.enter() }
                        if case .finished = event { await running.leave() }
                    }
                    return report
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(reports.allSatisfy { $0.outcome == .completed })
        #expect(reports.count == 50)
        #expect(await running.highest <= 4)
    }

    @Test func aScannerWithoutAnImageIsRefused() async throws {
        struct Plain: APIScanner {
            let descriptor = ScannerDescriptor(id: "plain", title: "Plain", version: "1")
            func scan(_ request: ScanRequest, into events: ScanEventSink) async throws {}
        }
        let executor = try DockerExecutor(DockerEngineUnderTest.configuration())
        let error = await #expect(throws: ScanError.self) { try await executor.scan(Plain(), .sample()) }
        #expect(error?.code == .invalidArgument)
    }
}

private actor EventTexts {
    private(set) var texts: [String] = []
    func add(_ text: String) { texts.append(text) }
}
