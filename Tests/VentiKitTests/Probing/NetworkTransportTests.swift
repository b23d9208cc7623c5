//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Synchronization
import Testing
import VentiKit

/// The transport against a server on loopback that behaves.
@Suite(.timeLimit(.minutes(1)))
struct NetworkTransportTests {
    @Test func givesBackWhatTheServerAnswers() async throws {
        try await withScriptedTransport { _ in
            [.send("HTTP/1.1 201 Created\r\nX-A: 1\r\nX-A: 2\r\nContent-Length: 5\r\n\r\nhello")]
        } _: { (_, transport) async throws in
            let response = try await transport.send(.get("/a"))
            #expect(response.status == 201)
            #expect(response.headers.values(of: "x-a") == ["1", "2"])
            #expect(response.bodyText == "hello")
            #expect(!response.bodyIsTruncated)
            #expect(response.httpVersion == "HTTP/1.1")
            #expect(response.duration >= response.timeToFirstByte)
        }
    }

    @Test func sendsTheRequestByteForByte() async throws {
        try await withScriptedTransport { _ in
            [.send("HTTP/1.1 204 No Content\r\n\r\n")]
        } _: { (server, transport) async throws in
            let headers = HeaderLines([
                .init(name: "x-B", value: "1"), .init(name: "X-a", value: " two "), .init(name: "x-b", value: "é"),
            ])
            let request = ProbeRequest(
                method: "PURGE",
                target: "/a|{b}?q=[1]&q=ü",
                headers: headers,
                body: Array("x=1".utf8)
            )
            _ = try await transport.send(request)
            let expected =
                "PURGE /a|{b}?q=[1]&q=ü HTTP/1.1\r\nHost: 127.0.0.1:\(server.port)\r\nx-B: 1\r\nX-a:  two \r\nx-b: é\r\n"
                + "Content-Length: 3\r\n\r\nx=1"
            #expect(server.requests.map(\.text) == [expected])
        }
    }

    @Test func addsOnlyTheFieldsThatAreAbsent() async throws {
        try await withScriptedTransport { _ in
            [.send("HTTP/1.1 204 No Content\r\n\r\n")]
        } _: { (server, transport) async throws in
            let headers: HeaderLines = ["Content-Length": "0", "host": "other.example", "Connection": "x"]
            _ = try await transport.send(ProbeRequest(method: "POST", target: "/", headers: headers), fresh: true)
            let text = server.requests.first?.text ?? ""
            #expect(text.split(separator: "\r\n").count == 4)
            #expect(text.hasPrefix("POST / HTTP/1.1\r\n"))
            #expect(text.contains("\r\nhost: other.example\r\n"))
        }
    }

    @Test func sendsOneRequestAfterTheOtherOnOneConnection() async throws {
        try await withScriptedTransport { request in
            [.send("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n\(request.number)")]
        } _: { (server, transport) async throws in
            for number in 1...5 {
                #expect(try await transport.send(.get()).bodyText == "\(number)")
            }
            #expect(server.connectionCount == 1)
        }
    }

    @Test func takesANewConnectionForAFreshRequestAndClosesItAfterwards() async throws {
        try await withScriptedTransport { request in
            [.send("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n\(request.connection)")]
        } _: { (server, transport) async throws in
            #expect(try await transport.send(.get()).bodyText == "1")
            #expect(try await transport.send(.get(), fresh: true).bodyText == "2")
            #expect(try await transport.send(.get(), fresh: true).bodyText == "3")
            #expect(try await transport.send(.get()).bodyText == "1")
            #expect(server.requests[1].text.contains("Connection: close\r\n"))
            #expect(!server.requests[0].text.contains("Connection"))
        }
    }

    @Test(arguments: [
        "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 1\r\n\r\nx",
        "HTTP/1.0 200 OK\r\nContent-Length: 1\r\n\r\nx",
        "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nxSURPLUS",
    ])
    func doesNotReuseAConnectionThatIsDone(answer: String) async throws {
        try await withScriptedTransport { _ in
            [.send(answer)]
        } _: { (server, transport) async throws in
            #expect(try await transport.send(.get()).bodyText == "x")
            #expect(try await transport.send(.get()).bodyText == "x")
            #expect(server.connectionCount == 2)
        }
    }

