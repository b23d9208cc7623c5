//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

internal import NIOCore
internal import NIOSSL

/// One connection, as the last handler of its channel.
///
/// It carries one exchange at a time, and belongs to its event loop.
final class HTTPConnection: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    /// How an exchange ended.
    struct Outcome {
        var result: Result<WireResponse, ProbeError>
        /// Whether the connection is open and can carry another exchange.
        var isReusable: Bool
        /// Whether the server's end of the connection was closed before it sent anything for this request, which
        /// happens when it closes an idle connection just as a request is on its way.
        var wasClosedBeforeResponse: Bool
    }

    private final class Exchange {
        var parser: ResponseParser
        let end: (Outcome) -> Void
        let started = NIODeadline.now()
        var flushed: NIODeadline?
        var firstByte: NIODeadline?

        init(parser: ResponseParser, end: @escaping (Outcome) -> Void) {
            self.parser = parser
            self.end = end
        }
    }

    private let channel: any Channel
    private var exchange: Exchange?
    private var wasCutShort = false
    /// The number of exchanges that were started on the connection.
    private(set) var exchangeCount = 0
    /// Called once when the connection closes while it is idle.
    var onIdleClose: (() -> Void)?

    init(channel: any Channel) { self.channel = channel }

    /// Whether requests can be sent.
    var isOpen: Bool { channel.isActive }

    /// Sends the bytes of a request and reads its response.
    ///
    /// `end` is called once, on the event loop.
    func run(_ bytes: ByteBuffer, parser: ResponseParser, end: @escaping (Outcome) -> Void) {
        let exchange = Exchange(parser: parser, end: end)
        self.exchange = exchange
        exchangeCount += 1
        guard channel.isActive else {
            return fail(ProbeError(.connectionClosed, "The server closed the connection before the request was sent."))
        }
        channel.writeAndFlush(bytes).assumeIsolated().whenSuccess { exchange.flushed = .now() }
    }

    /// Closes the connection at once.
    ///
    /// The exchange that is under way ends nowhere: its owner has given it up.
    func abort() {
        exchange = nil
        onIdleClose = nil
        channel.close(mode: .all, promise: nil)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let buffer = unwrapInboundIn(data)
        guard let exchange else { return closeIdle() }
        if exchange.firstByte == nil { exchange.firstByte = .now() }
        do throws(ProbeError) {
            let consumed = try exchange.parser.consume(buffer.readableBytesUInt8Span)
            // What follows the message was not asked for, so nothing that comes after it can be trusted.
            if exchange.parser.isComplete { succeed(hasSurplus: consumed < buffer.readableBytes) }
        } catch {
            fail(error)
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        context.fireChannelInactive()
        guard let exchange else { return closeIdle() }
        do throws(ProbeError) {
            try exchange.parser.finish()
            if wasCutShort { exchange.parser.bodyIsTruncated = true }
            succeed(hasSurplus: false)
        } catch {
            fail(error)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        // The end of a body that lasts until the connection closes is then not certain; `channelInactive` follows.
        if case NIOSSLError.uncleanShutdown = error {
            wasCutShort = true
            return
        }
        fail(ProbeError(connectionError: error, whileConnecting: false))
        channel.close(mode: .all, promise: nil)
    }

    private func succeed(hasSurplus: Bool) {
        guard let exchange else { return }
        self.exchange = nil
        let now = NIODeadline.now()
        let firstByte = exchange.firstByte ?? now
        let sent = exchange.flushed ?? firstByte
        let response = WireResponse(
            head: exchange.parser.head,
            body: exchange.parser.body,
            bodyIsTruncated: exchange.parser.bodyIsTruncated,
            hasSurplus: hasSurplus && exchange.parser.ending == .whole,
            timeToFirstByte: .nanoseconds(max(0, (firstByte - sent).nanoseconds)),
            duration: .nanoseconds((now - exchange.started).nanoseconds)
        )
        // A server that answers before it has the whole request does not read the rest of it as one.
        let isReusable = exchange.parser.keepsAlive && !hasSurplus && exchange.flushed != nil && channel.isActive
        exchange.end(Outcome(result: .success(response), isReusable: isReusable, wasClosedBeforeResponse: false))
    }

    private func fail(_ error: ProbeError) {
        guard let exchange else { return closeIdle() }
        self.exchange = nil
        let isClosed = error.code.kind == .closed && !exchange.parser.hasStarted
        exchange.end(Outcome(result: .failure(error), isReusable: false, wasClosedBeforeResponse: isClosed))
    }

    private func closeIdle() {
        let onIdleClose = onIdleClose
        self.onIdleClose = nil
        onIdleClose?()
        channel.close(mode: .all, promise: nil)
    }
}
