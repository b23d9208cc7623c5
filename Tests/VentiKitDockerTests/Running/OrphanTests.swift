//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import Testing
import VentiKit

@testable import VentiKitDocker

/// What becomes of containers whose owner is gone.
@Suite(.needsDocker, .timeLimit(.minutes(3)))
struct OrphanTests {
    /// Makes a container that is marked like one of a scan, and gives its scan's name.
    private func container(_ labels: [String: String], name: String? = nil) async throws -> String {
        try await DockerEngineUnderTest.withClient { client in
            try await ShellImage.make(with: client)
            let mark = OwnerMark.new(seconds: 600)
            let all = mark.labels.merging(labels) { $1 }
            let workload = Workload(image: ShellImage.name, command: ["/bin/busybox", "sleep", "600"])
            let specification = ContainerSpecification(
                workload,
                image: ShellImage.name,
                user: 65_534,
                labels: all,
                network: "none",
                hosts: [],
                processors: 1
            )
            let made = try await client.createContainer(specification, name: name ?? mark.name)
            try await client.startContainer(made.id)
            return mark.scan
        }
    }

    private func remove(_ scan: String) async throws {
        try await DockerEngineUnderTest.withClient { client in
            for container in try await client.containers(labels: ["\(OwnerMark.scanLabel)=\(scan)"]) {
                try await client.removeContainer(container.id)
            }
        }
    }

    private func executor() throws -> DockerExecutor { try DockerExecutor(DockerEngineUnderTest.configuration()) }

    @Test func oneWhoseOwnerIsGoneIsRemoved() async throws {
        let own = try #require(HostProcess.current)
        var gone = own
        // A number that a system can have and a beginning that no process has.
        gone.number = 1
        gone.began = "0"
        let scan = try await container([OwnerMark.ownerLabel: gone.text])
        // Perhaps a scan of another test was the first to do it.
        _ = try await executor().removeOrphans()
        #expect(try await DockerEngineUnderTest.leftovers(of: scan).isEmpty)
    }

    @Test func oneWhoseLeaseHasEndedIsRemovedByAnyHost() async throws {
        let scan = try await container([
            OwnerMark.ownerLabel: "another-machine/1/1/1", OwnerMark.leaseLabel: "1000000000",
        ])
        _ = try await executor().removeOrphans()
        #expect(try await DockerEngineUnderTest.leftovers(of: scan).isEmpty)
    }

    /// A volume without its container, as an engine that is killed between the two leaves it.
    @Test func aVolumeWhoseOwnerIsGoneIsRemovedAndOthersAreNot() async throws {
        var gone = try #require(HostProcess.current)
        gone.number = 1
        gone.began = "0"
        func volume(_ labels: [String: String]) async throws -> String {
            return try await DockerEngineUnderTest.withClient { client in
                let labels = OwnerMark.new(seconds: 600).labels.merging(labels) { $1 }
                var call = DockerConnection.Call(.post, "/volumes/create")
                call.contentType = "application/json"
                call.body = try ContainerSpecification.encode(Labelled(labels: labels))
                return try await client.value(VolumeDetails.self, call).name
            }
        }
        let orphan = try await volume([OwnerMark.ownerLabel: gone.text])
        let expired = try await volume([
            OwnerMark.ownerLabel: "another-machine/1/1/1", OwnerMark.leaseLabel: "1000000000",
        ])
        let living = try await volume([:])
        let removed = try await executor().removeOrphans()
        #expect(!removed.contains(living))
        try await DockerEngineUnderTest.withClient { client in
            let left = try await client.volumes(labels: ["\(OwnerMark.managedLabel)=true"]).map(\.name)
            #expect(left.contains(living) && !left.contains(orphan) && !left.contains(expired))
            try await client.removeVolume(living)
        }
    }

    @Test func onesOfOthersThatLiveAreLeftAlone() async throws {
        let own = try await container([:])
        let others = try await container([OwnerMark.ownerLabel: "another-machine/1/1/1"])
        // An image can carry any label; the name it cannot choose.
        let disguised = try await container(
            [OwnerMark.leaseLabel: "1000000000"],
            name: "other-\(UInt64.random(in: 0...(.max)))"
        )
        _ = try await executor().removeOrphans()
        for scan in [own, others, disguised] {
            #expect(try await !DockerEngineUnderTest.leftovers(of: scan).isEmpty)
            try await remove(scan)
        }
    }

