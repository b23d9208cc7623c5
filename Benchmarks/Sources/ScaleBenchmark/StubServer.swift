//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import NIOCore
import NIOPosix

/// A server that answers everything at once: JSON below `/items`, and 404 for all else.
///
/// It prints its URL, and ends when its standard input does.
enum StubServer {
    static func run() async throws {
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.backlog, value: 4096)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(StubHandler())
                }
            }
            .bind(host: "127.0.0.1", port: 0)
            .get()
        print("http://127.0.0.1:\(channel.localAddress?.port ?? 0)")
        fflush(nil)
        while !FileHandle.standardInput.availableData.isEmpty {}
        try await channel.close()
    }
}

/// Reads just enough of HTTP/1.1 to find the ends of requests.
private final class StubHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private var received = ByteBuffer()

    private static let end = Array("\r\n\r\n".utf8)
    private static let found = response("200 OK", #"{"id": 1, "name": "a", "tags": ["x", "y"], "price": 9.5}"#)
    private static let missing = response("404 Not Found", #"{"error": "There is no such thing."}"#)

    private static func response(_ status: String, _ body: String) -> ByteBuffer {
        ByteBuffer(
            string: "HTTP/1.1 \(status)\r\nContent-Type: application/json\r\nX-Content-Type-Options: nosniff\r\n"
                + "Cache-Control: no-store\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)"
        )
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var part = unwrapInboundIn(data)
        received.writeBuffer(&part)
        while let response = next() { context.write(wrapOutboundOut(response), promise: nil) }
        context.flush()
        if received.readableBytes == 0 { received.clear() }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

    /// Takes one whole request out of what was received, and gives its response.
    private func next() -> ByteBuffer? {
        let view = received.readableBytesView
        guard let end = view.firstRange(of: Self.end) else { return nil }
        let head = String(decoding: view[..<end.lowerBound], as: UTF8.self)
        var length = 0
        for line in head.split(separator: "\r\n") where line.lowercased().hasPrefix("content-length:") {
            length = Int(line.dropFirst(15).trimmingCharacters(in: .whitespaces)) ?? 0
        }
        let total = view.distance(from: view.startIndex, to: end.upperBound) + length
        guard received.readableBytes >= total else { return nil }
        received.moveReaderIndex(forwardBy: total)
        let target = head.split(separator: " ").dropFirst().first ?? ""
        return target.hasPrefix("/items") ? Self.found : Self.missing
    }
}
