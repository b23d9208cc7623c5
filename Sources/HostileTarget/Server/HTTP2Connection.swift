//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

internal import NIOCore

/// Reads frames of HTTP/2 just as far as it must to see a request.
final class HTTP2Connection: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let listener: HostileListener
    private let performer: StepPerformer
    private var received: [UInt8] = []
    private var hasPreface = false

    private static let preface = Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8)

    init(listener: HostileListener, performer: StepPerformer) {
        self.listener = listener
        self.performer = performer
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var buffer = unwrapInboundIn(data)
        received += buffer.readBytes(length: buffer.readableBytes) ?? []
        if !hasPreface {
            guard received.count >= Self.preface.count else { return }
            // Without a preface it is no HTTP/2 client, and nobody that these modes are for.
            guard received.starts(with: Self.preface) else { return context.close(promise: nil) }
            received.removeFirst(Self.preface.count)
            hasPreface = true
            performer.perform([.send(HTTP2Frame.noWindow)])
        }
        while let (kind, flags, stream) = nextFrame() {
            switch kind {
            case HTTP2Frame.Kind.settings.rawValue where flags & 1 == 0:
                performer.perform([.send(HTTP2Frame.settingsAcknowledgement)])
            case HTTP2Frame.Kind.headers.rawValue:
                performer.perform(listener.steps(forPath: "", stream: stream))
            default:
                break
            }
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

    private func nextFrame() -> (kind: UInt8, flags: UInt8, stream: UInt32)? {
        guard received.count >= 9 else { return nil }
        let length = received[..<3].reduce(0) { $0 << 8 | Int($1) }
        guard received.count >= 9 + length else { return nil }
        defer { received.removeFirst(9 + length) }
        return (received[3], received[4], received[5..<9].reduce(0) { $0 << 8 | UInt32($1) } & 0x7fff_ffff)
    }
}
