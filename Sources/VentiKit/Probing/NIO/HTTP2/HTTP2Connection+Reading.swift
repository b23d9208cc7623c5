//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

internal import NIOCore
internal import NIOHTTP2
internal import NIOSSL

extension HTTP2Connection {
    /// Reads what the server sent on a stream, or about the connection.
    func read(_ payload: HTTP2Frame.FramePayload, on id: HTTP2StreamID) {
        switch payload {
        case .headers(let headers):
            advance(id) { (response) throws(ProbeError) in
                let before = response.wireBytes
                defer { overhead.use(9 + response.wireBytes - before) }
                try response.read(headers.headers, endsStream: headers.endStream)
            }
        case .data(let data):
            guard case .byteBuffer(let bytes) = data.data else { return }
            let padding = data.paddingBytes.map { $0 + 1 } ?? 0
            // Empty data that does not end the stream is of no use.
            if bytes.readableBytes > 0 || data.endStream { overhead.use(9 + bytes.readableBytes + padding) }
            advance(id) { (response) throws(ProbeError) in
                try response.read(bytes, padding: padding, endsStream: data.endStream)
            }
        case .rstStream(let code):
            fail(id, ProbeError(streamReset: code), isUnread: code == .refusedStream)
        case .goAway(let last, let code, _):
            isGoingAway = true
            // Nobody is to be sent here in place of those that are failed now.
            onCapacityChange?()
            for unread in streams.keys.filter({ $0 > last }).sorted(by: <) {
                fail(unread, ProbeError(goingAway: code), isUnread: true)
            }
        case .settings(.settings(let settings)):
            if let size = settings.last(where: { $0.parameter == .maxFrameSize })?.value { maximumFrame = size }
            if let limit = settings.last(where: { $0.parameter == .maxConcurrentStreams })?.value { self.limit(limit) }
        case .pushPromise:
            violate("The server pushed a response that nobody asked for.")
        case .settings(.ack), .ping, .priority, .windowUpdate, .alternativeService, .origin:
            break
        }
    }

    /// Lets the response of a stream read on, and ends its exchange where it is complete or cannot be read.
    private func advance(_ id: HTTP2StreamID, _ step: (inout HTTP2ResponseReader) throws(ProbeError) -> Void) {
        guard let stream = streams[id] else { return }
        if stream.firstByte == nil { stream.firstByte = .now() }
        do throws(ProbeError) {
            try step(&stream.response)
            if stream.response.isComplete { succeed(id) }
        } catch {
            fail(id, error, resets: !stream.response.streamHasEnded)
        }
    }

    /// Takes in what became of streams and their windows.
    func note(_ event: Any) {
        switch event {
        case let window as NIOHTTP2WindowUpdatedEvent: widen(window)
        case let closed as StreamClosedEvent:
            unsent.remove(closed.streamID)
            guard streams[closed.streamID] != nil else { return }
            // The frames that end a stream were read before; what is left is what NIO takes for an error of the server.
            awaitsStreamError = true
            fail(closed.streamID, ProbeError(.http2Violation, "The server broke the rules of HTTP/2 on a stream."))
        default: break
        }
    }

    /// Takes in an error of the connection, or of a stream that is gone already.
    func note(_ error: any Error) {
        if awaitsStreamError {
            awaitsStreamError = false
            return
        }
        switch error {
        case let error as NIOHTTP2Errors.StreamError:
            fail(error.streamID, ProbeError(http2Error: error.baseError))
        case NIOSSLError.uncleanShutdown:
            // The ends of messages do not depend on that of the connection; `channelInactive` follows.
            break
        default:
            close(ProbeError(http2Error: error))
        }
    }

    /// The server sends what nobody asked for, without end.
    func refuseFlood() {
        violate("The server sent more than \(HTTP2Overhead.maximumBytes) bytes that belong to no response.")
    }

    private func violate(_ message: String) {
        guard isOpen else { return }
        send(.goAway(lastStreamID: .rootStream, errorCode: .enhanceYourCalm, opaqueData: nil), on: .rootStream)
        close(ProbeError(.http2Violation, message))
    }

    /// Lets the server send on, before it has to wait.
    private func widen(_ window: NIOHTTP2WindowUpdatedEvent) {
        guard let size = window.inboundWindowSize else { return }
        let isOfStream = window.streamID != .rootStream
        if isOfStream, streams[window.streamID] == nil { return }
        let full = isOfStream ? HTTP2Setup.streamWindow : HTTP2Setup.connectionWindow
        guard size < full / 2, isOpen else { return }
        send(.windowUpdate(windowSizeIncrement: full - size), on: window.streamID)
    }
}
