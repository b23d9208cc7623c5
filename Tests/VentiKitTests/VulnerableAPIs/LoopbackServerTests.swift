//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import HTTPTypes
import NIOCore
import NIOPosix
import Testing

@testable import VulnerableAPIs

struct LoopbackServerTests {
    private let echo = VulnerableAPI(name: "echo", document: "") { request, body in
        let text = "\(request.method.rawValue) \(request.path ?? "") \(String(decoding: body, as: UTF8.self))"
        return (HTTPResponse(status: .ok), Array(text.utf8))
    }

    /// Sends bytes over one connection and reads until the text has come or the server closes.
    private func exchange(_ port: Int, _ requests: String, until end: String) async throws -> String {
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connect(host: "127.0.0.1", port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                }
            }
        return try await channel.executeThenClose { inbound, outbound in
            try await outbound.write(ByteBuffer(string: requests))
            var text = ""
            for try await buffer in inbound {
                text += String(buffer: buffer)
                if text.contains(end) { break }
            }
            return text
        }
    }

    @Test func answersSeveralRequestsOnOneConnection() async throws {
        try await withServer(echo) { port in
            let requests =
                "GET /a?b=1 HTTP/1.1\r\nHost: x\r\n\r\n"
                + "POST /c HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nhi"
            let text = try await exchange(port, requests, until: "POST /c hi")
            #expect(text.contains("HTTP/1.1 200 OK\r\n"))
            #expect(text.contains("GET /a?b=1 "))
            #expect(text.hasSuffix("POST /c hi"))
        }
    }

    @Test func closesWhereTheClientAsksForIt() async throws {
        try await withServer(echo) { port in
            let request = "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
            let text = try await exchange(port, request, until: "never comes")
            #expect(text.lowercased().contains("connection: close"))
        }
    }

    @Test func refusesALargeBody() async throws {
        try await withServer(echo) { port in
            let body = String(repeating: "x", count: (1 << 20) + 1)
            let request = "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: \(body.count)\r\n\r\n" + body
            let text = try await exchange(port, request, until: "\r\n\r\n")
            #expect(text.hasPrefix("HTTP/1.1 413"))
        }
    }

    @Test func endsWithItsScopeThoughAConnectionIsOpen() async throws {
        let result = try await withServer(echo) { port in
            let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                .connect(host: "127.0.0.1", port: port).get()
            return channel
        }
        try await result.closeFuture.get()
    }

    @Test func manyServersRunSideBySide() async throws {
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for _ in 0..<20 {
                group.addTask {
                    try await withServer(echo) { port in
                        try await exchange(port, "GET /p HTTP/1.1\r\nHost: x\r\n\r\n", until: "GET /p").contains(
                            "200 OK"
                        )
                    }
                }
            }
            for try await isAnswered in group { #expect(isAnswered) }
        }
    }
}
