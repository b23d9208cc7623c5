//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import HTTPTypes
import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// Serves an API on a free port of 127.0.0.1 while `body` runs, and ends the server and its connections with it.
///
/// - Parameter port: The port to listen on; 0 takes a free one.
/// - Returns: What `body` returns.
/// - Throws: What `body` throws, or why no port could be bound.
package func withServer<Result>(
    _ api: VulnerableAPI,
    port: Int = 0,
    _ body: (Int) async throws -> Result
) async throws -> Result {
    let accepted = AcceptedChannels()
    let server = try await LoopbackServer.bind(port: port, accepted)
    defer { accepted.closeAll() }
    guard let port = server.channel.localAddress?.port else {
        throw LoopbackServerError.notBound
    }
    return try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { try await LoopbackServer.run(server, api.handler) }
        defer { group.cancelAll() }
        return try await body(port)
    }
}

/// Why a server does not serve.
package enum LoopbackServerError: Error {
    case notBound
    case ended
}

private enum LoopbackServer {
    typealias Connection = NIOAsyncChannel<HTTPServerRequestPart, HTTPPart<HTTPResponseHead, ByteBuffer>>
    typealias Listener = NIOAsyncChannel<any Channel, Never>

    /// The largest body that is read; longer ones are answered with 413.
    static let maximumBodyBytes = 1 << 20

    static func bind(port: Int, _ accepted: AcceptedChannels) async throws -> Listener {
        try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.backlog, value: 256)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
            // Read from when somebody serves it: a connection that nobody gets to is just closed.
            .childChannelOption(.autoRead, value: false)
            .bind(host: "127.0.0.1", port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.configureHTTPServerPipeline(withErrorHandling: true)
                    try channel.pipeline.syncOperations.addHandler(BodyPartHandler())
                    try accepted.add(channel)
                    return channel
                }
            }
    }

    static func run(_ listener: Listener, _ handler: @escaping VulnerableAPI.Handler) async throws {
        try await listener.executeThenClose { connections in
            try await withThrowingDiscardingTaskGroup { group in
                for try await channel in connections {
                    // A connection that breaks is the client's affair.
                    group.addTask { try? await serve(channel, handler) }
                }
            }
        }
    }

    private static func serve(_ channel: any Channel, _ handler: VulnerableAPI.Handler) async throws {
        let connection = try await channel.eventLoop.submit {
            let connection = try Connection(wrappingChannelSynchronously: channel)
            try channel.syncOptions?.setOption(.autoRead, value: true)
            return connection
        }.get()
        try await connection.executeThenClose { inbound, outbound in
            var head: HTTPRequestHead?
            var body: [UInt8] = []
            var isTooLarge = false
            for try await part in inbound {
                switch part {
                case .head(let value):
                    head = value
                    body = []
                    isTooLarge = false
                case .body(let buffer):
                    isTooLarge = isTooLarge || body.count + buffer.readableBytes > maximumBodyBytes
                    if !isTooLarge { body += Array(buffer: buffer) }
                case .end:
                    guard let request = head else { return }
                    let answer = isTooLarge ? tooLarge : await respond(to: request, body, handler)
                    try await write(answer, to: request, outbound)
                    if !request.isKeepAlive { return }
                }
            }
        }
    }

    private static var tooLarge: (HTTPResponse, [UInt8]) { (HTTPResponse(status: .contentTooLarge), []) }

    private static func respond(
        to head: HTTPRequestHead,
        _ body: [UInt8],
        _ handler: VulnerableAPI.Handler
    ) async -> (HTTPResponse, [UInt8]) {
        guard let method = HTTPRequest.Method(head.method.rawValue) else {
            return (HTTPResponse(status: .badRequest), [])
        }
        var fields = HTTPFields()
        for (name, value) in head.headers {
            if let name = HTTPField.Name(name) { fields.append(HTTPField(name: name, value: value)) }
        }
        let authority = head.headers.first(name: "host")
        let request = HTTPRequest(
            method: method,
            scheme: "http",
            authority: authority,
            path: head.uri,
            headerFields: fields
        )
        return await handler(request, body)
    }

    private static func write(
        _ answer: (response: HTTPResponse, body: [UInt8]),
        to request: HTTPRequestHead,
        _ outbound: NIOAsyncChannelOutboundWriter<HTTPPart<HTTPResponseHead, ByteBuffer>>
    ) async throws {
        let status = HTTPResponseStatus(statusCode: answer.response.status.code)
        var headers = HTTPHeaders(answer.response.headerFields.map { ($0.name.rawName, $0.value) })
        if status.mayHaveResponseBody {
            headers.replaceOrAdd(name: "Content-Length", value: String(answer.body.count))
        }
        if !request.isKeepAlive { headers.replaceOrAdd(name: "Connection", value: "close") }
        let head = HTTPResponseHead(version: .http1_1, status: status, headers: headers)
        var parts: [HTTPPart<HTTPResponseHead, ByteBuffer>] = [.head(head)]
        if status.mayHaveResponseBody, request.method != .HEAD { parts.append(.body(ByteBuffer(bytes: answer.body))) }
        parts.append(.end(nil))
        try await outbound.write(contentsOf: parts)
    }
}

/// The connections that are open, so that those that nobody serves any more are closed with the server.
private final class AcceptedChannels: Sendable {
    private struct State {
        var open: [ObjectIdentifier: any Channel] = [:]
        var isEnded = false
    }

    private let state = Mutex(State())

    /// Keeps a connection.
    ///
    /// - Throws: ``LoopbackServerError/ended`` for one that was accepted while the server ended; who sets it up closes it.
    func add(_ channel: any Channel) throws(LoopbackServerError) {
        let id = ObjectIdentifier(channel)
        let isKept = state.withLock { state in
            if !state.isEnded { state.open[id] = channel }
            return !state.isEnded
        }
        guard isKept else { throw .ended }
        channel.closeFuture.whenComplete { [self] _ in state.withLock { _ = $0.open.removeValue(forKey: id) } }
    }

    /// Closes the connections that are open, and those that are still to come.
    func closeAll() {
        let open = state.withLock { state in
            state.isEnded = true
            return Array(state.open.values)
        }
        for channel in open { channel.close(promise: nil) }
    }
}

/// Turns the byte buffers that the server writes into what the HTTP encoder takes.
private final class BodyPartHandler: ChannelOutboundHandler {
    typealias OutboundIn = HTTPPart<HTTPResponseHead, ByteBuffer>
    typealias OutboundOut = HTTPServerResponsePart

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        let part: HTTPServerResponsePart =
            switch unwrapOutboundIn(data) {
            case .head(let head): .head(head)
            case .body(let buffer): .body(.byteBuffer(buffer))
            case .end(let trailers): .end(trailers)
            }
        context.write(wrapOutboundOut(part), promise: promise)
    }
}
