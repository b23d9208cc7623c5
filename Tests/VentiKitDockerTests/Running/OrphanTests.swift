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
        let removed = try await executor().removeOrphans()
        #expect(removed.contains("venti-\(scan)"))
        #expect(try await DockerEngineUnderTest.leftovers(of: scan).isEmpty)
    }

    @Test func oneWhoseLeaseHasEndedIsRemovedByAnyHost() async throws {
        let scan = try await container([
            OwnerMark.ownerLabel: "another-machine/1/1/1", OwnerMark.leaseLabel: "1000000000",
        ])
        #expect(try await executor().removeOrphans().contains("venti-\(scan)"))
        #expect(try await DockerEngineUnderTest.leftovers(of: scan).isEmpty)
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

    /// The real thing: a process that scans is killed in the middle, and the next one cleans up behind it.
    @Test func whatAKilledProcessLeavesTheNextOneRemoves() async throws {
        try await ShellImage.make()
        let venti = try #require(Venti.executable)
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
                let containers = try await client.containers(labels: ["\(OwnerMark.managedLabel)=true"])
                return containers.filter { container in
                    HostProcess(container.labels?[OwnerMark.ownerLabel] ?? "")?.number == Int(pid)
                }
                .flatMap { $0.names ?? [] }
            }
        }
        while process.isRunning, try await owned().isEmpty { try await Task.sleep(for: .milliseconds(50)) }
        kill(pid, SIGKILL)
        process.waitUntilExit()
        #expect(try await owned().count == 1)
        _ = try await executor().removeOrphans()
        #expect(try await owned().isEmpty)
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

/// The command line, as it was built beside the tests.
enum Venti {
    static var executable: URL? {
        let folder = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
        let path = folder.appending(path: "venti")
        return FileManager.default.isExecutableFile(atPath: path.path) ? path : nil
    }
}
