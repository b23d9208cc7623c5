//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// One pass that undoes one level of escapes.
struct Unescaping {
    private let bytes: [UInt8]
    private let isJSON: Bool
    private let undoesEscapes: Bool

    init(bytes: [UInt8], isJSON: Bool, undoesEscapes: Bool) {
        self.bytes = bytes
        self.isJSON = isJSON
        self.undoesEscapes = undoesEscapes
    }

    /// What an escape becomes: one byte or nothing, in the place of so many bytes.
    private struct Replacement {
        var byte: UInt8?
        var length: Int
    }

    /// The bytes with escapes undone, or `nil` where there are none.
    func output() -> [UInt8]? {
        guard var (place, change) = nextReplacement(from: 0) else { return nil }
        let source = bytes.span
        // What is written is never more than what it stands for, so there is always room for it.
        return unsafe [UInt8](unsafeUninitializedCapacity: bytes.count) { output, count in
            var start = 0
            while true {
                for index in start..<place { unsafe output[count + index - start] = source[index] }
                count += place - start
                if let change, let byte = change.byte {
                    unsafe output[count] = byte
                    count += 1
                }
                guard let length = change?.length else { break }
                start = place + length
                if let next = nextReplacement(from: start) {
                    (place, change) = next
                } else {
                    (place, change) = (source.count, nil)
                }
            }
        }
    }

    /// The next escape and its place, from an index on.
    private func nextReplacement(from start: Int) -> (Int, Replacement?)? {
        var index = start
        while let place = nextSpecial(from: index) {
            if let replacement = replacement(at: place) { return (place, replacement) }
            index = place + 1
        }
        return nil
    }

    /// The place of each byte of the ``output()``, and one more for the end.
    func offsets() -> [Int32] {
        var offsets: [Int32] = []
        offsets.reserveCapacity(bytes.count + 1)
        var index = 0
        while index < bytes.count {
            let replacement = isSpecial(bytes[index]) ? replacement(at: index) : nil
            if replacement == nil || replacement?.byte != nil { offsets.append(Int32(index)) }
            index += replacement?.length ?? 1
        }
        offsets.append(Int32(bytes.count))
        return offsets
    }

    private func isSpecial(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "&") || byte == UInt8(ascii: "<") || isJSON && byte == UInt8(ascii: "\"")
            || undoesEscapes && byte == UInt8(ascii: "\\")
    }

    private func nextSpecial(from start: Int) -> Int? {
        let span = bytes.span
        var index = start
        while index < span.count {
            if isSpecial(span[index]) { return index }
            index += 1
        }
        return nil
    }

    private func replacement(at index: Int) -> Replacement? {
        switch bytes[index] {
        case UInt8(ascii: "\\"): escape(at: index)
        case UInt8(ascii: "&"): reference(at: index)
        case UInt8(ascii: "<"): tag(at: index)
        default: Replacement(byte: UInt8(ascii: "\n"), length: 1)
        }
    }

    private func escape(at index: Int) -> Replacement? {
        guard index + 1 < bytes.count else { return nil }
        switch bytes[index + 1] {
        case UInt8(ascii: "n"), UInt8(ascii: "r"): return Replacement(byte: UInt8(ascii: "\n"), length: 2)
        case UInt8(ascii: "t"): return Replacement(byte: UInt8(ascii: "\t"), length: 2)
        case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "\\"), UInt8(ascii: "/"):
            return Replacement(byte: bytes[index + 1], length: 2)
        case UInt8(ascii: "u"):
            guard index + 6 <= bytes.count else { return nil }
            return Self.code(bytes[(index + 2)..<(index + 6)], radix: 16).map { Replacement(byte: $0, length: 6) }
        default: return nil
        }
    }

    private func reference(at index: Int) -> Replacement? {
        guard let end = bytes[index...].prefix(9).firstIndex(of: UInt8(ascii: ";")) else { return nil }
        let name = bytes[(index + 1)..<end]
        var value: UInt8?
        if name.first == UInt8(ascii: "#") {
            let isHexadecimal = name.dropFirst().first.map { $0 | 0x20 } == UInt8(ascii: "x")
            value = Self.code(name.dropFirst(isHexadecimal ? 2 : 1), radix: isHexadecimal ? 16 : 10)
        } else {
            value = Self.references.first { $0.name.elementsEqual(name) }?.byte
        }
        return value.map { Replacement(byte: $0, length: end + 1 - index) }
    }

    /// An ASCII character's code, or `nil` for anything else. A sign before the digits is allowed.
    static func code(_ text: ArraySlice<UInt8>, radix: Int) -> UInt8? {
        let isNegative = text.first == UInt8(ascii: "-")
        let digits = isNegative || text.first == UInt8(ascii: "+") ? text.dropFirst() : text
        guard !digits.isEmpty else { return nil }
        var value = 0
        for byte in digits {
            let letter = Int(byte | 0x20) - Int(UInt8(ascii: "a")) + 10
            let digit = byte.isASCIIDigit ? Int(byte - UInt8(ascii: "0")) : byte.isASCIILetter ? letter : radix
            guard digit < radix else { return nil }
            value = value * radix + digit
            guard value < 0x80 else { return nil }
        }
        return isNegative && value > 0 ? nil : UInt8(value)
    }

    /// Takes a tag away if it is one of HTML's usual ones, so that `<init>` and `<module>` of stack traces stay.
    private func tag(at index: Int) -> Replacement? {
        var end = index + 1
        if end < bytes.count, bytes[end] == UInt8(ascii: "/") { end += 1 }
        let start = end
        var name: UInt128 = 0
        while end < bytes.count, end - start < 12, bytes[end].isASCIILetter || bytes[end].isASCIIDigit {
            name = name << 8 | UInt128(bytes[end].asciiLowercased)
            end += 1
        }
        guard name != 0, let isBlock = Self.tags[name] else { return nil }
        // A tag ends before the next one begins, which keeps this linear.
        while end < bytes.count, bytes[end] != UInt8(ascii: ">") {
            if bytes[end] == UInt8(ascii: "<") { return nil }
            end += 1
        }
        guard end < bytes.count else { return nil }
        return Replacement(byte: isBlock ? UInt8(ascii: "\n") : nil, length: end + 1 - index)
    }

    private static let references: [(name: [UInt8], byte: UInt8)] =
        ([
            ("quot", "\""), ("apos", "'"), ("lt", "<"), ("gt", ">"), ("amp", "&"), ("nbsp", " "),
        ] as [(String, Unicode.Scalar)]).map { (Array($0.0.utf8), UInt8(ascii: $0.1)) }

    /// Whether each of the usual tags ends a line, by its name's bytes as one number.
    private static let tags: [UInt128: Bool] = {
        let block =
            "br div p li ul ol pre tr td th table tbody thead title blockquote h1 h2 h3 h4 h5 h6 hr html head body textarea "
            + "section details summary"
        let inline = "a b i u em strong span code cite small font tt var kbd abbr"
        var tags: [UInt128: Bool] = [:]
        for (names, isBlock) in [(block, true), (inline, false)] {
            for name in names.split(separator: " ") {
                tags[name.utf8.reduce(0) { $0 << 8 | UInt128($1) }] = isBlock
            }
        }
        return tags
    }()
}
