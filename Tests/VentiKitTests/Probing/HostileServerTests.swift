//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import NIOCore
import NIOPosix
import Testing

@testable import VentiKit

/// The transport against a server on loopback that does what servers should not.
@Suite(.timeLimit(.minutes(1)))
struct HostileServerTests {
    /// What the transport says of an answer.
    private func code(
        of steps: [ScriptedServer.Step],
        limits: ProbeLimits = ProbeLimits(),
        seconds: Double = 20
    ) async throws -> ProbeError.Code {
        try await withScriptedTransport(limits: limits) { _ in
            steps
        } _: { (_, transport) async throws in
            try await #require(throws: ProbeError.self) { _ = try await transport.send(.get(), seconds: seconds) }.code
        }
    }

    @Test(arguments: [
        [ScriptedServer.Step.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nab")],
        [.trickle("HTTP/1.1 200 OK\r\n", every: .milliseconds(50))],
        [
            .send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"),
            .trickle("1\r\na\r\n1\r\na\r\n", every: .milliseconds(50)),
        ],
    ])
    func givesUpAtTheDeadline(steps: [ScriptedServer.Step]) async throws {
        #expect(try await code(of: steps, seconds: 5) == .responseTooSlow)
    }

    @Test func saysThatNothingCameUntilTheDeadline() async throws {
        #expect(try await code(of: [], seconds: 5) == .noResponse)
    }

    @Test func givesUpAtTheDeadlineWhileItWaitsForAConnection() async throws {
        try await withScriptedTransport(maximumConnections: 1) { _ in
            []
        } _: { (server, transport) async throws in
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { _ = try await transport.send(.get()) }
                while server.requests.isEmpty { try await Task.sleep(for: .milliseconds(1)) }
                let error = try await #require(throws: ProbeError.self) {
                    _ = try await transport.send(.get(), seconds: 0.1)
                }
                #expect(error.code == .timedOut)
                #expect(server.connectionCount == 1)
                group.cancelAll()
            }
        }
    }

    @Test(arguments: [
        ([ScriptedServer.Step.close], ProbeError.Code.connectionClosed),
        ([.reset], .connectionReset),
        (
            [.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nab"), .wait(.milliseconds(10)), .close],
            .responseCutShort
        ),
        (
            [.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nab"), .wait(.milliseconds(10)), .reset],
            .connectionReset
        ),
        (
            [
                .send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab"), .wait(.milliseconds(10)),
                .close,
            ], .responseCutShort
        ),
        ([.send("HTTP/1.1 200 OK\r\nContent-Le"), .close], .responseCutShort),
    ])
    func saysHowTheConnectionEnded(steps: [ScriptedServer.Step], expected: ProbeError.Code) async throws {
        #expect(try await code(of: steps) == expected)
    }

    @Test(arguments: [
        "SSH-2.0-OpenSSH_9.2\r\n", "<html>hello</html>", "\0\u{1}\u{2}", "HTTP/2 200\r\n\r\n", "HTTP/1.1 20 OK\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
        "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\nab\r\n",
        "HTTP/1.1 200 OK\r\nno name here\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length : 1\r\n\r\na",
        String(repeating: "HTTP/1.1 102 Processing\r\n\r\n", count: 100),
    ])
    func saysThatTheResponseIsMalformed(answer: String) async throws {
        #expect(try await code(of: [.send(answer)]).kind == .malformed)
    }

    @Test func stopsReadingAHeadThatDoesNotEnd() async throws {
        let line = Array("X-Bomb: 0123456789\r\n".utf8)
        #expect(try await code(of: [.send("HTTP/1.1 200 OK\r\n"), .flood(line)]) == .tooManyHeaders)
        let name = [UInt8](repeating: UInt8(ascii: "a"), count: 4096)
        #expect(try await code(of: [.send("HTTP/1.1 200 OK\r\n"), .flood(name)]) == .headerTooLarge)
        #expect(try await code(of: [.flood(Array("HTTP/1.1 100 Continue\r\n\r\n".utf8))]) == .tooManyInterimResponses)
    }

    @Test(arguments: [
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 1000000000000\r\n\r\n",
        "HTTP/1.1 200 OK\r\n\r\n",
    ])
    func stopsReadingABodyThatDoesNotEnd(head: String) async throws {
        var limits = ProbeLimits()
        limits.maximumBodyBytes = 1000
        limits.maximumWireBytes = 100_000
        let chunk = Array("4\r\nabcd\r\n".utf8)
        try await withScriptedTransport(limits: limits) { _ in
            [.send(head), .flood(chunk)]
        } _: { (server, transport) async throws in
            let response = try await transport.send(.get())
            #expect(response.status == 200)
            #expect(response.body.count == 1000)
            #expect(response.bodyIsTruncated)
            while server.openConnectionCount > 0 { try await Task.sleep(for: .milliseconds(1)) }
        }
    }

    @Test func saysThatNothingListens() async throws {
        let target = try await withScriptedServer(script: { _ in [] }, { try $0.url() })
        try await withNetworkTransport(to: target) { transport in
            let error = try await #require(throws: ProbeError.self) { _ = try await transport.send(.get()) }
            #expect(error.code == .connectionRefused)
        }
    }

    @Test func givesUpAConnectionThatIsNotMade() async throws {
        // A server that takes nobody: once the few places in its queue are taken, connecting lasts.
        let server = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.backlog, value: 1)
            .serverChannelOption(.autoRead, value: false)
            .bind(host: "127.0.0.1", port: 0).get()
        let target = try TargetURL("http://127.0.0.1:\(server.localAddress?.port ?? 0)")
        var limits = ProbeLimits()
        limits.connectTimeout = .milliseconds(300)
        await withNetworkTransport(to: target, limits: limits) { transport in
            let codes = await withTaskGroup { group in
                for _ in 0..<8 {
                    group.addTask { () -> ProbeError.Code? in
                        do {
                            _ = try await transport.send(.get(), seconds: 1)
                            return nil
                        } catch {
                            return (error as? ProbeError)?.code
                        }
                    }
                }
                return await group.reduce(into: []) { $0.append($1) }
            }
            // The few that got a place in the queue are connected, and never answered.
            #expect(codes.count { $0 == .noResponse } <= 3)
            #expect(codes.allSatisfy { $0 == .connectTimedOut || $0 == .noResponse })
        }
        try await server.close().get()
    }

    @Test func saysThatANameHasNoAddress() async throws {
        try await withNetworkTransport(to: TargetURL("http://no-such-host.invalid")) { transport in
            let error = try await #require(throws: ProbeError.self) { _ = try await transport.send(.get()) }
            #expect(error.code == .nameNotResolved)
        }
    }

    @Test func doesNotConnectToAnAddressThatTheScopeRefuses() async throws {
        try await withScriptedServer(script: { _ in [.close] }) { server in
            let target = try server.url(host: "localhost")
            var scope = ScanScope(target: target)
            scope.addressPolicy = .publicOnly
            try await withNetworkTransport(to: target, scope: scope) { transport in
                let error = try await #require(throws: ProbeError.self) { _ = try await transport.send(.get()) }
                #expect(error.code == .outOfScope)
            }
            #expect(server.connectionCount == 0)
        }
    }

    @Test func sendsAgainWhereAKeptConnectionWasClosed() async throws {
        try await withScriptedTransport { request in
            request.number == 1
                ? [.send("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n\(request.connection)")] : [.close]
        } _: { (server, transport) async throws in
            #expect(try await transport.send(.get()).bodyText == "1")
            #expect(try await transport.send(.get()).bodyText == "2")
            #expect(server.requests.count == 3)
        }
    }

    @Test func doesNotSendAgainWhatMayHaveBeenDone() async throws {
        try await withScriptedTransport { request in
            request.text.hasPrefix("GET") ? [.send("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx")] : [.close]
        } _: { (server, transport) async throws in
            _ = try await transport.send(.get())
            let request = ProbeRequest(method: "POST", target: "/", body: [1])
            let error = try await #require(throws: ProbeError.self) { _ = try await transport.send(request) }
            #expect(error.code == .connectionClosed)
            #expect(server.requests.count == 2)
        }
    }

    @Test func dropsAnIdleConnectionThatTheServerCloses() async throws {
        try await withScriptedTransport { _ in
            [.send("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx"), .wait(.milliseconds(5)), .close]
        } _: { (server, transport) async throws in
            _ = try await transport.send(.get())
            while try await transport.connectionCount() > 0 { try await Task.sleep(for: .milliseconds(1)) }
            let request = ProbeRequest(method: "POST", target: "/", body: [1])
            #expect(try await transport.send(request).bodyText == "x")
            #expect(server.connectionCount == 2)
        }
    }

    @Test func closesTheConnectionWhenItsTaskIsCancelled() async throws {
        try await withScriptedTransport { _ in
            []
        } _: { (server, transport) async throws in
            await withTaskGroup { group in
                group.addTask {
                    await #expect(throws: CancellationError.self) { _ = try await transport.send(.get()) }
                }
                while server.requests.isEmpty { try? await Task.sleep(for: .milliseconds(1)) }
                group.cancelAll()
            }
            while server.openConnectionCount > 0 { try await Task.sleep(for: .milliseconds(1)) }
        }
    }

    @Test func survivesCancellationAtAnyMoment() async throws {
        try await withScriptedTransport(maximumConnections: 4) { _ in
            [.wait(.milliseconds(1)), .send("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx")]
        } _: { (_, transport) async throws in
            for round in 0..<40 {
                await withTaskGroup { group in
                    for _ in 0..<10 {
                        group.addTask { _ = try? await transport.send(.get(), fresh: round.isMultiple(of: 3)) }
                    }
                    try? await Task.sleep(for: .microseconds(100 * round))
                    group.cancelAll()
                }
            }
            #expect(try await transport.send(.get()).bodyText == "x")
        }
    }
}
