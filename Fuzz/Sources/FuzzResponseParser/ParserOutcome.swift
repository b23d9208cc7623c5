//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import FuzzSupport

@testable import VentiKit

/// What the parser made of an answer.
struct ParserOutcome: Equatable {
    private var code: String?
    private var consumed = 0
    private var head = ""
    private var lines: [HeaderLines.Line] = []
    private var body: [UInt8] = []
    private var isComplete = false
    private var keepsAlive = false
    private var isTruncated = false

    /// Reads an answer in pieces, and checks what must hold whatever the bytes are.
    ///
    /// - Parameter pieceLength: The length of the next piece, given how many bytes are left.
    init(of bytes: [UInt8], method: String, limits: ProbeLimits, pieceLength: (Int) -> Int) {
        var parser = ResponseParser(requestMethod: method, limits: limits)
        do throws(ProbeError) {
            while consumed < bytes.count, !parser.isComplete {
                let count = max(1, min(pieceLength(bytes.count - consumed), bytes.count - consumed))
                let piece = Array(bytes[consumed..<(consumed + count)])
                let taken = try parser.consume(piece.span)
                require(taken >= 0 && taken <= count, "\(taken) of \(count) bytes were consumed")
                require(taken == count || parser.isComplete, "bytes were left though the answer is not complete")
                consumed += taken
            }
            try parser.finish()
            require(parser.isComplete, "the end of the connection left the answer incomplete")
        } catch {
            code = error.code.description
            // Where within a piece an error shows is the parser's own business.
            consumed = 0
        }
        // A compressed body needs a little more than its content may have.
        require(parser.body.count <= limits.maximumBodyBytes + (1 << 16), "\(parser.body.count) bytes of body are kept")
        guard code == nil else { return }
        require(consumed <= bytes.count, "more was consumed than there is")
        head = "\(parser.head.httpVersion) \(parser.head.status)"
        lines = parser.head.lines
        require(lines.count <= limits.maximumHeaderLines, "\(lines.count) header lines are kept")
        body = parser.body
        isComplete = parser.isComplete
        keepsAlive = parser.keepsAlive
        isTruncated = parser.bodyIsTruncated
    }
}

/// Lengths of pieces that a seed decides.
struct PieceLengths {
    private var state: UInt64

    init(seed: UInt8) { state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 | 1 }

    /// From 1 to 16, short ones more often.
    mutating func next() -> Int {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return 1 + Int(state & state >> 8 & 15)
    }
}
