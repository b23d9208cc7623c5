//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing

@testable import VentiKit

/// Lines that come whole are read in another way than lines that come in pieces; what is made of them is the same.
struct ResponseParserPlainLinesTests {
    private struct Reading: Equatable {
        var error: ProbeError.Code?
        var consumed = 0
        var isComplete = false
        var status = 0
        var lines: [HeaderLines.Line] = []
        var lineCount = 0
        var headBytes = 0
        var body: [UInt8] = []
        var keepsAlive = false
    }

    private func read(_ bytes: [UInt8], piece: Int, limits: ProbeLimits) -> Reading {
        var parser = ResponseParser(requestMethod: "GET", limits: limits)
        var reading = Reading()
        var rest = bytes[...]
        do throws(ProbeError) {
            while !rest.isEmpty, !parser.isComplete {
                let part = Array(rest.prefix(piece))
                rest = rest.dropFirst(part.count)
                reading.consumed += try parser.consume(part.span)
            }
        } catch {
            // How far it came in the piece that is wrong depends on the piece.
            return Reading(error: error.code)
        }
        reading.isComplete = parser.isComplete
        reading.status = parser.head.status
        reading.lines = parser.head.lines
        reading.lineCount = parser.head.lineCount
        reading.headBytes = parser.headBytes
        reading.body = parser.body
        reading.keepsAlive = parser.keepsAlive
        return reading
    }

    private func expectSame(_ text: [UInt8], limits: ProbeLimits = ProbeLimits()) -> Reading {
        let whole = read(text, piece: .max, limits: limits)
        for piece in [1, 2, 5, 16, 33] {
            #expect(
                read(text, piece: piece, limits: limits) == whole,
                "\(String(decoding: text, as: UTF8.self).debugDescription)"
            )
        }
        return whole
    }

    @Test func ordinaryLinesAreRead() {
        let text =
            "HTTP/1.1 200 OK\r\nServer: x\r\nContent-Length:\t2 \t\r\nEmpty:\r\nBlank: \t \r\nX-A:  a : b  \r\n\r\nok"
        let reading = expectSame(Array(text.utf8))
        #expect(reading.isComplete)
        #expect(
            reading.lines.map { "\($0.name)=\($0.value)" } == [
                "Server=x", "Content-Length=2", "Empty=", "Blank=", "X-A=a : b",
            ]
        )
        #expect(reading.lineCount == 5)
        #expect(String(decoding: reading.body, as: UTF8.self) == "ok")
    }

    @Test(arguments: [
        "A: 1\r\nB: 2\r\n  3\r\nC: 4\r\n", "A: 1\nB: 2\r\nC: 3\n", "A: 1\rx\r\nB: 2\r\n", "A: 1\u{0}2\r\nB: 3\r\n",
        "A: 1\r\r\nB: 2\r\n", "A: 1\nx\r\nB: 2\r\n", " A: 1\r\nB: 2\r\n", "A : 1\r\nB: 2\r\n", ": 1\r\n",
        "A\r\nB: 2\r\n",
        "A: 1\r\n\tB: 2\r\nConnection: close\r\n", "Connection: keep-alive,\r\n close\r\nA: 1\r\n",
        "Content-Length: 1\r\n 2\r\nA: 1\r\n", "A: ä\u{7f}\r\nB: \"x\"\r\n", "\r: 1\r\n",
    ]) func unusualLinesAmongThemAreReadAsEver(lines: String) {
        _ = expectSame(Array(("HTTP/1.1 200 OK\r\nX: 0\r\n" + lines + "Y: 9\r\n\r\nbody").utf8))
    }

    @Test func aFoldedValueGoesOnWhereItEnded() {
        let text = "HTTP/1.1 200 OK\r\nA: 1 \r\nB: 2\t\r\n \t3\r\n\t4 \r\nContent-Length: 0\r\n\r\n"
        #expect(expectSame(Array(text.utf8)).lines.map(\.value) == ["1", "2 3 4", "0"])
    }

    @Test func theLimitsHoldToTheByteAndToTheLine() {
        let text = Array("HTTP/1.1 200 OK\r\nA: 1\r\nBcd: 234\r\nE: 5\r\nContent-Length: 0\r\n\r\n".utf8)
        var outcomes: Set<String> = []
        for bytes in 10...80 {
            var limits = ProbeLimits()
            limits.maximumHeaderBytes = bytes
            let reading = expectSame(text, limits: limits)
            outcomes.insert(reading.error.map { "\($0)" } ?? "read")
        }
        for lines in 0...6 {
            var limits = ProbeLimits()
            limits.maximumHeaderLines = lines
            outcomes.insert(expectSame(text, limits: limits).error.map { "\($0)" } ?? "read")
        }
        #expect(outcomes == ["read", "\(ProbeError.Code.headerTooLarge)", "\(ProbeError.Code.tooManyHeaders)"])
    }

    @Test func randomHeadsAreReadTheSameHoweverTheyAreCut() {
        var random = SeededGenerator(seed: 11)
        let parts = [
            "A", "Content-Length", "connection", "Transfer-Encoding", ":", ": ", " ", "\t", "\r\n", "\r\n", "\r\n",
            "\n", "\r",
            "\u{0}", "1", "2", "close", "chunked", "x y", "ä", ",",
        ]
        var complete = 0
        for _ in 0..<3_000 {
            var text = "HTTP/1.1 200 OK\r\n"
            for _ in 0..<Int.random(in: 0...3, using: &random) { text += "X-Plain: value\r\n" }
            for _ in 0..<Int.random(in: 0...12, using: &random) { text += parts.randomElement(using: &random) ?? "" }
            text += "\r\nContent-Length: 1\r\n\r\nbody"
            if expectSame(Array(text.utf8)).isComplete { complete += 1 }
        }
        #expect(complete > 100)
    }
}