    @Test func keepsNoMoreConnectionsThanAllowed() async throws {
        try await withScriptedTransport(maximumConnections: 3) { _ in
            [.wait(.milliseconds(5)), .send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")]
        } _: { (server, transport) async throws in
            try await withThrowingTaskGroup { group in
                for index in 0..<30 {
                    group.addTask { try await transport.send(.get("/\(index)")).status }
                }
                for try await status in group { #expect(status == 200) }
            }
            #expect(server.requests.count == 30)
            #expect(server.connectionCount <= 3)
        }
    }

    @Test func readsABodyInChunksThatComeByteByByte() async throws {
        try await withScriptedTransport { _ in
            [
                .trickle(
                    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3;a=b\r\nabc\r\n0A\r\n0123456789\r\n0\r\nX: y\r\n\r\n",
                    every: .microseconds(50)
                )
            ]
        } _: { (server, transport) async throws in
            #expect(try await transport.send(.get()).bodyText == "abc0123456789")
            #expect(try await transport.send(.get()).bodyText == "abc0123456789")
            #expect(server.connectionCount == 1)
        }
    }

    @Test func readsABodyThatLastsUntilTheConnectionCloses() async throws {
        try await withScriptedTransport { _ in
            [.send("HTTP/1.1 200 OK\r\n\r\nall "), .wait(.milliseconds(5)), .send("of it"), .close]
        } _: { (_, transport) async throws in
            let response = try await transport.send(.get())
            #expect(response.bodyText == "all of it")
            #expect(!response.bodyIsTruncated)
        }
    }

    @Test func reportsARedirectAndDoesNotFollowIt() async throws {
        try await withScriptedTransport { _ in
            [.send("HTTP/1.1 302 Found\r\nLocation: /b\r\nContent-Length: 0\r\n\r\n")]
        } _: { (server, transport) async throws in
            let response = try await transport.send(.get("/a"))
            #expect(response.status == 302)
            #expect(response.headers["location"] == "/b")
            #expect(server.requests.count == 1)
        }
    }

    @Test func undoesAContentCoding() async throws {
        // "hello hello hello" as zlib writes it in the gzip format.
        let gzip: [UInt8] = [
            0x1f, 0x8b, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0xcb, 0x48, 0xcd, 0xc9, 0xc9, 0x57, 0xc8, 0x40,
            0x90, 0x00, 0x80, 0x88, 0xf9, 0xe5, 0x11, 0x00, 0x00, 0x00,
        ]
        try await withScriptedTransport { _ in
            [
                .send("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: \(gzip.count)\r\n\r\n"),
                .sendBytes(gzip),
            ]
        } _: { (_, transport) async throws in
            let response = try await transport.send(.get())
            #expect(response.bodyText == "hello hello hello")
            #expect(!response.bodyIsEncoded)
        }
    }

    @Test(arguments: [
        ProbeRequest(method: "GET /admin HTTP/1.1\r\nX:", target: "/"),
        ProbeRequest(method: "", target: "/"),
        ProbeRequest(method: "GET", target: "/ HTTP/1.1\r\n\r\nGET /admin"),
        ProbeRequest(method: "GET", target: "/a b"),
        ProbeRequest(method: "GET", target: ""),
        ProbeRequest(method: "GET", target: "/", headers: ["a\r\nb": "c"]),
        ProbeRequest(method: "GET", target: "/", headers: ["a:": "c"]),
        ProbeRequest(method: "GET", target: "/", headers: ["a": "b\nc"]),
        ProbeRequest(method: "GET", target: "/", headers: ["a": "b\0"]),
        ProbeRequest(method: "POST", target: "/", headers: ["Content-Length": "3"], body: Array("GET /".utf8)),
        ProbeRequest(method: "POST", target: "/", headers: ["Content_Length ": "3"], body: Array("GET /".utf8)),
        ProbeRequest(
            method: "POST",
            target: "/",
            headers: ["Transfer-Encoding": "chunked"],
            body: Array("0\r\n\r\n".utf8)
        ),
    ])
    func refusesARequestThatWouldForgeTheFraming(request: ProbeRequest) async throws {
        try await withScriptedTransport { _ in
            [.send("HTTP/1.1 204 No Content\r\n\r\n")]
        } _: { (server, transport) async throws in
            let error = try await #require(throws: ProbeError.self) { _ = try await transport.send(request) }
            #expect(error.code == .invalidRequest)
            #expect(server.connectionCount == 0)
        }
    }

    @Test func closesItsConnectionsAtTheEndOfItsScope() async throws {
        try await withScriptedServer { _ in
            [.send("HTTP/1.1 204 No Content\r\n\r\n")]
        } _: { server in
            let escaped = try await withNetworkTransport(to: server.url()) { transport in
                _ = try await transport.send(.get())
                #expect(server.openConnectionCount == 1)
                return transport
            }
            while server.openConnectionCount > 0 { try await Task.sleep(for: .milliseconds(1)) }
            let error = try await #require(throws: ProbeError.self) { _ = try await escaped.send(.get()) }
            #expect(error.code == .connectionClosed)
        }
    }
}
