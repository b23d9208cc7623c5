//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

internal import NIOCore
internal import NIOHTTP2

/// One connection that speaks HTTP/2, as the last handler of its channel.
///
/// It carries up to ``HTTP2Setup/maximumStreams`` exchanges at a time, and belongs to its event loop. What the server
/// sends is bounded as in HTTP/1.1, and beyond the responses by ``HTTP2Overhead``.
final class HTTP2Connection: ChannelInboundHandler {
    typealias InboundIn = HTTP2Frame
    typealias OutboundOut = HTTP2Frame

    /// Names an exchange, for ``cancel(_:)``.
    struct StreamToken: Hashable {
        fileprivate let id: HTTP2StreamID
    }

    private let channel: any Channel
    private var context: ChannelHandlerContext?
    var streams: [HTTP2StreamID: HTTP2Stream] = [:]
    private var nextID: HTTP2StreamID = 1
    /// How many streams the server takes at once.
    private var serverLimit = HTTP2Setup.maximumStreams
    /// The longest frame that the server takes.
    var maximumFrame = HTTP2FieldSize.smallestMaximumFrame
    private var isReading = false
    private var isClosed = false
    var isGoingAway = false
    /// Whether the error that comes next is of a stream that has ended of it.
    var awaitsStreamError = false
    /// The streams that the server has answered before it had the whole request.
    var unsent: Set<HTTP2StreamID> = []
    var overhead = HTTP2Overhead()

    /// The number of exchanges that were started on the connection.
    private(set) var exchangeCount = 0
    /// Called once when the connection is closed by the server or for what it did, after its exchanges have ended.
    var onClose: (() -> Void)?
    /// Called when ``capacity`` may have changed otherwise than by a call.
    var onCapacityChange: (() -> Void)?

    init(channel: any Channel) { self.channel = channel }

    /// Whether exchanges can be under way.
    var isOpen: Bool { !isClosed && channel.isActive }

    /// How many more exchanges may be started now.
    var capacity: Int {
        guard isOpen, !isGoingAway, nextID < HTTP2StreamID.maxID else { return 0 }
        return max(0, min(serverLimit, HTTP2Setup.maximumStreams) - streams.count)
    }

    /// Sends a request on a new stream and reads its response.
    ///
    /// `end` is called once, on the event loop, and before this returns where the request cannot be sent. An outcome that
    /// is reusable says that the connection is open, one that was closed before the response that the server has not
    /// looked at the request: it refused the stream, or is going away.
    func run(
        _ request: ProbeRequest,
        authority: String,
        scheme: String,
        limits: ProbeLimits,
        end: @escaping (HTTPConnection.Outcome) -> Void
    ) -> StreamToken {
        let id = nextID
        guard capacity > 0 else {
            let error = ProbeError(.connectionGoingAway, "The connection takes no more streams.")
            end(.init(result: .failure(error), isReusable: isOpen, wasClosedBeforeResponse: true))
            return StreamToken(id: .rootStream)
        }
        do throws(ProbeError) {
            let fields = try HTTP2RequestFields.fields(of: request, authority: authority, scheme: scheme)
            guard HTTP2FieldSize.fits(fields, maximumFrame) else {
                throw ProbeError(.invalidRequest, "The request's head is longer than the server takes over HTTP/2.")
            }
            let stream = HTTP2Stream(requestMethod: request.method, limits: limits, end: end)
            streams[id] = stream
            nextID = id.advanced(by: 2)
            exchangeCount += 1
            send(.headers(.init(headers: fields, endStream: request.body.isEmpty)), on: id)
            if request.body.isEmpty { stream.flushed = .now() } else { send(request.body, of: stream, on: id) }
            flush()
            return StreamToken(id: id)
        } catch {
            end(.init(result: .failure(error), isReusable: isOpen, wasClosedBeforeResponse: false))
            return StreamToken(id: .rootStream)
        }
    }

    /// Whether the exchange is under way.
    func isRunning(_ token: StreamToken) -> Bool { streams[token.id] != nil }

    /// Whether anything of the response has come.
    func hasBegun(_ token: StreamToken) -> Bool { streams[token.id]?.response.hasStarted ?? false }

    /// Gives an exchange up, whose `end` is not called any more.
    func cancel(_ token: StreamToken) {
        guard streams.removeValue(forKey: token.id) != nil else { return }
        reset(token.id)
        flush()
        closeIfDone()
    }

