//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Reads JSON (RFC 8259) into a document tree, without recursion.
///
/// Tolerates what real documents have: duplicate keys, and a comma before a closing bracket.
struct JSONParser {
    private(set) var builder: DocumentBuilder
    let bytes: [UInt8]
    var position: Int
    /// The open containers: their index, and how many entries they have so far.
    private var open: [(index: Int, isMapping: Bool, count: Int)] = []

    init(bytes: [UInt8], start: Int, limits: OpenAPIReader.Limits) {
        self.bytes = bytes
        position = start
        builder = DocumentBuilder(bytes: bytes, limits: limits)
    }

    /// Reads the whole document.
    mutating func parse() throws(DocumentFault) {
        skipWhitespace()
        try value()
        while !open.isEmpty { try entry() }
        skipWhitespace()
        guard position >= bytes.count else {
            throw .syntax(position, "There is text after the end of the JSON value. Remove it.")
        }
    }

    /// Reads a scalar, or opens a container.
    private mutating func value() throws(DocumentFault) {
        guard position < bytes.count else {
            throw .syntax(position, "The JSON text ends where a value should be. Is the file complete?")
        }
        switch bytes[position] {
        case UInt8(ascii: "{"), UInt8(ascii: "["):
            guard open.count < builder.limits.maximumDepth else {
                throw .tooDeep(position, builder.limits.maximumDepth)
            }
            let isMapping = bytes[position] == UInt8(ascii: "{")
            let index = try builder.open(isMapping ? .mapping : .sequence, position: position)
            open.append((index, isMapping, 0))
            position += 1
        case UInt8(ascii: "\""):
            try string()
        default:
            try literal()
        }
    }

    /// Reads what comes next in the innermost open container: an entry, or its end.
    private mutating func entry() throws(DocumentFault) {
        let last = open.count - 1
        let container = open[last]
        let close = container.isMapping ? UInt8(ascii: "}") : UInt8(ascii: "]")
        skipWhitespace()
        if container.count > 0, position < bytes.count, bytes[position] == UInt8(ascii: ",") {
            let comma = position
            position += 1
            skipWhitespace()
            if position < bytes.count, bytes[position] == close {
                builder.note(comma, "There is a comma before the closing bracket. Remove it.")
            }
        } else if container.count > 0, position < bytes.count, bytes[position] != close {
            throw .syntax(
                position,
                "Expected “,” or “\(container.isMapping ? "}" : "]")”, found \(found). Is a comma missing?"
            )
        }
        guard position < bytes.count else {
            let start = Int(builder.nodes[container.index].position)
            throw .syntax(
                start,
                "The \(container.isMapping ? "object" : "array") that begins here is never closed. Is the file complete?"
            )
        }
        if bytes[position] == close {
            position += 1
            open.removeLast()
            if container.isMapping {
                builder.closeMapping(container.index)
            } else {
                builder.closeSequence(container.index, count: container.count)
            }
            return
        }
        open[last].count += 1
        if container.isMapping {
            guard bytes[position] == UInt8(ascii: "\"") else {
                throw .syntax(position, "Expected a key in double quotes, found \(found). Put the key in quotes.")
            }
            try string()
            skipWhitespace()
            guard position < bytes.count, bytes[position] == UInt8(ascii: ":") else {
                throw .syntax(position, "Expected “:” after a key, found \(found).")
            }
            position += 1
            skipWhitespace()
        }
        try value()
    }

    private mutating func skipWhitespace() {
        while position < bytes.count {
            switch bytes[position] {
            case 0x20, 0x0A, 0x0D, 0x09: position += 1
            default: return
            }
        }
    }

    /// The next character, for a message.
    private var found: String {
        guard position < bytes.count else { return "the end of the file" }
        let text = String(decoding: bytes[position..<min(position + 8, bytes.count)], as: UTF8.self)
        guard let character = text.first, let scalar = character.unicodeScalars.first else { return "nothing" }
        return scalar.value < 0x20 ? "a control character" : "“\(character)”"
    }
}

// MARK: - Scalars

