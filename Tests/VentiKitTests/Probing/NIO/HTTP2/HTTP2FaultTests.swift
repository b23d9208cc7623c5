//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import NIOCore
import NIOEmbedded
import Testing

@testable import VentiKit

/// What a server can do to a connection, and what becomes of the exchanges on it.
struct HTTP2FaultTests {
    private typealias Frame = HTTP2Bench.Frame

    private static let ok = [(":status", "200")]

    @Test func agreesToNoPushAndToLargeWindows() throws {
        let bench = try HTTP2Bench()
        let sent = try bench.sent()
        let settings = try #require(sent.first)
        #expect(settings.kind == .settings)
        let pairs = stride(from: 0, to: settings.payload.count, by: 6).map { Array(settings.payload[$0..<($0 + 6)]) }
        #expect(pairs.contains([0, 2, 0, 0, 0, 0]))
        let increment = UInt32(HTTP2Setup.connectionWindow - 65_535)
        #expect(sent.contains(Frame(kind: .windowUpdate, payload: Frame.bytes(increment))))
    }

    @Test(arguments: [(7, true), (2, false), (0, false)])
    func tellsARefusedStreamFromAResetOne(code: UInt32, isUnread: Bool) throws {
        let bench = try HTTP2Bench()
        bench.start()
        try bench.receive(Frame(kind: .resetStream, stream: 1, payload: Frame.bytes(code)))
        #expect(bench.error() == .streamReset)
        #expect(bench.outcomes[0]?.wasClosedBeforeResponse == isUnread)
        #expect(bench.outcomes[0]?.isReusable == true)
        #expect(bench.connection.capacity == 100)
    }

    @Test func finishesWhatAServerThatGoesAwayHasRead() throws {
        let bench = try HTTP2Bench()
        bench.start()
        bench.start()
        try bench.receive(Frame(kind: .goAway, payload: Frame.bytes(1) + Frame.bytes(0)))
        #expect(bench.error(1) == .connectionGoingAway)
        #expect(bench.outcomes[1]?.wasClosedBeforeResponse == true)
        #expect(bench.connection.capacity == 0)
        bench.start()
        #expect(bench.error(2) == .connectionGoingAway)
        #expect(bench.outcomes[2]?.wasClosedBeforeResponse == true)
        #expect(bench.closeCount == 0)
        try bench.receive(bench.fields(Self.ok, on: 1, ends: true))
        #expect(bench.response(0)?.head.status == 200)
        #expect(bench.closeCount == 1)
        #expect(!bench.connection.isOpen)
    }

    @Test func closesAnIdleConnectionThatGoesAway() throws {
        let bench = try HTTP2Bench()
        try bench.receive(Frame(kind: .goAway, payload: Frame.bytes(0x7fff_ffff) + Frame.bytes(0)))
        #expect(bench.closeCount == 1)
    }

    @Test func saysWhatTheEndOfTheConnectionCutShort() throws {
        let bench = try HTTP2Bench()
        bench.start()
        bench.start()
        try bench.receive(bench.fields(Self.ok, on: 1))
        try bench.channel.close().wait()
        bench.channel.embeddedEventLoop.run()
        #expect(bench.error(0) == .responseCutShort)
        #expect(bench.outcomes[0]?.wasClosedBeforeResponse == false)
        #expect(bench.error(1) == .connectionClosed)
        #expect(bench.outcomes[1]?.wasClosedBeforeResponse == true)
        #expect(bench.closeCount == 1)
    }

    static let floods: [[UInt8]] = [
        Frame(kind: .ping, payload: [UInt8](repeating: 0, count: 8)).bytes,
        Frame(kind: .settings).bytes,
        Frame(kind: .priority, stream: 1, payload: [0, 0, 0, 0, 1]).bytes,
        Frame(kind: .windowUpdate, payload: Frame.bytes(1)).bytes,
        Frame(kind: .windowUpdate, stream: 3, payload: Frame.bytes(1)).bytes,
        Frame(kind: .resetStream, stream: 3, payload: Frame.bytes(8)).bytes,
        Frame(kind: .goAway, payload: Frame.bytes(1) + Frame.bytes(0)).bytes,
        Frame(kind: .unknown, payload: [UInt8](repeating: 0, count: 100)).bytes,
        Frame(kind: .data, stream: 1).bytes,
    ]

