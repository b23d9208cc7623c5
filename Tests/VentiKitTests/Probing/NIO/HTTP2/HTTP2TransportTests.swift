//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import NIOHTTP2
import Testing

@testable import VentiKit

/// The transport with a server that chooses HTTP/2: many exchanges on few connections, and every one of them ends.
@Suite(.timeLimit(.minutes(2)))
struct HTTP2TransportTests {
    @Sendable private static func echo(_ request: HTTP2Server.Request) -> [HTTP2Server.Step] {
        [.fields([(":status", "200")], ends: false), .data(Array(request.path.utf8) + request.body, ends: true)]
    }

    private func withTransport(
        maximumStreams: Int = 100,
        script: @escaping HTTP2Server.Script = Self.echo,
        _ body: (NetworkTransport, HTTP2Server) async throws -> Void
    ) async throws {
        try await withHTTP2Server(maximumStreams: maximumStreams, script: script) { server in
            try await withNetworkTransport(to: server.url(), tls: .acceptAny) { try await body($0, server) }
        }
    }

    /// What became of so many requests that were sent at once.
    private func outcomes(_ count: Int, over transport: NetworkTransport, method: String = "GET") async -> [String] {
        await withTaskGroup(of: String.self) { group in
            for number in 0..<count {
                group.addTask {
                    do {
                        let request = ProbeRequest(method: method, target: "/\(number)")
                        let response = try await transport.send(request, seconds: 30)
                        return response.bodyText == "/\(number)"
                            ? "\(response.httpVersion) \(response.status)" : "mixed up"
                    } catch {
                        return (error as? ProbeError)?.code.description ?? "\(error)"
                    }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
    }

    @Test func carriesManyRequestsOnOneConnection() async throws {
        try await withTransport { (transport, server) async throws in
            let outcomes = await outcomes(60, over: transport)
            #expect(outcomes == Array(repeating: "HTTP/2 200", count: 60))
            #expect(server.connectionCount == 1)
            #expect(try await transport.connectionCount() == 1)
        }
    }

    @Test(arguments: [1, 3])
    func keepsToTheStreamsThatTheServerAllows(maximumStreams: Int) async throws {
        try await withTransport(maximumStreams: maximumStreams) { transport, server in
            let outcomes = await outcomes(40, over: transport, method: "POST")
            // The first may start before the server has said how many it takes; those that it refuses were not looked at.
            #expect(outcomes.count { $0 == "HTTP/2 200" } >= 36)
            #expect(outcomes.allSatisfy { ["HTTP/2 200", "stream-reset", "connection-going-away"].contains($0) })
        }
    }

    @Test func endsAllThatIsUnderWayWhereTheConnectionCloses() async throws {
        try await withTransport { request in
            request.path == "/7" ? [.close] : []
        } _: { (transport, server) async throws in
            let outcomes = await outcomes(8, over: transport, method: "POST")
            #expect(outcomes.count == 8)
            #expect(outcomes.allSatisfy { ["connection-closed", "connection-reset"].contains($0) })
        }
    }

    @Test func oneRefusedStreamDoesNotSilenceTheOthers() async throws {
        try await withTransport { request in
            request.stream == 7 ? [.reset(.refusedStream)] : Self.echo(request)
        } _: { (transport, server) async throws in
            let outcomes = await outcomes(20, over: transport)
            #expect(outcomes == Array(repeating: "HTTP/2 200", count: 20))
        }
    }

    @Test func goesOnElsewhereWhereAServerGoesAway() async throws {
        try await withTransport { request in
            // Each connection answers ten requests and takes no more.
            let answer = Self.echo(request)
            return request.stream == 19 ? [.goAway(last: 19)] + answer : answer
        } _: { (transport, server) async throws in
            let target = try server.url()
            var options = ProbeClient.Options(scope: ScanScope(target: target))
            options.isAdaptive = false
            options.concurrency = 4
            let client = ProbeClient(target: target, transport: transport, options: options)
            let template = ProbeTemplate(ProbeRequest(method: "GET", target: "/{{value}}"))
            let result = try await client.sweep(template, count: 100, value: { "\($0)" }, purpose: .attack) { probe in
                probe.response.bodyText != "/\(probe.value)"
            }
            #expect(result.statuses == [200: 100], "\(result.failures)")
            #expect(result.kept.isEmpty)
            #expect(server.connectionCount >= 9)
        }
    }

    @Test func aSweepSharesAConnectionWithOtherRequests() async throws {
        try await withTransport(maximumStreams: 4) { transport, server in
            let target = try server.url()
            let client = ProbeClient(target: target, transport: transport)
            let template = ProbeTemplate(
                ProbeRequest(method: "POST", target: "/", body: Array(#"{"a":"{{value}}"}"#.utf8))
            )
            async let swept = client.sweep(template, count: 200, value: { "\($0)" }, purpose: .attack) { probe in
                probe.response.bodyText == "/{\"a\":\"\(probe.value)\"}"
            }
            for number in 0..<20 {
                let exchange = try await client.send(.get("/\(number)"), purpose: .reach)
                #expect(exchange.response.bodyText == "/\(number)")
                #expect(exchange.isEncrypted)
            }
            let result = try await swept
            #expect(result.kept.count == 200, "\(result.failures)")
        }
    }

    @Test func givesUpAStreamAtItsDeadlineAndKeepsTheConnection() async throws {
        try await withTransport { request in
            request.path == "/mute" ? [] : Self.echo(request)
        } _: { (transport, server) async throws in
            _ = try await transport.send(.get("/first"))
            let error = try await #require(throws: ProbeError.self) {
                _ = try await transport.send(.get("/mute"), seconds: 0.5)
            }
            #expect(error.code == .noResponse)
            #expect(try await transport.send(.get("/last")).bodyText == "/last")
            #expect(server.connectionCount == 1)
        }
    }
}
