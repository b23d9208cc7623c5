//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import Testing

@testable import VentiServer

/// Scans that the server runs in containers of a real engine.
@Suite(.timeLimit(.minutes(5)), .serialized) struct DockerScanTests {
    /// The engine and the image, as the tests of VentiKitDocker take them.
    enum Engine {
        private static func variable(_ name: String) -> String? {
            ProcessInfo.processInfo.environment[name].flatMap { $0.isEmpty ? nil : $0 }
        }

        static let host = variable("VENTI_TEST_DOCKER_HOST")
        static let image = variable("VENTI_TEST_SCANNER_IMAGE")

        private static func ask(_ path: String) async throws -> JSON {
            let host = try #require(host)
            let isSocket = host.hasPrefix("unix://")
            let socket = "http+unix://" + host.dropFirst(7).replacing("/", with: "%2F")
            let base = isSocket ? socket : host.replacing("tcp://", with: "http://")
            var request = HTTPClientRequest(url: base + path)
            // A socket has no name of its own, and the engine asks for one.
            if isSocket { request.headers.add(name: "host", value: "docker") }
            let response = try await HTTPClient.shared.execute(request, timeout: .seconds(30))
            let text = String(buffer: try await response.body.collect(upTo: 10_000_000))
            try #require(response.status == .ok, "\(text)")
            return try JSONDecoder().decode(JSON.self, from: Data(text.utf8))
        }

        /// The containers of the image, running or not.
        static func containers() async throws -> [String] {
            let filters = #"{"ancestor":["\#(try #require(image))"],"label":["io.venti.managed=true"]}"#
            let query = filters.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
            return try await ask("/containers/json?all=true&filters=\(query)").items.compactMap { $0["Id"]?.text }
        }

        /// The memory that a container may use.
        static func memory(of container: String) async throws -> JSON? {
            try await ask("/containers/\(container)/json")["HostConfig"]?["Memory"]
        }

        /// Waits until no container is left.
        static func expectNoContainers() async throws {
            let deadline = ContinuousClock.now + .seconds(20)
            while try await !containers().isEmpty, ContinuousClock.now < deadline {
                try await Task.sleep(for: .milliseconds(100))
            }
            #expect(try await containers().isEmpty)
        }
    }

    private func server(_ folder: URL, lease: Double = 30) throws -> ServerProcess {
        try ServerProcess(
            [
                "serve", "--data", folder.appending(path: "data").path, "--port", "0", "--management-port", "0",
                "--lease-seconds", "\(lease)", "--limit", "native.memory=256m",
            ],
            in: folder,
            variables: [
                "DOCKER_HOST": Engine.host ?? "", "VENTI_EXECUTOR": "docker",
                "VENTI_SCANNER_IMAGE": Engine.image ?? "", "VENTI_ALLOW_TARGETS": "127.0.0.1",
                // The image prints events by itself, as one of somebody's own does.
                "VENTI_SCANNERS": "native,own=\(Engine.image ?? "")",
            ]
        )
    }

    private func withStory(
        lease: Double = 30,
        _ body: @escaping @Sendable (ScanStory, ServerProcess, URL) async throws -> Void
    ) async throws {
        try await ToyAPI.serve { target in
            try await ServerProcess.withFolder { folder in
                let server = try server(folder, lease: lease)
                defer { server.kill() }
                try await body(ScanStory(server, scanning: target), server, folder)
            }
        }
    }

    @Test(.needsScannerImage) func aScanRunsInAContainerThatIsGoneAfterwards() async throws {
        try await withStory { story, server, _ in
            let scanners = try await story.client.send("GET", "/api/v1/scanners").json["items"]?.items ?? []
            #expect(scanners.map { $0["runs_in"]?.text } == ["docker", "docker"])
            let scan = try await story.start(rate: 10)
            try await story.waitUntilItSends(scan)
            let containers = try await Engine.containers()
            #expect(containers.count == 1)
            #expect(try await Engine.memory(of: #require(containers.first)) == .integer(256 << 20))
            let events = try await story.client.events(of: scan)
            #expect(events.map(\.id) == Array(1...events.count))
            #expect(events.last?.data["state"]?.text == "completed")
            let found = try await story.client.send("GET", "/api/v1/findings").json["items"]?.items ?? []
            #expect(found.contains { $0["check"]?.text?.contains("auth.missing") == true })
            #expect(!server.logged.contains(ScanStory.secret))
            try await Engine.expectNoContainers()
            server.terminate()
            #expect(await server.status() == 0)
        }
    }

    @Test(.needsScannerImage) func aScanAsksForAnImageOfOnesOwn() async throws {
        try await withStory { story, _, _ in
            let scan = try await story.start(scanner: "own")
            #expect(try await story.client.events(of: scan).last?.data["state"]?.text == "completed")
            let found = try await story.client.send("GET", "/api/v1/scans/\(scan)").json
            #expect(found["scanner"]?.text == "own")
            #expect(try await !(story.client.send("GET", "/api/v1/findings").json["items"]?.items ?? []).isEmpty)
            try await Engine.expectNoContainers()
            let wrong = try await story.client.send(
                "POST",
                "/api/v1/scans",
                json: ["target_id": story.target, "document_id": story.document, "scanner": "nikto"]
            )
            #expect(wrong.status == 400)
        }
    }

    @Test(.needsScannerImage) func aCancelledScanLeavesNoContainer() async throws {
        try await withStory { story, _, _ in
            let scan = try await story.start(rate: 1)
            try await story.waitUntilItSends(scan)
            #expect(try await Engine.containers().count == 1)
            #expect(try await story.client.send("POST", "/api/v1/scans/\(scan)/cancel").status == 202)
            #expect(try await story.client.events(of: scan).last?.data["state"]?.text == "cancelled")
            try await Engine.expectNoContainers()
        }
    }

    @Test(.needsScannerImage) func anEmergencyStopEndsContainers() async throws {
        try await withStory { story, _, _ in
            let scan = try await story.start(rate: 1)
            try await story.waitUntilItSends(scan)
            let stop = try await story.client.send(
                "POST",
                "/api/v1/emergency-stops",
                json: ["reach": "global", "reason": "enough"]
            )
            #expect(stop.status == 201)
            #expect(try await story.client.events(of: scan).last?.data["state"]?.text == "stopped")
            try await Engine.expectNoContainers()
        }
    }

    /// A killed server's container is removed by the next one, which scans again; nothing is written twice.
    @Test(.needsScannerImage) func aKilledServersContainerIsRemovedAndItsScanGoesOn() async throws {
        try await withStory(lease: 2) { story, first, folder in
            let scan = try await story.start(rate: 10)
            try await story.waitUntilItSends(scan)
            #expect(try await Engine.containers().count == 1)
            first.kill()
            _ = await first.status()
            let second = try server(folder, lease: 2)
            defer { second.kill() }
            let client = LiveClient(base: try await second.line(after: "listens on "), token: story.client.token)
            let events = try await client.events(of: scan)
            #expect(events.map(\.id) == Array(1...events.count))
            #expect(events.last?.data["state"]?.text == "completed")
            #expect(events.filter { $0.kind == "done" }.count == 1)
            try await Engine.expectNoContainers()
        }
    }

    @Test func anEngineThatIsNotThereIsOneClearLine() async throws {
        try await ServerProcess.withFolder { folder in
            let socket = folder.appending(path: "no.sock").path
            let ended = try await ServerProcess.run(
                ["worker", "--data", folder.appending(path: "data").path],
                in: folder,
                variables: ["DOCKER_HOST": "unix://\(socket)", "VENTI_EXECUTOR": "docker"]
            )
            #expect(ended.status == 1)
            #expect(ended.logged.hasPrefix("venti-server: VENTI_EXECUTOR: docker: "))
            #expect(ended.logged.contains(socket) && ended.logged.contains("DOCKER_HOST"))
            #expect(ended.logged.split(separator: "\n").count == 1)
        }
    }

    @Test func aServerWithoutAWorkerNeedsNoEngine() async throws {
        try await ToyAPI.serve { target in
            try await ServerProcess.withFolder { folder in
                let server = try ServerProcess(
                    [
                        "serve", "--no-worker", "--data", folder.appending(path: "data").path, "--port", "0",
                        "--management-port", "0", "--allow-target", "127.0.0.1", "--scanner", "headers=example.com/h:1",
                    ],
                    in: folder,
                    variables: ["DOCKER_HOST": "unix:///nowhere/docker.sock", "VENTI_EXECUTOR": "docker"]
                )
                defer { server.kill() }
                let story = try await ScanStory(server, scanning: target)
                let scanners = try await story.client.send("GET", "/api/v1/scanners").json["items"]?.items ?? []
                #expect(scanners.map { $0["id"]?.text } == ["headers"])
                _ = try await story.start()
            }
        }
    }
}

extension Trait where Self == ConditionTrait {
    /// For tests that a container engine and the scanner's image are needed for.
    static var needsScannerImage: Self {
        .enabled(
            if: DockerScanTests.Engine.host != nil && DockerScanTests.Engine.image != nil,
            "set VENTI_TEST_DOCKER_HOST and, once Scripts/image --load has made it, VENTI_TEST_SCANNER_IMAGE"
        )
    }
}