extension JSONParser {
    private mutating func literal() throws(DocumentFault) {
        let start = position
        scan: while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: ","), UInt8(ascii: "]"), UInt8(ascii: "}"), UInt8(ascii: ":"), UInt8(ascii: "\""),
                UInt8(ascii: "{"), UInt8(ascii: "["), 0x00...0x20:
                break scan
            default: position += 1
            }
        }
        let text = bytes[start..<position]
        let isWord =
            text.elementsEqual("true".utf8) || text.elementsEqual("false".utf8) || text.elementsEqual("null".utf8)
        guard isWord || Self.isNumber(text) else {
            position = start
            throw .syntax(start, "Expected a value, found \(found). Texts need double quotes.")
        }
        try builder.scalar(.plain, position: start, offset: start, length: position - start)
    }

    private static func isNumber(_ text: ArraySlice<UInt8>) -> Bool {
        var rest = text
        if rest.first == UInt8(ascii: "-") { rest.removeFirst() }
        func digits() -> Int {
            let count = rest.prefix { $0 >= 0x30 && $0 <= 0x39 }.count
            rest.removeFirst(count)
            return count
        }
        let startsWithZero = rest.first == UInt8(ascii: "0")
        let whole = digits()
        guard whole > 0, !(startsWithZero && whole > 1) else { return false }
        if rest.first == UInt8(ascii: ".") {
            rest.removeFirst()
            guard digits() > 0 else { return false }
        }
        if rest.first == UInt8(ascii: "e") || rest.first == UInt8(ascii: "E") {
            rest.removeFirst()
            if rest.first == UInt8(ascii: "+") || rest.first == UInt8(ascii: "-") { rest.removeFirst() }
            guard digits() > 0 else { return false }
        }
        return rest.isEmpty
    }

    private mutating func string() throws(DocumentFault) {
        let quote = position
        let start = position + 1
        var index = start
        while index < bytes.count, bytes[index] != UInt8(ascii: "\""), bytes[index] != UInt8(ascii: "\\") { index += 1 }
        if index < bytes.count, bytes[index] == UInt8(ascii: "\"") {
            try builder.scalar(.string, position: quote, offset: start, length: index - start)
            position = index + 1
            return
        }
        let offset = builder.nextDecodedOffset
        var copied = start
        while index < bytes.count, bytes[index] != UInt8(ascii: "\"") {
            if bytes[index] == UInt8(ascii: "\\") {
                builder.decoded.append(contentsOf: bytes[copied..<index])
                position = index
                index = try escape(at: index)
                copied = index
            } else {
                index += 1
            }
        }
        guard index < bytes.count else {
            throw .syntax(quote, "The text that begins here has no closing quote. Is the file complete?")
        }
        builder.decoded.append(contentsOf: bytes[copied..<index])
        try builder.scalar(.string, position: quote, offset: offset, length: builder.nextDecodedOffset - offset)
        position = index + 1
    }

    /// Decodes one escape and returns the offset after it.
    private mutating func escape(at index: Int) throws(DocumentFault) -> Int {
        guard index + 1 < bytes.count else { return bytes.count }
        let byte: UInt8
        switch bytes[index + 1] {
        case UInt8(ascii: "n"): byte = 0x0A
        case UInt8(ascii: "t"): byte = 0x09
        case UInt8(ascii: "r"): byte = 0x0D
        case UInt8(ascii: "b"): byte = 0x08
        case UInt8(ascii: "f"): byte = 0x0C
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): byte = bytes[index + 1]
        case UInt8(ascii: "u"):
            return try unicodeEscape(at: index)
        default:
            throw .syntax(
                index,
                "The escape “\\\(Unicode.Scalar(bytes[index + 1]))” does not exist. Write “\\\\” for a backslash."
            )
        }
        builder.decoded.append(byte)
        return index + 2
    }

    private mutating func unicodeEscape(at index: Int) throws(DocumentFault) -> Int {
        guard let unit = Self.hexadecimal(bytes, index + 2) else {
            throw .syntax(index, "The escape “\\u” needs four hexadecimal digits.")
        }
        var value = unit
        var end = index + 6
        if unit & 0xFC00 == 0xD800, end + 1 < bytes.count, bytes[end] == UInt8(ascii: "\\"),
            bytes[end + 1] == UInt8(ascii: "u"),
            let low = Self.hexadecimal(bytes, end + 2), low & 0xFC00 == 0xDC00
        {
            value = 0x10000 + (unit & 0x3FF) << 10 + (low & 0x3FF)
            end += 6
        }
        // Half of a surrogate pair stands for no character.
        let scalar = Unicode.Scalar(value) ?? "\u{FFFD}"
        builder.decoded.append(contentsOf: Array(String(scalar).utf8))
        return end
    }

    private static func hexadecimal(_ bytes: [UInt8], _ index: Int) -> UInt32? {
        guard index + 4 <= bytes.count else { return nil }
        var value: UInt32 = 0
        for offset in index..<index + 4 {
            guard let digit = Character(Unicode.Scalar(bytes[offset])).hexDigitValue else { return nil }
            value = value << 4 | UInt32(digit)
        }
        return value
    }
}

extension DocumentFault {
    static func tooDeep(_ position: Int, _ limit: Int) -> DocumentFault {
        DocumentFault(
            code: .tooDeep,
            position: position,
            message: "The document nests deeper than \(limit) levels. Flatten it, or raise the limit maximumDepth."
        )
    }
}