    /// Closes the connection at once.
    ///
    /// The exchanges that are under way end nowhere: their owner has given them up.
    func abort() {
        onClose = nil
        onCapacityChange = nil
        streams = [:]
        isClosed = true
        channel.close(mode: .all, promise: nil)
    }

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        let increment = HTTP2Setup.connectionWindow - 65_535
        send(.windowUpdate(windowSizeIncrement: increment), on: .rootStream)
        flush()
    }

    func handlerRemoved(context: ChannelHandlerContext) { self.context = nil }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        isReading = true
        let frame = unwrapInboundIn(data)
        read(frame.payload, on: frame.streamID)
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        for id in unsent { reset(id) }
        unsent = []
        isReading = false
        flush()
        closeIfDone()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) { note(event) }

    func channelInactive(context: ChannelHandlerContext) {
        context.fireChannelInactive()
        close(ProbeError(.connectionClosed, "The server closed the connection without an answer."))
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { note(error) }

    /// The server has said how many streams it takes.
    func limit(_ count: Int) {
        serverLimit = count
        onCapacityChange?()
    }

    /// Ends an exchange with its response.
    func succeed(_ id: HTTP2StreamID) {
        guard let stream = streams.removeValue(forKey: id) else { return }
        overhead.completeResponse()
        if !stream.response.streamHasEnded { reset(id) } else if stream.flushed == nil { unsent.insert(id) }
        let response = stream.wireResponse()
        stream.end(.init(result: .success(response), isReusable: isOpen, wasClosedBeforeResponse: false))
        onCapacityChange?()
    }

    /// Ends an exchange without a response.
    ///
    /// - Parameters:
    ///   - isUnread: Whether the server has not looked at the request.
    ///   - resets: Whether the stream is still open, and to be cancelled.
    func fail(_ id: HTTP2StreamID, _ error: ProbeError, isUnread: Bool = false, resets: Bool = false) {
        guard let stream = streams.removeValue(forKey: id) else { return }
        if resets { reset(id) }
        stream.end(.init(result: .failure(error), isReusable: isOpen, wasClosedBeforeResponse: isUnread))
        onCapacityChange?()
    }

    /// Ends all exchanges and the connection; an exchange whose response had begun was cut short by it.
    func close(_ error: ProbeError) {
        guard !isClosed else { return }
        isClosed = true
        onCapacityChange = nil
        let isCut = error.code == .connectionClosed
        for id in streams.keys.sorted(by: <) {
            let hasStarted = streams[id]?.response.hasStarted ?? false
            let cut = ProbeError(.responseCutShort, "The server closed the connection within its response.")
            fail(id, isCut && hasStarted ? cut : error, isUnread: error.code.kind == .closed && !hasStarted)
        }
        channel.close(mode: .all, promise: nil)
        let onClose = onClose
        self.onClose = nil
        onClose?()
    }

    /// Cancels a stream that the server still sends on.
    func reset(_ id: HTTP2StreamID) {
        overhead.cancelStream(window: HTTP2Setup.streamWindow)
        send(.rstStream(.cancel), on: id)
    }

    func send(_ payload: HTTP2Frame.FramePayload, on id: HTTP2StreamID) {
        context?.write(wrapOutboundOut(HTTP2Frame(streamID: id, payload: payload)), promise: nil)
    }

    private func send(_ body: [UInt8], of stream: HTTP2Stream, on id: HTTP2StreamID) {
        guard let context else { return }
        let promise = context.eventLoop.makePromise(of: Void.self)
        promise.futureResult.assumeIsolated().whenSuccess { stream.flushed = .now() }
        let data = HTTP2Frame.FramePayload.Data(data: .byteBuffer(ByteBuffer(bytes: body)), endStream: true)
        context.write(wrapOutboundOut(HTTP2Frame(streamID: id, payload: .data(data))), promise: promise)
    }

    /// While frames are read, what is written goes out once they all are.
    private func flush() {
        if !isReading { context?.flush() }
    }

    /// A server that is going away is left when nothing is under way any more.
    private func closeIfDone() {
        guard isGoingAway, streams.isEmpty, !isClosed else { return }
        close(ProbeError(.connectionGoingAway, "The server is closing its connection."))
    }
}
