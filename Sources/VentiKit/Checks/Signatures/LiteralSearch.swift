//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Finds many literal texts in one pass (Aho and Corasick, 1975), without regard to the case of ASCII letters.
///
/// Building takes time in proportion to the literals, searching in proportion to the text.
struct LiteralSearch: Sendable {
    /// The column of the table for each byte; column 0 is for bytes that no literal has.
    private let columns: [Int]
    private let columnCount: Int
    /// The next state for each state and column.
    private let transitions: [Int32]
    /// The literals that end in each state.
    private let outputs: [[Int]]
    private let hasOutput: [Bool]

    init(_ literals: [String]) {
        var columns = [Int](repeating: 0, count: 256)
        var columnCount = 1
        for byte in literals.joined().utf8.map(Self.lower) where columns[Int(byte)] == 0 {
            columns[Int(byte)] = columnCount
            if byte &- UInt8(ascii: "a") < 26 { columns[Int(byte & 0xDF)] = columnCount }
            columnCount += 1
        }
        var transitions = [Int32](repeating: -1, count: columnCount)
        var outputs: [[Int]] = [[]]
        for (index, literal) in literals.enumerated() where !literal.isEmpty {
            var state = 0
            for byte in literal.utf8 {
                let cell = state * columnCount + columns[Int(byte)]
                if transitions[cell] < 0 {
                    transitions[cell] = Int32(outputs.count)
                    outputs.append([])
                    transitions.append(contentsOf: repeatElement(-1, count: columnCount))
                }
                state = Int(transitions[cell])
            }
            outputs[state].append(index)
        }
        Self.link(&transitions, &outputs, columnCount)
        self.columns = columns
        self.columnCount = columnCount
        self.transitions = transitions
        self.outputs = outputs
        hasOutput = outputs.map { !$0.isEmpty }
    }

    /// Calls the closure for every occurrence with the literal's index and the index after its last byte, in the order
    /// of their ends, until it says `false`.
    func forEachMatch(in bytes: [UInt8], _ body: (_ literal: Int, _ end: Int) -> Bool) {
        var state = 0
        for index in bytes.indices {
            state = Int(transitions[state * columnCount + columns[Int(bytes[index])]])
            guard hasOutput[state] else { continue }
            for literal in outputs[state] where !body(literal, index + 1) { return }
        }
    }

    /// Fills the table breadth first, so that a mismatch leads to the longest suffix that can still become a literal.
    private static func link(_ transitions: inout [Int32], _ outputs: inout [[Int]], _ columnCount: Int) {
        var failure = [Int](repeating: 0, count: outputs.count)
        var queue: [Int] = []
        for column in 0..<columnCount {
            if transitions[column] < 0 { transitions[column] = 0 } else { queue.append(Int(transitions[column])) }
        }
        var head = 0
        while head < queue.count {
            let state = queue[head]
            head += 1
            outputs[state].append(contentsOf: outputs[failure[state]])
            for column in 0..<columnCount {
                let fallback = transitions[failure[state] * columnCount + column]
                let cell = state * columnCount + column
                if transitions[cell] < 0 {
                    transitions[cell] = fallback
                } else {
                    failure[Int(transitions[cell])] = Int(fallback)
                    queue.append(Int(transitions[cell]))
                }
            }
        }
    }

    private static func lower(_ byte: UInt8) -> UInt8 { byte &- 65 < 26 ? byte | 0x20 : byte }
}
