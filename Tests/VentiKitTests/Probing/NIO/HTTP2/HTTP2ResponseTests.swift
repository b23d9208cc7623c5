//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing

@testable import VentiKit

/// How one response is read from its stream, and where reading stops.
struct HTTP2ResponseTests {
    private static let ok = [(":status", "200")]

    @Test func readsAResponse() throws {
        let bench = try HTTP2Bench()
        bench.start()
        try bench.receive(
            bench.fields(Self.ok + [("content-type", "text/plain"), ("x-a", "1"), ("x-a", "2")], on: 1),
            bench.data("hel", on: 1),
            bench.data("lo", on: 1, ends: true)
        )
        let response = try #require(bench.response()).probeResponse(limits: ProbeLimits())
        #expect(response.status == 200)
        #expect(response.bodyText == "hello")
        #expect(response.headers.values(of: "X-A") == ["1", "2"])
        #expect(response.httpVersion == "HTTP/2")
        #expect(!response.bodyIsTruncated)
        #expect(bench.outcomes[0]?.isReusable == true)
        #expect(try bench.sent().contains { $0.kind == .resetStream } == false)
    }

    @Test(arguments: ["HEAD", "GET"])
    func expectsNoBodyOfAHeadRequestAndOf204(method: String) throws {
        let bench = try HTTP2Bench()
        bench.start(ProbeRequest(method: method, target: "/"))
        let head = [(":status", method == "HEAD" ? "200" : "204"), ("content-length", "7")]
        try bench.receive(bench.fields(head, on: 1, ends: true))
        #expect(bench.response()?.body == [])
    }

    @Test func dropsTrailers() throws {
        let bench = try HTTP2Bench()
        bench.start()
        try bench.receive(
            bench.fields(Self.ok, on: 1),
            bench.data("x", on: 1),
            bench.fields([("x-sum", "1")], on: 1, ends: true)
        )
        #expect(bench.response()?.head.lines == [])
        #expect(bench.response()?.body == Array("x".utf8))
    }

    @Test(arguments: [(16, nil), (17, ProbeError.Code.tooManyInterimResponses)])
    func passesOverSixteenInterimResponses(count: Int, error: ProbeError.Code?) throws {
        let bench = try HTTP2Bench()
        bench.start()
        for _ in 0..<count { try bench.receive(bench.fields([(":status", "103"), ("link", "</a>")], on: 1)) }
        try bench.receive(bench.fields(Self.ok, on: 1, ends: true))
        #expect(bench.error() == error)
        #expect(bench.response()?.head.status == (error == nil ? 200 : nil))
        #expect(bench.connection.isOpen)
    }

    static let damaged: [([(String, String)], ProbeError.Code)] = [
        ([], .malformedHeader),
        ([("x-a", "1")], .malformedHeader),
        ([(":status", "20")], .malformedHeader),
        ([(":status", "099")], .malformedHeader),
        ([(":status", "2oo")], .malformedHeader),
        ([(":status", "200"), (":status", "200")], .malformedHeader),
        ([("x-a", "1"), (":status", "200")], .malformedHeader),
        ([(":status", "200"), (":path", "/")], .malformedHeader),
        ([(":status", "200"), ("a b", "1")], .malformedHeader),
        ([(":status", "101")], .unexpectedUpgrade),
        ([(":status", "100")], .http2Violation),
        ([(":status", "200"), ("content-length", "one")], .conflictingLength),
        ([(":status", "200"), ("content-length", "1")], .responseCutShort),
        ([(":status", "200"), ("x", String(repeating: "a", count: 70_000))], .headerTooLarge),
        ([(":status", "200")] + (0..<257).map { ("x\($0)", "") }, .tooManyHeaders),
    ]

