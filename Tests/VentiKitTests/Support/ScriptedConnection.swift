//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import NIOCore
import NIOPosix
import Synchronization

#if canImport(Darwin)
import Darwin
#else
import Glibc
#endif

/// One connection of a ``ScriptedServer``.
final class ScriptedConnection: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let server: ScriptedServer
    private let script: ScriptedServer.Script
    private var connection = 0
    private var count = 0
    private var received = ""

    init(server: ScriptedServer, script: @escaping ScriptedServer.Script) {
        self.server = server
        self.script = script
    }

    func channelActive(context: ChannelHandlerContext) {
        connection = server.record.withLock { record in
            record.connections += 1
            record.open += 1
            return record.connections
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        server.record.withLock { $0.open -= 1 }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        received += String(buffer: unwrapInboundIn(data))
        while let request = nextRequest() {
            count += 1
            let request = ScriptedServer.Request(connection: connection, number: count, text: request)
            server.record.withLock { $0.requests.append(request) }
            perform(script(request)[...], channel: context.channel)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

    /// Takes a head, and the body that its Content-Length gives, off what was received.
    private func nextRequest() -> String? {
        guard let end = received.utf8.firstRange(of: "\r\n\r\n".utf8)?.upperBound else { return nil }
        let head = received.utf8[..<end]
        let line = String(head)?.lowercased().split(separator: "\r\n").first { $0.hasPrefix("content-length:") }
        let length = line.flatMap { Int($0.dropFirst(15).filter { $0 != " " }) } ?? 0
        guard received.utf8.distance(from: end, to: received.utf8.endIndex) >= length else { return nil }
        let bodyEnd = received.utf8.index(end, offsetBy: length)
        defer { received = String(received.utf8[bodyEnd...]) ?? "" }
        return String(received.utf8[..<bodyEnd])
    }

    private func perform(_ steps: ArraySlice<ScriptedServer.Step>, channel: any Channel) {
        guard let step = steps.first, channel.isActive else { return }
        let rest = steps.dropFirst()
        let isolated = channel.eventLoop.assumeIsolated()
        func goOn(after delay: TimeAmount = .zero) {
            isolated.scheduleTask(in: delay) { self.perform(rest, channel: channel) }
        }
        switch step {
        case .send(let text):
            channel.writeAndFlush(ByteBuffer(string: text), promise: nil)
            perform(rest, channel: channel)
        case .sendBytes(let bytes):
            channel.writeAndFlush(ByteBuffer(bytes: bytes), promise: nil)
            perform(rest, channel: channel)
        case .trickle(let text, let pause):
            guard let first = text.first else { return goOn() }
            isolated.scheduleTask(in: TimeAmount(pause)) {
                channel.writeAndFlush(ByteBuffer(string: String(first)), promise: nil)
                self.perform([.trickle(String(text.dropFirst()), every: pause)] + rest, channel: channel)
            }
        case .wait(let duration):
            goOn(after: TimeAmount(duration))
        case .close:
            channel.close(mode: .all, promise: nil)
        case .reset:
            let provider = channel as? any SocketOptionProvider
            provider?.setSoLinger(linger(l_onoff: 1, l_linger: 0))
                .assumeIsolated().whenComplete { _ in channel.close(mode: .all, promise: nil) }
        case .flood(let bytes):
            var block = bytes
            while block.count < 32 << 10 { block += block }
            channel.writeAndFlush(ByteBuffer(bytes: block)).assumeIsolated().whenComplete { [block] result in
                guard case .success = result else { return }
                // Others on this event loop get their turn in between.
                isolated.scheduleTask(in: .microseconds(100)) { self.perform([.flood(block)], channel: channel) }
            }
        }
    }
}
