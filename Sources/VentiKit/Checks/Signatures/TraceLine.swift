//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// A line without the white space around it, with what the frame grammars ask of it.
struct TraceLine {
    let text: ArraySlice<UInt8>
    /// Whether white space stood before the text.
    let isIndented: Bool

    init(_ line: ArraySlice<UInt8>) {
        let start = line.firstIndex { $0 != 0x20 && $0 != 0x09 } ?? line.endIndex
        let end = line[start...].lastIndex { $0 != 0x20 && $0 != 0x09 && $0 != 0x0D }.map { $0 + 1 } ?? start
        text = line[start..<end]
        isIndented = start > line.startIndex
    }

    func hasPrefix(_ prefix: StaticString) -> Bool { continues(at: text.startIndex, with: prefix) }

    /// The index after the first occurrence of a text, from an index on.
    func end(of wanted: StaticString, from start: Int? = nil) -> Int? {
        let count = wanted.utf8CodeUnitCount
        var index = start ?? text.startIndex
        while index + count <= text.endIndex {
            if continues(at: index, with: wanted) { return index + count }
            index += 1
        }
        return nil
    }

    func contains(_ wanted: StaticString) -> Bool { end(of: wanted) != nil }

    /// The index after the decimal digits that begin at an index, or `nil` where there is none.
    func endOfDigits(from start: Int) -> Int? {
        var index = start
        while index < text.endIndex, text[index].isASCIIDigit { index += 1 }
        return index > start ? index : nil
    }

    /// Whether the text goes on like this at an index.
    func continues(at index: Int, with wanted: StaticString) -> Bool {
        let count = wanted.utf8CodeUnitCount
        guard index + count <= text.endIndex else { return false }
        for offset in 0..<count where text[index + offset] != wanted.byte(at: offset) { return false }
        return true
    }
}