    @Test(arguments: damaged.indices)
    func refusesADamagedHeadAndKeepsTheConnection(index: Int) throws {
        let bench = try HTTP2Bench()
        bench.start()
        var block = try bench.block(Self.damaged[index].0)
        let first = HTTP2Bench.Frame(
            kind: .headers,
            flags: block.count > 16_384 ? 1 : 5,
            stream: 1,
            payload: Array(block.prefix(16_384))
        )
        block.removeFirst(min(16_384, block.count))
        try bench.receive(first)
        while !block.isEmpty {
            let flags: UInt8 = block.count > 16_384 ? 0 : 4
            try bench.receive(.init(kind: .continuation, flags: flags, stream: 1, payload: Array(block.prefix(16_384))))
            block.removeFirst(min(16_384, block.count))
        }
        #expect(bench.error() == Self.damaged[index].1)
        bench.start()
        try bench.receive(bench.fields(Self.ok, on: 3, ends: true))
        #expect(bench.response(1)?.head.status == 200)
    }

    @Test func makesLineEndsInValuesBlanks() throws {
        let bench = try HTTP2Bench()
        bench.start()
        try bench.receive(bench.fields(Self.ok + [("x-a", "1\r\nx-b: 2\0")], on: 1, ends: true))
        #expect(bench.response()?.head.lines == [.init(name: "x-a", value: "1  x-b: 2")])
    }

    @Test(arguments: [("abc", ProbeError.Code.conflictingLength), ("a", .responseCutShort)])
    func comparesTheLengthWithTheBody(body: String, error: ProbeError.Code) throws {
        let bench = try HTTP2Bench()
        bench.start()
        try bench.receive(
            bench.fields(Self.ok + [("content-length", "2")], on: 1),
            bench.data(body, on: 1, ends: true)
        )
        #expect(bench.error() == error)
    }

    @Test func refusesABodyWhereThereMustBeNone() throws {
        let bench = try HTTP2Bench()
        bench.start(ProbeRequest(method: "HEAD", target: "/"))
        try bench.receive(bench.fields(Self.ok, on: 1), bench.data("x", on: 1, ends: true))
        #expect(bench.error() == .malformedResponse)
    }

    @Test func keepsNoMoreOfABodyThanItMay() throws {
        var limits = ProbeLimits()
        limits.maximumBodyBytes = 4
        let bench = try HTTP2Bench()
        bench.start(limits: limits)
        try bench.receive(bench.fields(Self.ok, on: 1), bench.data("hello", on: 1), bench.data("!", on: 1, ends: true))
        #expect(bench.response()?.body == Array("hell".utf8))
        #expect(bench.response()?.bodyIsTruncated == true)
    }

    @Test func cutsAnEndlessBody() throws {
        var limits = ProbeLimits()
        limits.maximumWireBytes = 100_000
        let bench = try HTTP2Bench()
        bench.start(limits: limits)
        try bench.receive(bench.fields(Self.ok, on: 1))
        let text = String(repeating: "x", count: 10_000)
        for _ in 0..<10 { try bench.receive(bench.data(text, on: 1)) }
        #expect(bench.response()?.bodyIsTruncated == true)
        #expect(try bench.sent().contains { $0.kind == .resetStream && $0.stream == 1 })
        #expect(bench.connection.isOpen)
        #expect(bench.connection.capacity == 100)
    }

    @Test func countsPaddingAsRead() throws {
        var limits = ProbeLimits()
        limits.maximumWireBytes = 10_000
        let bench = try HTTP2Bench()
        bench.start(limits: limits)
        try bench.receive(bench.fields(Self.ok, on: 1))
        let padded = [255] + Array("x".utf8) + [UInt8](repeating: 0, count: 255)
        for _ in 0..<50 where bench.outcomes[0] == nil {
            try bench.receive(.init(kind: .data, flags: 8, stream: 1, payload: padded))
        }
        #expect(bench.response()?.bodyIsTruncated == true)
    }

    @Test func opensTheWindowsForALongBody() throws {
        let bench = try HTTP2Bench()
        bench.start()
        try bench.receive(bench.fields(Self.ok, on: 1))
        _ = try bench.sent()
        let text = String(repeating: "x", count: 16_384)
        var updates: [UInt32] = []
        for _ in 0..<500 {
            try bench.receive(bench.data(text, on: 1))
            updates += try bench.sent().filter { $0.kind == .windowUpdate }.map(\.stream)
        }
        try bench.receive(bench.data("", on: 1, ends: true))
        #expect(updates.contains(1))
        #expect(bench.response()?.bodyIsTruncated == true)
        #expect(bench.response()?.body.count == 1 << 20)
    }
}
