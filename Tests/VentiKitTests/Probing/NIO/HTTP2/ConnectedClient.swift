//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import NIOCore
import NIOPosix

@testable import VentiKit

/// One connection that a ``Connector`` made, for a test to use without a pool.
struct ConnectedClient: Sendable {
    let connector: Connector
    private let channel: any Channel
    private let connection: NIOLoopBound<Connector.Connection>

    /// - Throws: What the connector fails with.
    init(_ target: TargetURL, tls: TLSPolicy = .acceptAny, limits: ProbeLimits = ProbeLimits()) async throws {
        let connector = Self.connector(target, tls: tls, limits: limits)
        let channel = try await connector.findRoute().flatMap { connector.connect($0, willConnect: { _ in }) }.get()
        self.connector = connector
        self.channel = channel
        connection = try await connector.eventLoop.submit {
            NIOLoopBound(try connector.connection(of: channel), eventLoop: connector.eventLoop)
        }.get()
    }

    static func connector(
        _ target: TargetURL,
        tls: TLSPolicy = .acceptAny,
        limits: ProbeLimits = ProbeLimits()
    ) -> Connector {
        Connector(
            target: target,
            scope: ScanScope(target: target),
            limits: limits,
            tls: tls,
            eventLoop: MultiThreadedEventLoopGroup.singleton.next()
        )
    }

    /// Whether the connection speaks HTTP/2.
    func isHTTP2() async throws -> Bool {
        try await onLoop { connection in
            if case .http2 = connection { true } else { false }
        }
    }

    func capacity() async throws -> Int {
        try await onLoop { connection in
            if case .http2(let connection) = connection { connection.capacity } else { 0 }
        }
    }

    /// Sends over HTTP/2 and waits for the end of the exchange.
    func outcome(of request: ProbeRequest) async throws -> HTTPConnection.Outcome {
        let (connector, connection) = (connector, connection)
        return try await withCheckedThrowingContinuation { continuation in
            connector.eventLoop.execute {
                guard case .http2(let connection) = connection.value else {
                    return continuation.resume(throwing: ProbeError(.http2Violation, "The connection is of HTTP/1.1."))
                }
                _ = connection.run(
                    request,
                    authority: connector.target.authority,
                    scheme: "https",
                    limits: connector.limits
                ) { continuation.resume(returning: $0) }
            }
        }
    }

    func send(_ request: ProbeRequest) async throws -> ProbeResponse {
        try await outcome(of: request).result.get().probeResponse(limits: connector.limits)
    }

    func close() async { try? await channel.close().get() }

    private func onLoop<Result: Sendable>(
        _ body: @escaping @Sendable (Connector.Connection) -> Result
    ) async throws -> Result {
        let connection = connection
        return try await connector.eventLoop.submit { body(connection.value) }.get()
    }
}
