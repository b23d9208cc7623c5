//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing

@testable import VentiKit

/// The parser alone, without any I/O.
struct ResponseParserTests {
    /// Gives the text to a parser in pieces of that many bytes, then the end where `closes`.
    private func parse(
        _ text: String,
        method: String = "GET",
        limits: ProbeLimits = ProbeLimits(),
        piece: Int = .max,
        closes: Bool = false
    ) throws -> (parser: ResponseParser, consumed: Int) {
        var parser = ResponseParser(requestMethod: method, limits: limits)
        var rest = Array(text.utf8)[...]
        var consumed = 0
        while !rest.isEmpty {
            let head = Array(rest.prefix(piece))
            rest = rest.dropFirst(head.count)
            let count = try parser.consume(head.span)
            consumed += count
            #expect(count == head.count || parser.isComplete)
        }
        if closes { try parser.finish() }
        return (parser, consumed)
    }

    private static let messages: [(text: String, body: String, keepsAlive: Bool)] = [
        ("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello", "hello", true),
        ("HTTP/1.1 200\r\ncontent-length: 0\r\n\r\n", "", true),
        ("HTTP/1.1 200 \r\nContent-Length: 2, 2\r\nContent-Length:2\r\n\r\nab", "ab", true),
        ("HTTP/1.1 200 OK\nContent-Length: 2\n\nab", "ab", true),
        ("\r\nHTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\na", "a", true),
        ("HTTP/1.0 200 OK\r\nContent-Length: 1\r\n\r\na", "a", false),
        ("HTTP/1.0 200 OK\r\nConnection: Keep-Alive\r\nContent-Length: 1\r\n\r\na", "a", true),
        ("HTTP/1.1 200 OK\r\nConnection: foo, Close\r\nContent-Length: 1\r\n\r\na", "a", false),
        (
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked\r\n\r\n1\r\na\r\nA;x=\"y\"\r\n0123456789\r\n00\r\nT: 1\r\n\r\n",
            "a0123456789", true
        ),
        ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Length: 9\r\n\r\n1\r\na\r\n0\r\n\r\n", "a", false),
        (
            "HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n\r\n", "a",
            false
        ),
        (
            "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\na",
            "a", true
        ),
        ("HTTP/1.1 204 No Content\r\nContent-Length: 5\r\n\r\n", "", true),
        ("HTTP/1.1 304 Not Modified\r\nTransfer-Encoding: chunked\r\n\r\n", "", true),
        ("HTTP/1.1 200 OK\r\nX: 1\r\n  folded\r\nContent-Length: 1\r\n\r\na", "a", true),
    ]

    @Test(arguments: messages.indices)
    func readsAMessageHoweverItIsCut(index: Int) throws {
        let message = Self.messages[index]
        for piece in [1, 2, 3, 7, 1000] {
            let (parser, consumed) = try parse(message.text, piece: piece)
            #expect(parser.isComplete)
            #expect(consumed == message.text.utf8.count)
            #expect(String(decoding: parser.body, as: UTF8.self) == message.body)
            #expect(parser.keepsAlive == message.keepsAlive)
            #expect(!parser.bodyIsTruncated)
        }
    }

    @Test func readsABodyUntilTheConnectionCloses() throws {
        let (open, _) = try parse("HTTP/1.1 200 OK\r\n\r\nabc", piece: 1)
        #expect(!open.isComplete)
        let (parser, _) = try parse("HTTP/1.1 200 OK\r\n\r\nabc", piece: 1, closes: true)
        #expect(parser.isComplete)
        #expect(parser.body == Array("abc".utf8))
        #expect(!parser.keepsAlive)
    }

    @Test func takesNoBodyOfAnAnswerToHEAD() throws {
        let (parser, consumed) = try parse("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello", method: "HEAD")
        #expect(parser.isComplete)
        #expect(consumed == 38)
        #expect(parser.body.isEmpty)
    }

    @Test func takesAnotherProtocolForAnAnswerOnlyWhereItWasAskedFor() throws {
        let text = Array("HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n".utf8)
        var asking = ResponseParser(requestMethod: "GET", asksForUpgrade: true, limits: ProbeLimits())
        #expect(try asking.consume(text.span) == text.count)
        #expect(asking.isComplete)
        #expect(!asking.keepsAlive)
        var other = ResponseParser(requestMethod: "GET", limits: ProbeLimits())
        let error = try #require(throws: ProbeError.self) { _ = try other.consume(text.span) }
        #expect(error.code == .unexpectedUpgrade)
    }

