//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Finds many literal texts in one pass (Aho and Corasick, 1975), without regard to the case of ASCII letters.
///
/// Building takes time in proportion to the literals, searching in proportion to the text, and allocates nothing.
struct LiteralSearch: Sendable {
    /// The column of the table for each of the 256 bytes; column 0 is for bytes that no literal has.
    private let columns: [UInt8]
    private let columnCount: Int
    /// The next state for each state and column, as the index of its first cell; with ``outputMark`` where literals end.
    private let transitions: [UInt32]
    /// The literals that end in each state: where they begin in ``outputs``, and one more for the end.
    private let outputStarts: [Int32]
    private let outputs: [Int32]

    private static let outputMark: UInt32 = 1 << 31

    init(_ literals: [String]) {
        var columns = [UInt8](repeating: 0, count: 256)
        var columnCount = 1
        for byte in literals.joined().utf8.map(\.asciiLowercased) where columns[Int(byte)] == 0 {
            columns[Int(byte)] = UInt8(truncatingIfNeeded: columnCount)
            if byte &- UInt8(ascii: "a") < 26 { columns[Int(byte & 0xDF)] = UInt8(truncatingIfNeeded: columnCount) }
            columnCount += 1
        }
        var states = LiteralStates(columnCount: columnCount)
        for (index, literal) in literals.enumerated() where !literal.isEmpty {
            states.add(literal.utf8.map { Int(columns[Int($0)]) }, literal: Int32(index))
        }
        states.link()
        self.columns = columns
        self.columnCount = columnCount
        transitions = states.next.map { state in
            UInt32(state * columnCount) | (states.outputs[state].isEmpty ? 0 : Self.outputMark)
        }
        outputs = states.outputs.flatMap { $0 }
        outputStarts = states.outputs.reduce(into: [0]) { $0.append($0[$0.count - 1] + Int32($1.count)) }
    }

    /// Calls the closure for every occurrence with the literal's index and the index after its last byte, in the order
    /// of their ends, until it says `false`.
    func forEachMatch(in bytes: Span<UInt8>, _ body: (_ literal: Int, _ end: Int) -> Bool) {
        let columns = columns.span
        let transitions = transitions.span
        var cell: UInt32 = 0
        for index in bytes.indices {
            // There are 256 columns, and every cell is the first of a state's; each state has a cell for each column.
            let column = unsafe columns[unchecked: Int(bytes[unchecked: index])]
            cell = unsafe transitions[unchecked: Int(cell + UInt32(column))]
            guard cell & Self.outputMark != 0 else { continue }
            cell &= ~Self.outputMark
            let state = Int(cell) / columnCount
            for output in outputStarts[state]..<outputStarts[state + 1]
            where !body(Int(outputs[Int(output)]), index + 1) { return }
        }
    }
}

/// The states of a ``LiteralSearch`` while it is built.
private struct LiteralStates {
    let columnCount: Int
    /// The next state for each state and column; -1 for none yet.
    var next: [Int]
    var outputs: [[Int32]] = [[]]

    init(columnCount: Int) {
        self.columnCount = columnCount
        next = [Int](repeating: -1, count: columnCount)
    }

    mutating func add(_ columns: [Int], literal: Int32) {
        var state = 0
        for column in columns {
            let cell = state * columnCount + column
            if next[cell] < 0 {
                next[cell] = outputs.count
                outputs.append([])
                next.append(contentsOf: repeatElement(-1, count: columnCount))
            }
            state = next[cell]
        }
        outputs[state].append(literal)
    }

    /// Fills the table breadth first, so that a mismatch leads to the longest suffix that can still become a literal.
    mutating func link() {
        var failure = [Int](repeating: 0, count: outputs.count)
        var queue: [Int] = []
        for column in 0..<columnCount {
            if next[column] < 0 { next[column] = 0 } else { queue.append(next[column]) }
        }
        var head = 0
        while head < queue.count {
            let state = queue[head]
            head += 1
            outputs[state].append(contentsOf: outputs[failure[state]])
            for column in 0..<columnCount {
                let fallback = next[failure[state] * columnCount + column]
                let cell = state * columnCount + column
                if next[cell] < 0 {
                    next[cell] = fallback
                } else {
                    failure[next[cell]] = fallback
                    queue.append(next[cell])
                }
            }
        }
    }
}
