//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import NIOCore
import NIOPosix
import Testing

@testable import VentiServer
@testable import VentiService

/// One trace from a client's request to the scan that it asked for, with the real programs.
@Suite(.timeLimit(.minutes(5))) struct TracePropagationTests {
    private static let trace = "4bf92f3577b34da6a3ce929d0e0e4736"
    private static let header = "00-\(trace)-00f067aa0ba902b7-01"

    private func lines(_ log: String) -> [JSON] {
        log.split(separator: "\n").compactMap { try? JSONDecoder().decode(JSON.self, from: Data($0.utf8)) }
    }

    @Test func aTraceGoesFromTheRequestToTheScanOfAnotherProcess() async throws {
        try await TraceCollector.serve { url, collector in
            try await ToyAPI.serve { target in
                try await ServerProcess.withFolder { folder in
                    let data = ["--data", folder.appending(path: "data").path, "--allow-target", "127.0.0.1"]
                    let variables = ["OTEL_EXPORTER_OTLP_ENDPOINT": url, "OTEL_BSP_SCHEDULE_DELAY": "50"]
                    let server = try ServerProcess(
                        ["serve", "--port", "0", "--management-port", "0", "--no-worker"] + data,
                        in: folder,
                        variables: variables
                    )
                    defer { server.kill() }
                    let base = try await server.line(after: "listens on ")
                    let management = try await Self.freePort()
                    let worker = try ServerProcess(
                        ["worker", "--management-port", "\(management)"] + data,
                        in: folder,
                        variables: variables
                    )
                    defer { worker.kill() }
                    let scan = try await self.scan(base, server, target)
                    try await collector.wait(seconds: 60) { $0.spans.contains { $0["name"] == "job scan" } }

                    let spans = collector.spans.filter { $0["traceId"]?.text == Self.trace }
                    let request = try #require(spans.first { $0["name"] == "HTTP POST /api/v1/scans" })
                    let publish = try #require(spans.first { $0["name"] == "queue publish" })
                    let job = try #require(spans.first { $0["name"] == "job scan" })
                    #expect(request["parentSpanId"] == "00f067aa0ba902b7" && request["kind"] == 2)
                    #expect(publish["parentSpanId"] == request["spanId"] && publish["kind"] == 4)
                    #expect(job["parentSpanId"] == publish["spanId"] && job["kind"] == 5)
                    #expect(
                        job["attributes"]?.items.contains([
                            "key": "venti.scan.state", "value": ["stringValue": "completed"],
                        ]) == true
                    )
                    let served = server.logged.split(separator: "\n").filter { $0.contains(Self.trace) }
                    let begun = lines(worker.logged).first { $0["msg"] == "a scan begins" }
                    #expect(begun?["trace_id"]?.text == Self.trace && begun?["span_id"] == job["spanId"])
                    #expect(begun?["scan_id"]?.text == scan && begun?["request_id"] == "the-request-of-a-test")
                    #expect(served.count == 1 && served[0].contains(#""request_id":"the-request-of-a-test""#))
                    let metrics = try await LiveClient(base: "http://127.0.0.1:\(management)").send("GET", "/metrics")
                        .text
                    #expect(metrics.contains(#"venti_trace_spans_total{result="dropped"} 0"#), "\(metrics)")
                    #expect(metrics.contains(#"venti_trace_spans_total{result="sent"} "#), "\(metrics)")
                    #expect(!lines(worker.logged).isEmpty && server.isRunning && worker.isRunning)
                    server.terminate()
                    worker.terminate()
                    #expect(await server.status() == 0)
                    #expect(await worker.status() == 0)
                }
            }
        }
    }

    /// A port that nobody listens at right now.
    private static func freePort() async throws -> Int {
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .bind(host: "127.0.0.1", port: 0).get()
        let port = channel.localAddress?.port
        try await channel.close()
        return try #require(port)
    }

    /// Asks for a scan within the trace, and waits for its end.
    private func scan(_ base: String, _ server: ServerProcess, _ target: String) async throws -> String {
        var client = LiveClient(base: base)
        let password = try #require(server.printed.split(separator: "\n").first { $0.hasPrefix("    ") })
        let signedIn = try await client.send(
            "POST",
            "/api/v1/auth/login",
            json: ["email": "admin@localhost", "password": .string(String(password.dropFirst(4)))]
        )
        client.token = try #require(signedIn.json["access_token"]?.text)
        #expect(signedIn.headers["traceparent"].flatMap { TraceContext(header: $0) } != nil)
        let project = try await client.send("POST", "/api/v1/projects", json: ["name": "Toys"]).json["id"] ?? .null
        let made =
            try await client.send(
                "POST",
                "/api/v1/targets",
                json: ["project_id": project, "name": "Toy", "url": .string(target)]
            ).json["id"] ?? .null
        let document =
            try await client.send(
                "POST",
                "/api/v1/documents?name=toy.yaml",
                body: ToyAPI.document,
                type: "application/yaml"
            ).json["id"] ?? .null
        client.headers = ["traceparent": Self.header, "x-request-id": "the-request-of-a-test"]
        let scan = try await client.send("POST", "/api/v1/scans", json: ["target_id": made, "document_id": document])
        #expect(scan.headers["traceparent"]?.hasPrefix("00-\(Self.trace)-") == true)
        #expect(scan.headers["traceparent"] != Self.header)
        client.headers = [:]
        let id = try #require(scan.json["id"]?.text, "\(scan.text)")
        #expect(try await client.events(of: id).last?.data["state"]?.text == "completed")
        return id
    }

    @Test func whatTheVariablesCannotMeanIsOneClearLine() async throws {
        try await ServerProcess.withFolder { folder in
            let refused = try await ServerProcess.run(
                ["serve", "--data", folder.appending(path: "data").path, "--port", "0", "--management-port", "0"],
                in: folder,
                variables: [
                    "OTEL_EXPORTER_OTLP_ENDPOINT": "http://127.0.0.1:4318", "OTEL_EXPORTER_OTLP_PROTOCOL": "grpc",
                ]
            )
            #expect(refused.status == 1)
            #expect(
                refused.logged == "venti-server: OTEL_EXPORTER_OTLP_PROTOCOL is 'grpc': this program takes http/json.\n"
            )
        }
    }
}
