//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Finds the line and column of a byte of a document in constant time, even where the document is one long line.
struct LineIndex: Sendable {
    /// The offset of the first byte of each line.
    private let starts: [UInt32]
    /// The number of UTF-8 continuation bytes before each block; empty where the document has none.
    private let continuations: [UInt32]
    private static let blockSize = 1024

    init(of bytes: [UInt8]) {
        var starts: [UInt32] = [0]
        starts.reserveCapacity(bytes.count / 32)
        var hasContinuations = false
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            index += 1
            if byte == 0x0A || (byte == 0x0D && !(index < bytes.count && bytes[index] == 0x0A)) {
                starts.append(UInt32(truncatingIfNeeded: index))
            } else if byte >= 0x80 {
                hasContinuations = true
            }
        }
        self.starts = starts
        continuations = hasContinuations ? Self.countContinuations(bytes) : []
    }

    private static func countContinuations(_ bytes: [UInt8]) -> [UInt32] {
        var counts: [UInt32] = [0]
        var count: UInt32 = 0
        for start in stride(from: 0, to: bytes.count, by: blockSize) {
            for byte in bytes[start..<min(start + blockSize, bytes.count)] { count &+= byte & 0xC0 == 0x80 ? 1 : 0 }
            counts.append(count)
        }
        return counts
    }

    /// The line and the column, in characters (Unicode code points), both counted from 1.
    func lineAndColumn(at position: Int, in bytes: [UInt8]) -> (line: Int, column: Int) {
        let position = max(0, min(position, bytes.count))
        var low = 0
        var high = starts.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if Int(starts[middle]) <= position { low = middle } else { high = middle }
        }
        let start = Int(starts[low])
        var column =
            position - start + 1 - (continuations(before: position, bytes) - continuations(before: start, bytes))
        // A byte order mark takes no room on the screen.
        if start == 0, position >= 3, bytes.starts(with: [0xEF, 0xBB, 0xBF]) { column -= 1 }
        return (low + 1, column)
    }

    private func continuations(before position: Int, _ bytes: [UInt8]) -> Int {
        guard !continuations.isEmpty else { return 0 }
        let block = position / Self.blockSize
        var count = Int(continuations[block])
        for index in block * Self.blockSize..<position where bytes[index] & 0xC0 == 0x80 { count += 1 }
        return count
    }
}
