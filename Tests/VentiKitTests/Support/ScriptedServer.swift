//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import NIOCore
import NIOPosix
import NIOSSL
import Synchronization
import VentiKit

/// A server on a free loopback port that answers each request with the bytes, waits and closes that a script gives.
final class ScriptedServer: Sendable {
    /// What the server does, step after step.
    enum Step: Sendable {
        case send(String)
        case sendBytes([UInt8])
        /// Sends the bytes one by one, with a pause before each.
        case trickle(String, every: Duration)
        case wait(Duration)
        case close
        /// Closes so that the peer sees a reset.
        case reset
        /// Sends the bytes again and again until the connection closes.
        case flood([UInt8])
    }

    /// A request as it came.
    struct Request: Sendable {
        /// The number of the connection, from 1.
        var connection: Int
        /// The number of the request on its connection, from 1.
        var number: Int
        /// Head and body, byte for byte.
        var text: String
    }

    typealias Script = @Sendable (Request) -> [Step]

    struct Record: Sendable {
        var requests: [Request] = []
        var connections = 0
        var open = 0
    }

    let record = Mutex(Record())
    private let channel: Mutex<(any Channel)?> = Mutex(nil)

    var port: Int { channel.withLock { $0?.localAddress?.port ?? 0 } }
    var requests: [Request] { record.withLock { $0.requests } }
    var connectionCount: Int { record.withLock { $0.connections } }
    var openConnectionCount: Int { record.withLock { $0.open } }

    /// The server's URL.
    func url(scheme: String = "http", host: String = "127.0.0.1") throws -> TargetURL {
        try TargetURL("\(scheme)://\(host):\(port)")
    }

    fileprivate func start(tls: NIOSSLContext?, script: @escaping Script) async throws {
        let server = self
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    if let tls { try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: tls)) }
                    try channel.pipeline.syncOperations.addHandler(ScriptedConnection(server: server, script: script))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        self.channel.withLock { $0 = channel }
    }

    fileprivate func stop() async {
        let channel = channel.withLock { $0 }
        try? await channel?.close().get()
    }
}

/// Runs a scripted server for as long as the closure runs.
func withScriptedServer<Result>(
    tls: NIOSSLContext? = nil,
    script: @escaping ScriptedServer.Script,
    _ body: (ScriptedServer) async throws -> Result
) async throws -> Result {
    let server = ScriptedServer()
    try await server.start(tls: tls, script: script)
    do {
        let result = try await body(server)
        await server.stop()
        return result
    } catch {
        await server.stop()
        throw error
    }
}

/// Runs a scripted server and a transport to it.
func withScriptedTransport<Result>(
    limits: ProbeLimits = ProbeLimits(),
    maximumConnections: Int = 16,
    script: @escaping ScriptedServer.Script,
    _ body: (ScriptedServer, NetworkTransport) async throws -> Result
) async throws -> Result {
    try await withScriptedServer(script: script) { server in
        try await withNetworkTransport(
            to: server.url(),
            limits: limits,
            maximumConnections: maximumConnections
        ) { transport in
            try await body(server, transport)
        }
    }
}

extension NetworkTransport {
    /// Sends with a deadline that many seconds from now.
    func send(_ request: ProbeRequest, seconds: Double = 20, fresh: Bool = false) async throws -> ProbeResponse {
        try await send(
            request,
            deadline: .now.advanced(by: .seconds(seconds)),
            options: ProbeOptions(usesFreshConnection: fresh)
        )
    }
}

extension ProbeRequest {
    static func get(_ target: String = "/") -> ProbeRequest { ProbeRequest(method: "GET", target: target) }
}
