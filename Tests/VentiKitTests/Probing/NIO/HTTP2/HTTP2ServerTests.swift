//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import NIOHPACK
import NIOHTTP2
import Testing

@testable import VentiKit

/// Whole exchanges with a server of HTTP/2 over TLS.
@Suite(.timeLimit(.minutes(2)))
struct HTTP2ServerTests {
    private func withClient(
        maximumStreams: Int = 100,
        waitsForBody: Bool = true,
        limits: ProbeLimits = ProbeLimits(),
        script: @escaping HTTP2Server.Script,
        _ body: (ConnectedClient, HTTP2Server) async throws -> Void
    ) async throws {
        try await withHTTP2Server(maximumStreams: maximumStreams, waitsForBody: waitsForBody, script: script) {
            server in
            let client = try await ConnectedClient(server.url(), limits: limits)
            #expect(try await client.isHTTP2())
            try await body(client, server)
            await client.close()
        }
    }

    @Sendable private static func echo(_ request: HTTP2Server.Request) -> [HTTP2Server.Step] {
        [
            .fields([(":status", "200"), ("x-method", request.fields.first(name: ":method") ?? "")], ends: false),
            .data(Array(request.path.utf8) + request.body, ends: true),
        ]
    }

    @Test(arguments: ["GET", "POST", "PUT", "DELETE", "OPTIONS"])
    func sendsAndReceives(method: String) async throws {
        try await withClient(script: Self.echo) { client, server in
            let body = Array(String(repeating: "b", count: 40_000).utf8)
            let request = ProbeRequest(method: method, target: "/a?b=c", headers: ["X-Me": "1"], body: body)
            let response = try await client.send(request)
            #expect(response.status == 200)
            #expect(response.httpVersion == "HTTP/2")
            #expect(response.headers["x-method"] == method)
            #expect(response.body == Array("/a?b=c".utf8) + body)
            let sent = try #require(server.requests.first).fields
            #expect(sent.first(name: ":scheme") == "https")
            #expect(sent.first(name: ":authority") == client.connector.target.authority)
            #expect(sent.first(name: "x-me") == "1")
            #expect(sent.first(name: "content-length") == "40000")
        }
    }