    @Test(arguments: floods)
    func endsAFlood(frame: [UInt8]) throws {
        let bench = try HTTP2Bench()
        bench.start()
        bench.start()
        // Stream 3 is over, stream 1 has begun.
        try bench.receive(bench.fields(Self.ok, on: 3, ends: true), bench.fields(Self.ok, on: 1))
        var sent = 0
        while bench.connection.isOpen, sent < 200_000 {
            let chunk = (0..<20).flatMap { _ in frame }
            sent += chunk.count
            try bench.receive(bytes: chunk)
        }
        #expect(sent < 70_000)
        #expect(bench.error(0) == .http2Violation)
        #expect(bench.closeCount == 1)
    }

    @Test func bearsManyControlFramesBetweenResponses() throws {
        let bench = try HTTP2Bench()
        for number in 0..<50 {
            bench.start()
            let ping = Frame(kind: .ping, payload: [UInt8](repeating: 1, count: 8))
            for _ in 0..<200 { try bench.receive(ping) }
            try bench.receive(bench.fields(Self.ok, on: UInt32(2 * number + 1), ends: true))
            #expect(bench.response(number)?.head.status == 200)
        }
        #expect(bench.connection.isOpen)
    }

    @Test func endsAFloodOfContinuations() throws {
        let bench = try HTTP2Bench()
        bench.start()
        try bench.receive(Frame(kind: .headers, stream: 1, payload: try bench.block(Self.ok)))
        for _ in 0..<50 where bench.connection.isOpen {
            try bench.receive(Frame(kind: .continuation, stream: 1, payload: [0x40, 1, 0x61, 1, 0x61]))
        }
        #expect(bench.error() == .http2Violation)
        #expect(bench.closeCount == 1)
    }

    @Test(arguments: [false, true])
    func refusesAPush(isAcknowledged: Bool) throws {
        let bench = try HTTP2Bench(acknowledges: isAcknowledged)
        bench.start()
        let promise = Frame.bytes(2) + (try bench.block([(":method", "GET"), (":path", "/"), (":scheme", "https")]))
        try bench.receive(Frame(kind: .pushPromise, flags: 4, stream: 1, payload: promise))
        #expect(bench.error() == .http2Violation)
        #expect(bench.closeCount == 1)
    }

    @Test func failsOnlyTheStreamThatIsWrong() throws {
        let bench = try HTTP2Bench()
        bench.start()
        bench.start()
        try bench.receive(bench.data("too soon", on: 1))
        #expect(bench.error(0) == .http2Violation)
        try bench.receive(bench.fields(Self.ok, on: 3, ends: true))
        #expect(bench.response(1)?.head.status == 200)
        #expect(bench.connection.isOpen)
    }

    @Test(arguments: [
        Frame(kind: .data, stream: 9, payload: [1]).bytes,
        Frame(kind: .headers, flags: 5, stream: 2, payload: [0x88]).bytes,
        Frame(kind: .headers, flags: 4, stream: 1, payload: [0xff, 0xff, 0xff, 0xff, 0x7f]).bytes,
        Frame(kind: .windowUpdate, payload: Frame.bytes(0)).bytes,
        Frame(kind: .settings, payload: [0, 4, 0xff, 0xff, 0xff, 0xff]).bytes,
        Frame(kind: .ping, payload: [1]).bytes,
        Array("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n".utf8),
    ])
    func endsAConnectionThatBreaksTheRules(bytes: [UInt8]) throws {
        let bench = try HTTP2Bench()
        bench.start()
        try bench.receive(bytes: bytes)
        #expect(bench.error() == .http2Violation)
        #expect(bench.closeCount == 1)
        #expect(bench.connection.capacity == 0)
    }

    @Test func takesTheServersBoundOfStreams() throws {
        let bench = try HTTP2Bench(settings: [0, 3, 0, 0, 0, 2])
        var changes = 0
        bench.connection.onCapacityChange = { changes += 1 }
        #expect(bench.connection.capacity == 2)
        bench.start()
        bench.start()
        #expect(bench.connection.capacity == 0)
        bench.start()
        #expect(bench.error(2) == .connectionGoingAway)
        try bench.receive(Frame(kind: .settings, payload: [0, 3, 0, 0, 3, 0xe8]))
        #expect(bench.connection.capacity == 98)
        #expect(changes == 1)
    }

