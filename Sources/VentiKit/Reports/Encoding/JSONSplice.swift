//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// A JSON text with a gap in one of its arrays, for a report whose findings are written one by one.
struct JSONSplice {
    /// The text up to and with the array's `[`.
    let before: ArraySlice<UInt8>
    /// The text from the array's `]` on, with the line and indentation before it where the text is for people.
    let after: ArraySlice<UInt8>
    /// How many objects and arrays are open in the gap.
    let depth: Int

    /// Finds the empty array.
    ///
    /// - Parameters:
    ///   - text: A JSON text.
    ///   - name: The name of the member that holds the array.
    ///   - depth: How many objects and arrays are open around the member.
    /// - Throws: ``ScanError`` with code ``ScanError/Code/invalidEncoding`` if there is no such array.
    init(_ text: [UInt8], atEmptyArray name: String, depth: Int) throws(ScanError) {
        let wanted = Array("\"\(name)\"".utf8)
        var open = 0
        var index = text.startIndex
        var gap: Int?
        while index < text.endIndex, gap == nil {
            switch text[index] {
            case UInt8(ascii: "{"), UInt8(ascii: "["): open += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"): open -= 1
            case UInt8(ascii: "\""):
                let end = Self.end(ofStringAt: index, in: text)
                if open == depth, text[index..<end].elementsEqual(wanted) {
                    gap = Self.start(ofArrayAfter: end, in: text)
                }
                index = end - 1
            default: break
            }
            index += 1
        }
        guard let gap, let end = text[gap...].firstIndex(of: UInt8(ascii: "]")),
            text[gap..<end].allSatisfy({ $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\n") })
        else {
            throw ScanError(.invalidEncoding, "Cannot be written as JSON: \(name) is missing.")
        }
        let lineEnds = text[gap..<end].indices.filter { text[$0] == UInt8(ascii: "\n") }
        before = text[..<gap]
        after = text[(lineEnds.last ?? end)...]
        self.depth = depth + 1
    }

    /// The place after the string that begins here.
    private static func end(ofStringAt start: Int, in text: [UInt8]) -> Int {
        var index = start + 1
        while index < text.endIndex, text[index] != UInt8(ascii: "\"") {
            index += text[index] == UInt8(ascii: "\\") ? 2 : 1
        }
        return min(index + 1, text.endIndex)
    }

    /// The place after the `[` of the value after a key, or `nil` where the key is a string or its value no array.
    private static func start(ofArrayAfter keyEnd: Int, in text: [UInt8]) -> Int? {
        let isSpace: (UInt8) -> Bool = { $0 == UInt8(ascii: " ") }
        var rest = text[keyEnd...].drop(while: isSpace)
        guard rest.popFirst() == UInt8(ascii: ":") else { return nil }
        rest = rest.drop(while: isSpace)
        guard rest.popFirst() == UInt8(ascii: "[") else { return nil }
        return rest.startIndex
    }
}
