//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import NIOCore
import NIOPosix
import Testing
import VentiKit
import VulnerableAPIs

@testable import VentiKitDocker

/// What goes through the pipe to a target on this machine.
struct HostForwarderTests {
    private let group = MultiThreadedEventLoopGroup.singleton

    /// Runs the body beside a server that talks to each connection in this way.
    private func withTarget<Result>(
        _ talk: @escaping @Sendable (NIOAsyncChannel<ByteBuffer, ByteBuffer>) async throws -> Void,
        _ body: (Int) async throws -> Result
    ) async throws -> Result {
        let server = try await ServerBootstrap(group: group)
            .childChannelOption(.allowRemoteHalfClosure, value: true)
            .bind(host: "127.0.0.1", port: 0) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try NIOAsyncChannel<ByteBuffer, ByteBuffer>(
                        wrappingChannelSynchronously: channel,
                        configuration: .init(isOutboundHalfClosureEnabled: true)
                    )
                }
            }
        let port = try #require(server.channel.localAddress?.port)
        return try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask {
                try await server.executeThenClose { connections in
                    for try await connection in connections { try? await talk(connection) }
                }
            }
            defer { tasks.cancelAll() }
            return try await body(port)
        }
    }

    private func connect(_ port: Int) async throws -> NIOAsyncChannel<ByteBuffer, ByteBuffer> {
        try await ClientBootstrap(group: group)
            .channelOption(.allowRemoteHalfClosure, value: true)
            .connect(host: "127.0.0.1", port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try NIOAsyncChannel<ByteBuffer, ByteBuffer>(
                        wrappingChannelSynchronously: channel,
                        configuration: .init(isOutboundHalfClosureEnabled: true)
                    )
                }
            }
    }

    /// A target that sends much and goes at once, and a client that takes its time.
    @Test func theTailOfAnAnswerArrivesAlsoWhereTheTargetIsGone() async throws {
        let size = 12 << 20
        let received = try await withTarget { connection in
            // Sent means that the kernel has it; the connection is closed at once then.
            try await connection.channel.writeAndFlush(ByteBuffer(repeating: 7, count: size)).get()
            try await connection.executeThenClose { _, _ in }
        } _: { target in
            try await HostForwarder.withForwarder(on: "127.0.0.1", to: "127.0.0.1", target) { port in
                let connection = try await connect(try #require(port))
                return try await connection.executeThenClose { inbound, _ in
                    var count = 0
                    var reads = 0
                    for try await buffer in inbound {
                        count += buffer.readableBytes
                        reads += 1
                        if reads < 20 { try await Task.sleep(for: .milliseconds(20)) }
                    }
                    return count
                }
            }
        }
        #expect(received == size)
    }

    /// A client that says that it sends no more still gets its answer.
    @Test func whoHasSentEverythingStillGetsTheAnswer() async throws {
        let answer = try await withTarget { connection in
            try await connection.executeThenClose { inbound, outbound in
                var count = 0
                for try await buffer in inbound { count += buffer.readableBytes }
                try await outbound.write(ByteBuffer(string: "\(count)"))
            }
        } _: { target in
            try await HostForwarder.withForwarder(on: "127.0.0.1", to: "127.0.0.1", target) { port in
                let connection = try await connect(try #require(port))
                return try await connection.executeThenClose { inbound, outbound in
                    try await outbound.write(ByteBuffer(repeating: 1, count: 3 << 20))
                    outbound.finish()
                    var text = ""
                    for try await buffer in inbound { text += String(buffer: buffer) }
                    return text
                }
            }
        }
        #expect(answer == "\(3 << 20)")
    }

    /// What nobody ends goes with the forwarder.
    @Test func connectionsEndWithTheForwarder() async throws {
        let ended = try await withTarget { connection in
            try await connection.executeThenClose { inbound, _ in for try await _ in inbound {} }
        } _: { target in
            let connection = try await HostForwarder.withForwarder(on: "127.0.0.1", to: "127.0.0.1", target) { port in
                let connection = try await connect(try #require(port))
                try await connection.channel.writeAndFlush(ByteBuffer(string: "x")).get()
                return connection
            }
            do {
                return try await connection.executeThenClose { inbound, _ in
                    for try await _ in inbound {}
                    return true
                }
            } catch is IOError {
                // It was reset, since what it had sent was on its way.
                return true
            }
        }
        #expect(ended)
    }
}