    /// Ctrl-C at the command line: the scan ends, and its container is gone when the command is.
    @Test func whatIsInterruptedLeavesNothing() async throws {
        try await ShellImage.make()
        try await withScanningProcess { process, owned in
            kill(process.processIdentifier, SIGINT)
            while process.isRunning { try await Task.sleep(for: .milliseconds(20)) }
            #expect(process.terminationReason == .exit)
            #expect(process.terminationStatus == 130)
            #expect(try await owned().isEmpty)
        }
    }

    /// The real thing: a process that scans is killed in the middle, and the next one cleans up behind it.
    @Test func whatAKilledProcessLeavesTheNextOneRemoves() async throws {
        try await ShellImage.make()
        try await withScanningProcess { process, owned in
            kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
            _ = try await executor().removeOrphans()
            #expect(try await owned().isEmpty)
        }
    }

    /// Runs a scan of the command line in a container that never ends, and the body once the container is there.
    private func withScanningProcess(
        _ body: (_ process: Process, _ owned: () async throws -> [String]) async throws -> Void
    ) async throws {
        let venti = try #require(Venti.executable)
        let expected = try await DockerEngineUnderTest.withClient { $0.isPodman ? 2 : 3 }
        let process = Process()
        process.executableURL = venti
        let document = FileManager.default.temporaryDirectory.appending(
            path: "venti-\(UInt64.random(in: 0...(.max))).yaml"
        )
        try Data("openapi: 3.0.3\ninfo: {title: T, version: '1'}\npaths: {/: {get: {}}}\n".utf8).write(to: document)
        defer { try? FileManager.default.removeItem(at: document) }
        process.arguments = [
            "scan", document.path, "--url", "http://127.0.0.1:1", "--executor", "docker", "--image", ShellImage.name,
        ]
        process.environment = [
            "DOCKER_HOST": try #require(DockerEngineUnderTest.endpoint).description, "PATH": "/usr/bin:/bin",
        ]
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        let pid = process.processIdentifier
        func owned() async throws -> [String] {
            try await DockerEngineUnderTest.withClient { client in
                let label = ["\(OwnerMark.managedLabel)=true"]
                let all =
                    try await client.containers(labels: label).map { ($0.names?.first ?? "", $0.labels) }
                    + client.networks(labels: label).map { ($0.name, $0.labels) }
                    + client.volumes(labels: label).map { ($0.name, $0.labels) }
                return all.filter { HostProcess($0.1?[OwnerMark.ownerLabel] ?? "")?.number == Int(pid) }.map(\.0)
            }
        }
        defer { if process.isRunning { kill(pid, SIGKILL) } }
        // The network, the volume and the container, which runs. On Podman the volume says nothing of whose it is.
        while process.isRunning, try await owned().count < expected { try await Task.sleep(for: .milliseconds(50)) }
        try await Task.sleep(for: .milliseconds(500))
        try await body(process, owned)
    }

    #if os(Linux)
    /// As somebody who does not own the socket.
    @Test(.enabled(if: getuid() == 0, "needs root, to become somebody else"))
    func aSocketThatMayNotBeUsedIsReportedAsThat() async throws {
        let venti = try #require(Venti.executable)
        guard case .unix(let socket)? = DockerEngineUnderTest.endpoint?.address else { return }
        let copy = FileManager.default.temporaryDirectory.appending(path: "venti-sock-\(UInt64.random(in: 0...(.max)))")
        try FileManager.default.createSymbolicLink(atPath: copy.path, withDestinationPath: socket)
        defer { try? FileManager.default.removeItem(at: copy) }
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/setpriv")
        process.arguments = [
            "--reuid=65534", "--regid=65534", "--clear-groups", venti.path, "scan", "-", "--url", "http://127.0.0.1:1",
            "--executor", "docker", "--progress", "none",
        ]
        process.environment = ["DOCKER_HOST": "unix://\(copy.path)", "PATH": "/usr/bin:/bin"]
        let input = Pipe()
        let errors = Pipe()
        process.standardInput = input
        process.standardError = errors
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        try input.fileHandleForWriting.write(
            contentsOf: Data("openapi: 3.0.3\ninfo: {title: T, version: '1'}\npaths: {/: {get: {}}}\n".utf8)
        )
        try input.fileHandleForWriting.close()
        let text = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        #expect(process.terminationStatus == 3)
        #expect(text.contains("may not use the container engine"), "\(text)")
    }
    #endif
}

/// What a thing is made with, where nothing matters but its labels.
private struct Labelled: Encodable { var labels: [String: String] }

/// The command line, as it was built beside the tests.
enum Venti {
    static var executable: URL? {
        let folder = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
        let path = folder.appending(path: "venti")
        return FileManager.default.isExecutableFile(atPath: path.path) ? path : nil
    }
}
