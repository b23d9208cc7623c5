//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import Testing
import VentiKit
import VentiKitTesting
import VulnerableAPIs

@testable import VentiKitDocker

/// Targets on this machine and in other containers, and what every executor must do.
@Suite(.needsScannerImage, .timeLimit(.minutes(5)))
struct DockerTargetTests {
    private static let document = """
        openapi: 3.0.3
        info: {title: T, version: '1'}
        paths:
          /items: {get: {responses: {'200': {description: ok}}}}
        """

    private func configuration() throws -> DockerExecutor.Configuration {
        var configuration = try DockerEngineUnderTest.configuration()
        configuration.image = DockerEngineUnderTest.scannerImage
        return configuration
    }

    /// Runs the body beside a server in a container, on a network that was made for it.
    private func withServerInAContainer(_ body: (_ network: String, _ host: String) async throws -> Void) async throws {
        try await ShellImage.make()
        let mark = OwnerMark.new(seconds: 300)
        let (network, container) = try await DockerEngineUnderTest.withClient { client in
            var call = DockerConnection.Call(.post, "/networks/create")
            call.contentType = "application/json"
            call.body = Array("{\"Name\":\"\(mark.name)-target\",\"Driver\":\"bridge\"}".utf8)
            let network = try await client.value(CreatedThing.self, call).id
            let workload = Workload(
                image: ShellImage.name,
                command: ["/bin/busybox", "httpd", "-f", "-p", "8080", "-h", "/venti/in"],
                files: [WorkloadFile("items", contents: Array("[]".utf8))]
            )
            let specification = ContainerSpecification(
                workload,
                image: ShellImage.name,
                user: 65_534,
                labels: [:],
                network: "\(mark.name)-target",
                hosts: [],
                processors: 1
            )
            let container = try await client.createContainer(specification, name: "\(mark.name)-server").id
            let archive = try workload.inputArchive(place: WorkloadPlace(), user: 65_534)
            try await client.putArchive(archive, in: "/venti", of: container)
            try await client.startContainer(container)
            return (network, container)
        }
        func leave() async throws {
            try await DockerEngineUnderTest.withClient { client in
                try await client.removeContainer(container)
                try await client.removeNetwork(network)
            }
        }
        do {
            try await body("\(mark.name)-target", "\(mark.name)-server")
            try await leave()
        } catch {
            try await leave()
            throw error
        }
    }

    @Test func aTargetInAnotherContainerIsReached() async throws {
        try await withServerInAContainer { network, host in
            var configuration = try configuration()
            configuration.network = network
            var request = ScanRequest(
                document: .bytes(Array(Self.document.utf8), name: "t.yaml"),
                target: "http://\(host):8080"
            )
            request.policy.requestsPerSecond = nil
            let report = try await DockerExecutor(configuration).scan(NativeScanner(), request)
            #expect(report.outcome == .completed)
            #expect(report.coverage.reachedCount == 1)
            #expect(report.target == "http://\(host):8080")
        }
    }

    /// The command line, with a server of this machine that listens on the loopback address alone.
    @Test func theCommandLineScansATargetOnThisMachine() async throws {
        let venti = try #require(Venti.executable)
        let entry = try #require(Catalogue.entries(for: "venti.sqli.error").first)
        let report = FileManager.default.temporaryDirectory.appending(
            path: "venti-\(UInt64.random(in: 0...(.max))).json"
        )
        defer { try? FileManager.default.removeItem(at: report) }
        let status = try await withServer(entry.flawed) { port in
            let process = Process()
            process.executableURL = venti
            process.arguments = [
                "scan", "-", "--url", "http://127.0.0.1:\(port)", "--executor", "docker", "--shards", "2", "--rps",
                "1000",
                "--image", try #require(DockerEngineUnderTest.scannerImage), "--output", "json=\(report.path)",
                "--quiet",
            ]
            process.environment = [
                "DOCKER_HOST": try #require(DockerEngineUnderTest.endpoint).description, "PATH": "/usr/bin:/bin",
            ]
            let input = Pipe()
            process.standardInput = input
            process.standardOutput = FileHandle.nullDevice
            try process.run()
            try input.fileHandleForWriting.write(contentsOf: Data(entry.flawed.document.utf8))
            try input.fileHandleForWriting.close()
            while process.isRunning { try await Task.sleep(for: .milliseconds(50)) }
            return process.terminationStatus
        }
        #expect(status == 1)
        let text = String(decoding: FileManager.default.contents(atPath: report.path) ?? Data(), as: UTF8.self)
        #expect(text.contains("venti.sqli.error"))
    }

    @Test func itDoesWhatEveryExecutorMust() async throws {
        let entry = try #require(Catalogue.entries(for: "venti.sqli.error").first)
        try await withServer(entry.flawed) { port in
            var request = ScanRequest(
                document: .bytes(Array(entry.flawed.document.utf8), name: "t.yaml"),
                target: "http://127.0.0.1:\(port)"
            )
            request.policy.requestsPerSecond = nil
            request.policy.checks = ["sqli", "headers"]
            try await ExecutorConformance(DockerExecutor(configuration()), request: request).expectNoProblems()
        }
    }
}