    @Test func carriesAHundredExchangesAtOnce() async throws {
        try await withClient(script: Self.echo) { client, server in
            try await withThrowingTaskGroup(of: Bool.self) { group in
                for number in 0..<100 {
                    group.addTask {
                        let request = ProbeRequest(method: "POST", target: "/\(number)", body: Array("!".utf8))
                        return try await client.send(request).bodyText == "/\(number)!"
                    }
                }
                for try await isRight in group { #expect(isRight) }
            }
            #expect(server.connectionCount == 1)
            #expect(server.requests.count == 100)
            #expect(try await client.capacity() == 100)
        }
    }

    @Test func takesTheServersBoundOfStreams() async throws {
        try await withClient(maximumStreams: 3, script: Self.echo) { client, _ in
            _ = try await client.send(.get())
            #expect(try await client.capacity() == 3)
        }
    }

    @Test func readsALongBodyToItsBound() async throws {
        let script: HTTP2Server.Script = { _ in
            [.fields([(":status", "200")], ends: false), .data([UInt8](repeating: 0x78, count: 6 << 20), ends: true)]
        }
        try await withClient(script: script) { client, _ in
            for _ in 0..<2 {
                let response = try await client.send(.get())
                #expect(response.body.count == 1 << 20)
                #expect(response.bodyIsTruncated)
            }
        }
    }

    @Test func cancelsABodyThatIsTooLong() async throws {
        var limits = ProbeLimits()
        limits.maximumWireBytes = 2 << 20
        let script: HTTP2Server.Script = { request in
            guard request.path == "/long" else { return Self.echo(request) }
            let body = [UInt8](repeating: 1, count: 16 << 20)
            return [.fields([(":status", "200")], ends: false), .data(body, ends: true)]
        }
        try await withClient(limits: limits, script: script) { client, _ in
            let outcome = try await client.outcome(of: .get("/long"))
            #expect(try outcome.result.get().bodyIsTruncated)
            #expect(outcome.isReusable)
            #expect(try await client.send(.get("/next")).bodyText == "/next")
        }
    }

    @Test func readsWhatHasNoBodyAndWhatComesAroundIt() async throws {
        let script: HTTP2Server.Script = { request in
            switch request.path {
            case "/empty": [.fields([(":status", "204")], ends: true)]
            case "/early":
                [
                    .fields([(":status", "103"), ("link", "</a>")], ends: false),
                    .fields([(":status", "200")], ends: true),
                ]
            default:
                [
                    .fields([(":status", "200")], ends: false), .data([0x78], ends: false),
                    .fields([("x-sum", "1")], ends: true),
                ]
            }
        }
        try await withClient(script: script) { client, _ in
            #expect(try await client.send(.get("/empty")).status == 204)
            let early = try await client.send(.get("/early"))
            #expect(early.status == 200)
            #expect(early.headers["link"] == nil)
            let trailers = try await client.send(.get("/trailers"))
            #expect(trailers.bodyText == "x")
            #expect(trailers.headers["x-sum"] == nil)
        }
    }

    @Test func refusesAHeadThatIsTooLongAndGoesOn() async throws {
        let script: HTTP2Server.Script = { request in
            let value = String(repeating: "v", count: 1_000)
            let fields = (0..<(request.path == "/long" ? 8 : 5)).map { ("x-\($0)", value) }
            return [.fields([(":status", "200")] + fields, ends: true)]
        }
        var limits = ProbeLimits()
        limits.maximumHeaderBytes = 6_000
        try await withClient(limits: limits, script: script) { client, _ in
            let error = await #expect(throws: ProbeError.self) { _ = try await client.send(.get("/long")) }
            #expect(error?.code == .headerTooLarge)
            let short = try await client.send(.get("/short"))
            #expect(short.headers.lines.count == 5)
        }
    }

    @Test func repeatsNothingItself() async throws {
        let script: HTTP2Server.Script = { request in
            request.path == "/refused" ? [.reset(.refusedStream)] : [.reset(.internalError)]
        }
        try await withClient(script: script) { client, server in
            let refused = try await client.outcome(of: .get("/refused"))
            #expect(refused.wasClosedBeforeResponse)
            #expect(refused.isReusable)
            #expect(throws: ProbeError.self) { try refused.result.get() }
            let broken = try await client.outcome(of: .get("/broken"))
            #expect(!broken.wasClosedBeforeResponse)
            #expect(server.requests.count == 2)
        }
    }

    @Test func leavesAServerThatGoesAway() async throws {
        let script: HTTP2Server.Script = { request in
            [.goAway(last: request.stream), .fields([(":status", "200")], ends: true)]
        }
        try await withClient(script: script) { client, _ in
            #expect(try await client.send(.get()).status == 200)
            let next = try await client.outcome(of: .get())
            #expect(next.wasClosedBeforeResponse)
            #expect(!next.isReusable)
            #expect(try await client.capacity() == 0)
        }
    }

    @Test func takesAnAnswerThatComesBeforeTheBodyIsRead() async throws {
        let script: HTTP2Server.Script = { _ in [.fields([(":status", "413")], ends: true)] }
        try await withClient(waitsForBody: false, script: script) { client, _ in
            let body = [UInt8](repeating: 0x78, count: 4 << 20)
            let outcome = try await client.outcome(of: ProbeRequest(method: "POST", target: "/", body: body))
            #expect(try outcome.result.get().head.status == 413)
            #expect(outcome.isReusable)
            #expect(try await client.send(.get()).status == 413)
        }
    }

    @Test func saysThatTheServerClosedTheConnection() async throws {
        let script: HTTP2Server.Script = { request in
            request.path == "/cut" ? [.fields([(":status", "200")], ends: false), .close] : [.close]
        }
        for (path, code) in [("/", ProbeError.Code.connectionClosed), ("/cut", .responseCutShort)] {
            try await withClient(script: script) { client, _ in
                let error = await #expect(throws: ProbeError.self) { _ = try await client.send(.get(path)) }
                #expect(error?.code == code)
            }
        }
    }
}
