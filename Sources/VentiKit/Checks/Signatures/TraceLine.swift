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

    func hasPrefix(_ prefix: String) -> Bool { text.starts(with: prefix.utf8) }

    /// The index after the first occurrence of a text, from an index on.
    func end(of wanted: String, from start: Int? = nil) -> Int? {
        let wanted = Array(wanted.utf8)
        guard let first = wanted.first else { return nil }
        var index = start ?? text.startIndex
        while index + wanted.count <= text.endIndex {
            if text[index] == first, text[index...].starts(with: wanted) { return index + wanted.count }
            index += 1
        }
        return nil
    }

    func contains(_ wanted: String) -> Bool { end(of: wanted) != nil }

    /// The index after the decimal digits that begin at an index, or `nil` where there is none.
    func endOfDigits(from start: Int) -> Int? {
        var index = start
        while index < text.endIndex, Self.isDigit(text[index]) { index += 1 }
        return index > start ? index : nil
    }

    /// The index after `extension:digits`, such as `.go:12`, where the text has it.
    func endOfLocation(_ fileExtension: String) -> Int? {
        var start: Int? = text.startIndex
        while let from = start, let end = end(of: fileExtension + ":", from: from) {
            if let digits = endOfDigits(from: end) { return digits }
            start = end
        }
        return nil
    }

    /// Whether the text goes on like this at an index.
    func continues(at index: Int, with wanted: String) -> Bool { text[index...].starts(with: wanted.utf8) }

    static func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }
}
