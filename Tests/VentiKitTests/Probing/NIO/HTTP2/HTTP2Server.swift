//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import NIOCore
import NIOHPACK
import NIOHTTP2
import NIOPosix
import NIOSSL
import Synchronization

@testable import VentiKit

/// A server of HTTP/2 over TLS on a free loopback port, which answers by a script.
final class HTTP2Server: Sendable {
    /// A request as it came.
    struct Request: Sendable {
        var stream: HTTP2StreamID
        var fields: HPACKHeaders
        var body: [UInt8] = []

        var path: String { fields.first(name: ":path") ?? "" }
    }

    /// One frame of an answer.
    enum Step: Sendable {
        case fields([(String, String)], ends: Bool)
        case data([UInt8], ends: Bool)
        case reset(HTTP2ErrorCode)
        case goAway(last: HTTP2StreamID)
        case close
    }

    typealias Script = @Sendable (Request) -> [Step]

    struct Record: Sendable {
        var requests: [Request] = []
        var connections = 0
    }

    let record = Mutex(Record())
    private let channel = Mutex<(any Channel)?>(nil)

    var requests: [Request] { record.withLock { $0.requests } }
    var connectionCount: Int { record.withLock { $0.connections } }

    func url(host: String = "127.0.0.1") throws -> TargetURL {
        try TargetURL("https://\(host):\(channel.withLock { $0?.localAddress?.port ?? 0 })")
    }

    fileprivate func start(maximumStreams: Int, waitsForBody: Bool, script: @escaping Script) async throws {
        let tls = try TestCertificate.serverContext(protocols: ["h2"])
        let server = self
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    server.record.withLock { $0.connections += 1 }
                    let settings = [
                        HTTP2Setting(parameter: .maxConcurrentStreams, value: maximumStreams),
                        HTTP2Setting(parameter: .initialWindowSize, value: 1 << 20),
                    ]
                    try channel.pipeline.syncOperations.addHandlers([
                        NIOSSLServerHandler(context: tls),
                        NIOHTTP2Handler(mode: .server, initialSettings: settings),
                        HTTP2ServerConnection(server: server, waitsForBody: waitsForBody, script: script),
                    ])
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        self.channel.withLock { $0 = channel }
    }

    fileprivate func stop() async {
        let channel = channel.withLock { $0 }
        try? await channel?.close().get()
    }
}

/// Plays the script on one connection.
private final class HTTP2ServerConnection: ChannelInboundHandler {
    typealias InboundIn = HTTP2Frame
    typealias OutboundOut = HTTP2Frame

    private let server: HTTP2Server
    private let waitsForBody: Bool
    private let script: HTTP2Server.Script
    private var open: [HTTP2StreamID: HTTP2Server.Request] = [:]

    init(server: HTTP2Server, waitsForBody: Bool, script: @escaping HTTP2Server.Script) {
        self.server = server
        self.waitsForBody = waitsForBody
        self.script = script
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let frame = unwrapInboundIn(data)
        switch frame.payload {
        case .headers(let headers):
            open[frame.streamID] = .init(stream: frame.streamID, fields: headers.headers)
            if headers.endStream || !waitsForBody { answer(frame.streamID, context) }
        case .data(let data):
            guard case .byteBuffer(let bytes) = data.data else { return }
            open[frame.streamID]?.body += bytes.readableBytesView
            if data.endStream { answer(frame.streamID, context) }
        default: break
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {}

    private func answer(_ stream: HTTP2StreamID, _ context: ChannelHandlerContext) {
        guard let request = open.removeValue(forKey: stream) else { return }
        server.record.withLock { $0.requests.append(request) }
        for step in script(request) {
            switch step {
            case .fields(let fields, let ends):
                send(.headers(.init(headers: HPACKHeaders(fields), endStream: ends)), on: stream, context)
            case .data(let bytes, let ends):
                send(.data(.init(data: .byteBuffer(ByteBuffer(bytes: bytes)), endStream: ends)), on: stream, context)
            case .reset(let code): send(.rstStream(code), on: stream, context)
            case .goAway(let last):
                send(.goAway(lastStreamID: last, errorCode: .noError, opaqueData: nil), on: .rootStream, context)
            case .close:
                context.flush()
                context.close(promise: nil)
            }
        }
        context.flush()
    }

    private func send(_ payload: HTTP2Frame.FramePayload, on stream: HTTP2StreamID, _ context: ChannelHandlerContext) {
        context.write(wrapOutboundOut(HTTP2Frame(streamID: stream, payload: payload)), promise: nil)
    }
}

/// Runs a server for as long as the closure runs.
///
/// - Parameter waitsForBody: Whether it answers when it has the whole request; otherwise when it has its head.
func withHTTP2Server<Result>(
    maximumStreams: Int = 100,
    waitsForBody: Bool = true,
    script: @escaping HTTP2Server.Script,
    _ body: (HTTP2Server) async throws -> Result
) async throws -> Result {
    let server = HTTP2Server()
    try await server.start(maximumStreams: maximumStreams, waitsForBody: waitsForBody, script: script)
    do {
        let result = try await body(server)
        await server.stop()
        return result
    } catch {
        await server.stop()
        throw error
    }
}