    @Test func forgetsACancelledExchange() throws {
        let bench = try HTTP2Bench()
        let token = bench.start()
        try bench.receive(bench.fields(Self.ok, on: 1))
        bench.connection.cancel(token)
        #expect(try bench.sent().contains(Frame(kind: .resetStream, stream: 1, payload: Frame.bytes(8))))
        // The server does not know yet.
        let text = String(repeating: "x", count: 16_384)
        for _ in 0..<60 { try bench.receive(bench.data(text, on: 1)) }
        bench.connection.cancel(token)
        bench.start()
        try bench.receive(bench.fields(Self.ok, on: 3, ends: true))
        #expect(bench.outcomes[0] == nil)
        #expect(bench.response(1)?.head.status == 200)
    }

    @Test func abandonsABodyThatTheServerDoesNotWaitFor() throws {
        // A window of one byte.
        let bench = try HTTP2Bench(settings: [0, 4, 0, 0, 0, 1])
        bench.start(ProbeRequest(method: "POST", target: "/", body: Array("hello".utf8)))
        try bench.receive(bench.fields([(":status", "413")], on: 1, ends: true))
        #expect(bench.response()?.head.status == 413)
        #expect(try bench.sent().contains(Frame(kind: .resetStream, stream: 1, payload: Frame.bytes(8))))
        #expect(bench.connection.capacity == 100)
    }

    @Test func sendsNoHeadThatTheServerDoesNotTake() throws {
        let bench = try HTTP2Bench()
        // Each of these takes 30 bits on the wire.
        let value = String(repeating: "\u{1}", count: 4_400)
        let request = ProbeRequest(method: "GET", target: "/", headers: ["X-Long": value])
        bench.start(request)
        #expect(bench.error() == .invalidRequest)
        bench.start(ProbeRequest(method: "GET", target: "/", headers: ["X-Long": String(value.dropFirst(400))]))
        try bench.receive(bench.fields(Self.ok, on: 1, ends: true))
        #expect(bench.response(1)?.head.status == 200)
        try bench.receive(Frame(kind: .settings, payload: [0, 5, 0, 1, 0, 0]))
        bench.start(request)
        try bench.receive(bench.fields(Self.ok, on: 3, ends: true))
        #expect(bench.response(2)?.head.status == 200)
    }

    @Test func abortEndsNothing() throws {
        let bench = try HTTP2Bench()
        bench.start()
        bench.connection.abort()
        #expect(bench.outcomes.isEmpty)
        #expect(bench.closeCount == 0)
        #expect(!bench.connection.isOpen)
    }

    @Test(arguments: 0..<40)
    func bearsAnyBytes(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let bench = try HTTP2Bench()
        for _ in 0..<4 { bench.start() }
        let frames = try [
            bench.fields(Self.ok, on: 1), bench.data("body", on: 1, ends: true), bench.fields(Self.ok, on: 3),
            bench.fields([("x", "y")], on: 3, ends: true), Frame(kind: .ping, payload: [0, 1, 2, 3, 4, 5, 6, 7]),
            Frame(kind: .goAway, payload: Frame.bytes(5) + Frame.bytes(0)),
            Frame(kind: .settings, payload: [0, 3, 0, 0, 0, 9, 0, 4, 0, 0, 0, 0]),
            Frame(kind: .windowUpdate, stream: 5, payload: Frame.bytes(100)),
        ]
        for _ in 0..<60 {
            var bytes = frames.shuffled(using: &generator).flatMap(\.bytes)
            for _ in 0..<Int.random(in: 0...4, using: &generator) {
                bytes[Int.random(in: bytes.indices, using: &generator)] = .random(in: 0...255, using: &generator)
            }
            try bench.receive(bytes: bytes)
            if bench.connection.capacity > 0 { bench.start() }
        }
        #expect(bench.connection.isOpen || bench.outcomes.count == bench.started)
        _ = try? bench.channel.finish(acceptAlreadyClosed: true)
        #expect(bench.outcomes.count == bench.started)
        #expect(bench.closeCount == 1)
    }
}
