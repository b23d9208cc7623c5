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
        var result: Result<WireResponse, any Error>
        /// Whether the connection is open and can carry another exchange.
        var isReusable: Bool
        /// Whether the server's end of the connection was closed before it sent anything for this request, which
        /// happens when it closes an idle connection just as a request is on its way.
        var wasClosedBeforeResponse: Bool
    }

    private let channel: any Channel
    private var context: ChannelHandlerContext?
    /// Whether the channel is open, which it is when the handler is used.
    private var isActive = true
    private let limits: ProbeLimits
    private var exchange: PendingExchange?
    private var parser: ResponseParser
    private var wasCutShort = false
    /// Whether the server spoke before anything was sent.
    private var spokeFirst = false
    /// The number of exchanges that were started on the connection.
    private(set) var exchangeCount = 0
    /// Called once for each exchange that was run, unless the connection was aborted.
    var onEnd: ((PendingExchange, Outcome) -> Void)?
    /// Called once when the connection closes while it is idle.
    var onIdleClose: (() -> Void)?

    init(channel: any Channel, limits: ProbeLimits) {
        self.channel = channel
        self.limits = limits
        parser = ResponseParser(requestMethod: "", limits: limits)
    }

    /// Whether requests can be sent.
    var isOpen: Bool { isActive && channel.isActive }

    /// Requests of at most this size are with the operating system as soon as they are written: the buffer of a socket
    /// without data on its way takes them.
    private static let certainlySentBytes = 4096

    /// Sends the request and reads its response.
    func run(_ exchange: PendingExchange) {
        self.exchange = exchange
        exchangeCount += 1
        exchange.started = .now()
        exchange.firstByte = nil
        exchange.sent = nil
        parser = ResponseParser(
            requestMethod: exchange.traits.method,
            asksForUpgrade: exchange.traits.asksForUpgrade,
            limits: limits
        )
        if spokeFirst {
            fail(ProbeError(.unsolicitedResponse, "The server spoke before the request was sent."))
            return channel.close(mode: .all, promise: nil)
        }
        guard isActive, let context else {
            return fail(ProbeError(.connectionClosed, "The server closed the connection before the request was sent."))
        }
        if exchange.bytes.readableBytes <= Self.certainlySentBytes {
            exchange.sent = exchange.started
            context.writeAndFlush(wrapOutboundOut(exchange.bytes), promise: nil)
        } else {
            let promise = context.eventLoop.makePromise(of: Void.self)
            promise.futureResult.assumeIsolated().whenSuccess { exchange.sent = .now() }
            context.writeAndFlush(wrapOutboundOut(exchange.bytes), promise: promise)
        }
    }

    /// Closes the connection at once.
    ///
    /// The exchange that is under way ends nowhere: its owner has given it up.
    func abort() {
        exchange = nil
        onIdleClose = nil
        onEnd = nil
        channel.close(mode: .all, promise: nil)
    }

    func handlerAdded(context: ChannelHandlerContext) { self.context = context }

    func handlerRemoved(context: ChannelHandlerContext) { self.context = nil }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let buffer = unwrapInboundIn(data)
        guard let exchange else {
            if exchangeCount == 0 { spokeFirst = true }
            return closeIdle()
        }
        let now = NIODeadline.now()
        if exchange.firstByte == nil { exchange.firstByte = now }
        do throws(ProbeError) {
            let consumed = try parser.consume(buffer.readableBytesUInt8Span)
            // What follows the message was not asked for, so nothing that comes after it can be trusted.
            if parser.isComplete { succeed(exchange, at: now, hasSurplus: consumed < buffer.readableBytes) }
        } catch {
            fail(error)
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        context.fireChannelInactive()
        isActive = false
        guard let exchange else { return closeIdle() }
        do throws(ProbeError) {
            try parser.finish()
            if wasCutShort { parser.bodyIsTruncated = true }
            succeed(exchange, at: .now(), hasSurplus: false)
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

    private func succeed(_ exchange: PendingExchange, at now: NIODeadline, hasSurplus: Bool) {
        self.exchange = nil
        exchange.ended = now
        let firstByte = exchange.firstByte ?? now
        let response = WireResponse(
            head: parser.head,
            body: parser.body,
            bodyIsTruncated: parser.bodyIsTruncated,
            hasSurplus: hasSurplus && parser.ending == .whole,
            nanosecondsToFirstByte: max(0, (firstByte - (exchange.sent ?? firstByte)).nanoseconds),
            nanoseconds: (now - exchange.started).nanoseconds
        )
        // A server that answers before it has the whole request does not read the rest of it as one.
        let isReusable = parser.keepsAlive && !hasSurplus && exchange.sent != nil && isActive
        end(exchange, Outcome(result: .success(response), isReusable: isReusable, wasClosedBeforeResponse: false))
    }

    private func fail(_ error: ProbeError) {
        guard let exchange else { return closeIdle() }
        self.exchange = nil
        let isClosed = error.code.kind == .closed && !parser.hasStarted
        end(exchange, Outcome(result: .failure(error), isReusable: false, wasClosedBeforeResponse: isClosed))
    }

    private func end(_ exchange: PendingExchange, _ outcome: Outcome) { onEnd?(exchange, outcome) }

    private func closeIdle() {
        // Where nothing was sent yet, the first exchange says that the server spoke first.
        if exchangeCount > 0 { isActive = false }
        let onIdleClose = onIdleClose
        self.onIdleClose = nil
        onIdleClose?()
        channel.close(mode: .all, promise: nil)
    }
}
