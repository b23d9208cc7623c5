//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

internal import NIOCore

/// Reads requests just as far as it must to answer them.
final class HTTP1Connection: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let listener: HostileListener
    private let performer: StepPerformer
    private var received: [UInt8] = []
    private var hasReacted = false
    /// More of a request than this is thrown away; no test needs it.
    private static let maximumBytes = 1 << 20

    init(listener: HostileListener, performer: StepPerformer) {
        self.listener = listener
        self.performer = performer
    }

    func channelActive(context: ChannelHandlerContext) {
        if let steps = listener.stepsAtOnce { performer.perform(steps) }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        if let steps = listener.stepsForAnything {
            if !hasReacted { performer.perform(steps) }
            hasReacted = true
            return
        }
        guard listener.stepsAtOnce == nil else { return }
        var buffer = unwrapInboundIn(data)
        received += buffer.readBytes(length: buffer.readableBytes) ?? []
        while let path = nextPath() { performer.perform(listener.steps(forPath: path)) }
        if received.count > Self.maximumBytes { context.close(promise: nil) }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

    /// Takes a request off what was received, and gives its path.
    private func nextPath() -> String? {
        guard let end = received.firstRange(of: "\r\n\r\n".utf8)?.upperBound else { return nil }
        let lines = String(decoding: received[..<end], as: UTF8.self).split(separator: "\r\n")
        let line = lines.first { $0.lowercased().hasPrefix("content-length:") }
        let length = line.flatMap { Int($0.dropFirst(15).filter { $0 != " " }) } ?? 0
        guard received.count - end >= length else { return nil }
        received.removeFirst(end + max(0, length))
        let target = lines.first?.split(separator: " ").dropFirst().first ?? "/"
        return String(target.prefix { $0 != "?" })
    }
}
