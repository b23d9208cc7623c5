//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// A body as it came, or with escapes undone, and the way back from a place in it to the body.
struct BodyView {
    let bytes: [UInt8]
    /// The place in the body of each byte, and one more for the end; `nil` where they are the same.
    private let offsets: [Int32]?
    /// Whether the body is JSON; `nil` where nobody has looked yet.
    private let isJSON: Bool?

    init(_ body: [UInt8]) {
        bytes = body
        offsets = nil
        isJSON = nil
    }

    private init(bytes: [UInt8], offsets: [Int32], isJSON: Bool) {
        self.bytes = bytes
        self.offsets = offsets
        self.isJSON = isJSON
    }

    /// The bytes of the body that a range of this view stands for.
    func originalRange(of range: Range<Int>) -> Range<Int> {
        guard let offsets else { return range }
        let lower = Int(offsets[range.lowerBound])
        return lower..<max(lower, Int(offsets[range.upperBound]))
    }

    /// The view with one level of escapes undone: character references and HTML tags, in JSON also its escapes.
    ///
    /// Where the body is JSON, the end of a string is the end of a line. Where it is not, backslashes are left alone at
    /// first, because they may be those of a path, and taken for escapes the second time.
    ///
    /// - Returns: `nil` where there was nothing to undo.
    func unescaped(isSecondTime: Bool) -> BodyView? {
        let isJSON = isJSON ?? Self.looksLikeJSON(bytes)
        var unescaping = Unescaping(bytes: bytes, isJSON: isJSON, undoesEscapes: isJSON || isSecondTime)
        unescaping.run()
        guard unescaping.isChanged else { return nil }
        let offsets = unescaping.offsets
        return BodyView(
            bytes: unescaping.output,
            offsets: self.offsets.map { own in offsets.map { own[Int($0)] } } ?? offsets,
            isJSON: isJSON
        )
    }

    private static func looksLikeJSON(_ bytes: [UInt8]) -> Bool {
        let first = bytes.prefix(64).first { $0 > 0x20 }
        return first == UInt8(ascii: "{") || first == UInt8(ascii: "[") || first == UInt8(ascii: "\"")
    }
}

/// One pass that undoes one level of escapes.
private struct Unescaping {
    let bytes: [UInt8]
    let isJSON: Bool
    let undoesEscapes: Bool
    var output: [UInt8] = []
    var offsets: [Int32] = []
    var isChanged = false
    private var index = 0

    init(bytes: [UInt8], isJSON: Bool, undoesEscapes: Bool) {
        self.bytes = bytes
        self.isJSON = isJSON
        self.undoesEscapes = undoesEscapes
        output.reserveCapacity(bytes.count)
        offsets.reserveCapacity(bytes.count + 1)
    }

    mutating func run() {
        while index < bytes.count {
            switch bytes[index] {
            case UInt8(ascii: "\\") where undoesEscapes: undoEscape()
            case UInt8(ascii: "&"): undoReference()
            case UInt8(ascii: "<"): removeTag()
            case UInt8(ascii: "\"") where isJSON: put(UInt8(ascii: "\n"), for: 1)
            default: copy()
            }
        }
        offsets.append(Int32(bytes.count))
    }

    private mutating func copy() {
        output.append(bytes[index])
        offsets.append(Int32(index))
        index += 1
    }

    /// Writes one byte that stands for the next `count` bytes, or nothing for them.
    private mutating func put(_ byte: UInt8?, for count: Int) {
        if let byte {
            output.append(byte)
            offsets.append(Int32(index))
        }
        index += count
        isChanged = true
    }

    private mutating func undoEscape() {
        guard index + 1 < bytes.count else { return copy() }
        switch bytes[index + 1] {
        case UInt8(ascii: "n"), UInt8(ascii: "r"): put(UInt8(ascii: "\n"), for: 2)
        case UInt8(ascii: "t"): put(UInt8(ascii: "\t"), for: 2)
        case let byte where "\"'\\/".utf8.contains(byte): put(byte, for: 2)
        case UInt8(ascii: "u"):
            guard let value = number(bytes[(index + 2)...].prefix(4), radix: 16, digits: 4) else { return copy() }
            put(value, for: 6)
        default: copy()
        }
    }

    private mutating func undoReference() {
        guard let length = bytes[index...].prefix(9).firstIndex(of: UInt8(ascii: ";")).map({ $0 - index }) else {
            return copy()
        }
        let name = bytes[(index + 1)..<(index + length)]
        var value: UInt8?
        if name.first == UInt8(ascii: "#") {
            let isHexadecimal = name.dropFirst().first.map { $0 | 0x20 } == UInt8(ascii: "x")
            let digits = name.dropFirst(isHexadecimal ? 2 : 1)
            value = number(digits, radix: isHexadecimal ? 16 : 10, digits: digits.count)
        } else {
            value = Self.references[String(decoding: name, as: UTF8.self)]
        }
        guard let value else { return copy() }
        put(value, for: length + 1)
    }

    /// An ASCII character's code, or `nil` for anything else.
    private func number(_ text: ArraySlice<UInt8>, radix: Int, digits: Int) -> UInt8? {
        guard text.count == digits, digits > 0 else { return nil }
        return UInt8(String(decoding: text, as: UTF8.self), radix: radix).flatMap { $0 < 0x80 ? $0 : nil }
    }

    /// Takes a tag away if it is one of HTML's usual ones, so that `<init>` and `<module>` of stack traces stay.
    private mutating func removeTag() {
        var end = index + 1
        if end < bytes.count, bytes[end] == UInt8(ascii: "/") { end += 1 }
        let start = end
        while end < bytes.count, end - start < 12, Self.isNameByte(bytes[end]) { end += 1 }
        let name = String(decoding: bytes[start..<end], as: UTF8.self).lowercased()
        let isBlock = Self.blockTags.contains(name)
        guard isBlock || Self.inlineTags.contains(name) else { return copy() }
        // A tag ends before the next one begins, which keeps this linear.
        while end < bytes.count, bytes[end] != UInt8(ascii: ">") {
            if bytes[end] == UInt8(ascii: "<") { return copy() }
            end += 1
        }
        guard end < bytes.count else { return copy() }
        put(isBlock ? UInt8(ascii: "\n") : nil, for: end + 1 - index)
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        byte | 0x20 &- UInt8(ascii: "a") < 26 || byte &- UInt8(ascii: "0") < 10
    }

    private static let references: [String: UInt8] = [
        "quot": UInt8(ascii: "\""), "apos": UInt8(ascii: "'"), "lt": UInt8(ascii: "<"), "gt": UInt8(ascii: ">"),
        "amp": UInt8(ascii: "&"), "nbsp": UInt8(ascii: " "),
    ]
    private static let blockTags: Set<String> = [
        "br", "div", "p", "li", "ul", "ol", "pre", "tr", "td", "th", "table", "tbody", "thead", "title", "blockquote",
        "h1", "h2", "h3", "h4", "h5", "h6", "hr", "html", "head", "body", "textarea", "section", "details", "summary",
    ]
    private static let inlineTags: Set<String> = [
        "a", "b", "i", "u", "em", "strong", "span", "code", "cite", "small", "font", "tt", "var", "kbd", "abbr",
    ]
}
