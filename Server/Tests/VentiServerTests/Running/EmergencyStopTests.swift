//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Synchronization
import Testing

@testable import VentiServer
@testable import VentiService

/// How long a target still hears from scans after an emergency stop, where a worker is a process of its own.
@Suite(.timeLimit(.minutes(3))) struct EmergencyStopTests {
    /// When a target was last asked for something.
    private final class Arrivals: Sendable {
        private let state = Mutex((count: 0, last: ContinuousClock.now))
        var count: Int { state.withLock { $0.count } }
        var last: ContinuousClock.Instant { state.withLock { $0.last } }

        func add() {
            state.withLock { state in
                state.count += 1
                state.last = .now
            }
        }
    }

    @Test func theLastRequestComesSoonAfterTheStop() async throws {
        let arrivals = Arrivals()
        let router = Router()
        router.get("/**") { _, _ in
            arrivals.add()
            return "[]"
        }
        let app = Application(router: router, configuration: .init(address: .hostname("127.0.0.1", port: 0)))
        try await app.test(.live) { target in
            try await ServerProcess.withFolder { folder in
                let options = ["--data", folder.appending(path: "data").path, "--allow-target", "127.0.0.1"]
                let listening = ["--port", "0", "--management-port", "0", "--no-worker"]
                let server = try ServerProcess(["serve"] + options + listening, in: folder)
                defer { server.kill() }
                var client = LiveClient(base: try await server.line(after: "listens on "))
                let password = try #require(server.printed.split(separator: "\n").first { $0.hasPrefix("    ") })
                let signedIn = try await client.send(
                    "POST",
                    "/api/v1/auth/login",
                    json: ["email": "admin@localhost", "password": .string(String(password.dropFirst(4)))]
                )
                client.token = signedIn.json["access_token"]?.text
                let worker = try ServerProcess(["worker"] + options, in: folder)
                defer { worker.kill() }
                let scan = try await scan(client, "http://127.0.0.1:\(target.port ?? 0)")
                let deadline = ContinuousClock.now + .seconds(60)
                while arrivals.count < 10, ContinuousClock.now < deadline {
                    try await Task.sleep(for: .milliseconds(20))
                }
                try #require(arrivals.count >= 10)
                let stop = try await client.send(
                    "POST",
                    "/api/v1/emergency-stops",
                    json: ["reach": "global", "reason": "enough"]
                )
                let stopped = ContinuousClock.now
                #expect(stop.status == 201)
                #expect(try await client.events(of: scan).last?.data["state"]?.text == "stopped")
                try await Task.sleep(for: .seconds(1))
                let late = arrivals.last - stopped
                print(
                    "stop: last_request_ms=\(max(0, late.components.seconds * 1_000 + late.components.attoseconds / 1_000_000_000_000_000))"
                )
                // Less than a second on a machine with nothing else to do; here others share it.
                #expect(late < .seconds(5))
                let count = arrivals.count
                let refused = try await client.send(
                    "POST",
                    "/api/v1/scans",
                    json: try await scanBody(client, scan: scan)
                )
                #expect(refused.status == 409 && refused.json["type"]?.text == "/problems/emergency-stop")
                #expect(arrivals.count == count)
            }
        }
    }

    /// Starts a slow scan of many operations.
    private func scan(_ client: LiveClient, _ url: String) async throws -> String {
        let project = try await client.send("POST", "/api/v1/projects", json: ["name": "P"]).json["id"] ?? .null
        let target = try await client.send(
            "POST",
            "/api/v1/targets",
            json: ["project_id": project, "name": "T", "url": .string(url), "maximum_requests_per_second": 40]
        )
        let paths = (0..<200).map { "  /items\($0):\n    get: {responses: {'200': {description: all}}}" }
        let text = "openapi: 3.0.3\ninfo: {title: Long, version: '1'}\npaths:\n" + paths.joined(separator: "\n") + "\n"
        let document = try await client.send("POST", "/api/v1/documents", body: text, type: "application/yaml")
        let made = try await client.send(
            "POST",
            "/api/v1/scans",
            json: [
                "target_id": target.json["id"] ?? .null, "document_id": document.json["id"] ?? .null,
                "budget": ["requests_per_second": 40],
            ]
        )
        return try #require(made.json["id"]?.text, "\(made.text)")
    }

    /// What asks for the same scan again.
    private func scanBody(_ client: LiveClient, scan: String) async throws -> JSON {
        let known = try await client.send("GET", "/api/v1/scans/\(scan)").json
        return ["target_id": known["target_id"] ?? .null, "document_id": known["document_id"] ?? .null]
    }
}