    @Test(arguments: ["1 2", "1\r\n 2", "1,", ",1", "0x1", "1, ,1"])
    func refusesALengthThatIsNotOneNumber(value: String) throws {
        let error = try #require(throws: ProbeError.self) {
            try parse("HTTP/1.1 200 OK\r\nContent-Length: \(value)\r\n\r\na")
        }
        #expect(error.code == .conflictingLength)
    }

    @Test func leavesWhatFollowsTheMessage() throws {
        let first = "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\na"
        let (parser, consumed) = try parse(first + "HTTP/1.1 200 OK\r\n\r\n")
        #expect(parser.isComplete)
        #expect(consumed == first.utf8.count)
    }

    @Test func keepsHeaderLinesInOrderAndReplacesWhatIsNotText() throws {
        let (parser, _) = try parse("HTTP/1.1 200 OK\r\nB:  1 \r\na: x\ry\0z\r\nB: \r\nContent-Length: 0\r\n\r\n")
        let lines = parser.head.lines.map { "\($0.name)=\($0.value)" }
        #expect(lines == ["B=1", "a=x y z", "B=", "Content-Length=0"])
    }

    @Test(arguments: [
        "\rTTP/1.1 200 OK",
        "G", "HTTP/2", "HTTP/1.1 abc OK\r\n", "HTTP/1.1 099 OK\r\n", "HTTP/1.12 200 OK\r\n",
        "HTTP/1.1  200 OK\r\n",
        "HTTP/1.1 200 OK\r\n folded\r\n", "HTTP/1.1 200 OK\r\n: x\r\n", "HTTP/1.1 200 OK\r\na b: x\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 1, 2\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: +1\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: \r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nabc",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1000000000000000\r\n",
    ])
    func refusesWhatLeavesTheEndUnknown(text: String) throws {
        for piece in [1, 1000] {
            let error = try #require(throws: ProbeError.self) { try parse(text, piece: piece) }
            #expect(error.code.kind == .malformed)
        }
    }

    @Test func boundsTheHead() throws {
        var limits = ProbeLimits()
        limits.maximumHeaderBytes = 200
        limits.maximumHeaderLines = 5
        let long = "HTTP/1.1 200 OK\r\nX: " + String(repeating: "a", count: 300)
        let many = "HTTP/1.1 200 OK\r\n" + String(repeating: "a: b\r\n", count: 6)
        let interim = String(repeating: "HTTP/1.1 100 Continue\r\nA: 012345678901234567890123456789\r\n\r\n", count: 5)
        let trailers =
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n" + String(repeating: "a: b\r\n", count: 50)
        for (text, code) in [
            (long, ProbeError.Code.headerTooLarge), (many, .tooManyHeaders), (interim, .headerTooLarge),
            (trailers, .headerTooLarge),
        ] {
            for piece in [1, 10, 10_000] {
                let error = try #require(throws: ProbeError.self) { try parse(text, limits: limits, piece: piece) }
                #expect(error.code == code)
            }
        }
    }

    @Test(arguments: ["Content-Length: 10000", "Transfer-Encoding: chunked", "X: y"])
    func boundsTheBody(field: String) throws {
        var limits = ProbeLimits()
        limits.maximumBodyBytes = 10
        limits.maximumWireBytes = 500
        let text = "HTTP/1.1 200 OK\r\n\(field)\r\n\r\n" + String(repeating: "5\r\nabcde\r\n", count: 100)
        for piece in [1, 7, 10_000] {
            let (parser, consumed) = try parse(text, limits: limits, piece: piece)
            #expect(parser.isComplete)
            #expect(parser.ending == .cut)
            #expect(parser.body.count == 10)
            #expect(parser.bodyIsTruncated)
            #expect(!parser.keepsAlive)
            #expect((500...510).contains(consumed))
        }
    }

    @Test func saysWhenKeptBodyIsNotAll() throws {
        var limits = ProbeLimits()
        limits.maximumBodyBytes = 3
        let (parser, _) = try parse("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello", limits: limits)
        #expect(parser.isComplete)
        #expect(parser.bodyIsTruncated)
        #expect(parser.keepsAlive)
        #expect(parser.body == Array("hel".utf8))
    }

    @Test func survivesAnyBytes() {
        var random = SeededGenerator(seed: 7)
        let alphabet = Array("HTTP/1.1 200 OK\r\n\r\nContent-Length: 5Transfer-Encoding: chunked0\r\n1a;,\0\u{7f}".utf8)
        for _ in 0..<3000 {
            var parser = ResponseParser(requestMethod: "GET", limits: ProbeLimits())
            var text = Array("HTTP/1.1 200 OK\r\n".utf8).prefix(Int.random(in: 0...17, using: &random))
            for _ in 0..<60 { text.append(alphabet.randomElement(using: &random) ?? 0) }
            let bytes = Array(text)
            let consumed = try? parser.consume(bytes.span)
            #expect(consumed == nil || consumed == bytes.count || parser.isComplete)
            try? parser.finish()
        }
    }
}
