//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import NIOCore
import NIOPosix

@testable import VentiService

/// A name server on a free port of this machine that answers each question as a test says.
enum ScriptedNameServer {
    /// What comes back for a question's bytes.
    typealias Script = @Sendable (_ question: [UInt8]) -> [[UInt8]]

    /// Runs a server.
    static func serve(
        _ script: @escaping Script,
        _ body: (_ server: NameServer, _ another: NameServer) async throws -> Void
    ) async throws {
        let group = MultiThreadedEventLoopGroup.singleton
        let channel = try await DatagramBootstrap(group: group)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(Answering(script: script))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        // Nobody answers at this one.
        let silent = try await DatagramBootstrap(group: group).bind(host: "127.0.0.1", port: 0).get()
        func server(_ channel: any Channel) throws -> NameServer {
            guard let server = NameServer("127.0.0.1:\(channel.localAddress?.port ?? 0)") else {
                throw ServiceError(.unavailable, "there is no port")
            }
            return server
        }
        do {
            try await body(server(channel), server(silent))
            try await channel.close()
            try await silent.close()
        } catch {
            try? await channel.close()
            try? await silent.close()
            throw error
        }
    }

    /// An answer to a question: its number, its question, and records.
    static func answer(
        to question: [UInt8],
        flags: UInt16 = 0x8180,
        name: DNSName? = nil,
        records: [[UInt8]] = []
    ) -> [UInt8] {
        let asked = (try? DNSMessage(question))?.question ?? DNSName(labels: [])
        var bytes = Array(question.prefix(2)) + [UInt8(flags >> 8), UInt8(flags & 0xff)]
        bytes += [0, 1, 0, UInt8(records.count), 0, 0, 0, 0]
        return bytes + (name ?? asked).encoded + [0, 16, 0, 1] + records.flatMap { $0 }
    }

    /// A record with a text, of the name that was asked for.
    static func text(_ text: String) -> [UInt8] {
        record(owner: [0xc0, 12], kind: 16, data: [UInt8(text.utf8.count)] + Array(text.utf8))
    }

    static func record(owner: [UInt8], kind: UInt8, data: [UInt8]) -> [UInt8] {
        owner + [0, kind, 0, 1, 0, 0, 0, 60, UInt8(data.count >> 8), UInt8(data.count & 0xff)] + data
    }

    private final class Answering: ChannelInboundHandler {
        typealias InboundIn = AddressedEnvelope<ByteBuffer>
        typealias OutboundOut = AddressedEnvelope<ByteBuffer>
        private let script: Script

        init(script: @escaping Script) { self.script = script }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            let question = unwrapInboundIn(data)
            for answer in script(Array(question.data.readableBytesView)) {
                let bytes = ByteBuffer(bytes: answer)
                let envelope = AddressedEnvelope(remoteAddress: question.remoteAddress, data: bytes)
                context.writeAndFlush(wrapOutboundOut(envelope), promise: nil)
            }
        }
    }
}
