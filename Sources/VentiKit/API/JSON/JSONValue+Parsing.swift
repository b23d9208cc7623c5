//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension JSONValue {
    /// Reads a JSON text (RFC 8259), in linear time.
    ///
    /// The order of members and repeated names are kept. Whole numbers that fit become ``JSONValue/integer(_:)``. Bytes
    /// that are not UTF-8 and lone surrogates become U+FFFD. A byte order mark at the beginning is passed over.
    ///
    /// - Parameters:
    ///   - bytes: The text in UTF-8.
    ///   - limits: The bounds of depth and size.
    /// - Returns: `nil` where the bytes are not exactly one JSON value, or exceed the limits.
    public init?(parsingJSON bytes: some Collection<UInt8>, limits: JSONLimits = JSONLimits()) {
        var parser = JSONValueParser(bytes: Array(bytes), limits: limits)
        guard let value = parser.parseText() else { return nil }
        self = value
    }
}

/// Reads JSON by recursive descent.
///
/// The depth of the recursion is bounded by the limits.
private struct JSONValueParser {
    let bytes: [UInt8]
    let limits: JSONLimits
    var index = 0
    var nodes = 0

    init(bytes: [UInt8], limits: JSONLimits) {
        self.bytes = bytes
        self.limits = limits
    }

    mutating func parseText() -> JSONValue? {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { index = 3 }
        guard let value = parseValue(depth: 0) else { return nil }
        skipWhitespace()
        return index == bytes.count ? value : nil
    }

    private var current: UInt8? { index < bytes.count ? bytes[index] : nil }

    private mutating func skipWhitespace() {
        while let byte = current, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { index += 1 }
    }

    private mutating func parseValue(depth: Int) -> JSONValue? {
        skipWhitespace()
        nodes += 1
        guard nodes <= limits.maximumNodes, let byte = current else { return nil }
        switch byte {
        case UInt8(ascii: "{"): return parseObject(depth: depth + 1)
        case UInt8(ascii: "["): return parseArray(depth: depth + 1)
        case UInt8(ascii: "\""): return parseString().map(JSONValue.string)
        case UInt8(ascii: "t"): return take("true") ? .bool(true) : nil
        case UInt8(ascii: "f"): return take("false") ? .bool(false) : nil
        case UInt8(ascii: "n"): return take("null") ? .null : nil
        default: return parseNumber()
        }
    }

    private mutating func take(_ word: StaticString) -> Bool {
        let text = word.description.utf8
        guard bytes[index...].starts(with: text) else { return false }
        index += text.count
        return true
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        skipWhitespace()
        guard current == byte else { return false }
        index += 1
        return true
    }

    private mutating func parseObject(depth: Int) -> JSONValue? {
        guard depth <= limits.maximumDepth else { return nil }
        index += 1
        var members: [JSONValue.Member] = []
        if take(UInt8(ascii: "}")) { return .object([]) }
        while true {
            skipWhitespace()
            guard current == UInt8(ascii: "\""), let name = parseString() else { return nil }
            guard take(UInt8(ascii: ":")), let value = parseValue(depth: depth) else { return nil }
            members.append(JSONValue.Member(name, value))
            if take(UInt8(ascii: ",")) { continue }
            return take(UInt8(ascii: "}")) ? .object(members) : nil
        }
    }

    private mutating func parseArray(depth: Int) -> JSONValue? {
        guard depth <= limits.maximumDepth else { return nil }
        index += 1
        var elements: [JSONValue] = []
        if take(UInt8(ascii: "]")) { return .array([]) }
        while true {
            guard let value = parseValue(depth: depth) else { return nil }
            elements.append(value)
            if take(UInt8(ascii: ",")) { continue }
            return take(UInt8(ascii: "]")) ? .array(elements) : nil
        }
    }

    private mutating func parseNumber() -> JSONValue? {
        let start = index
        var isWhole = true
        if current == UInt8(ascii: "-") { index += 1 }
        if current == UInt8(ascii: "0") {
            index += 1
        } else if skipDigits() == 0 {
            return nil
        }
        if current == UInt8(ascii: ".") {
            isWhole = false
            index += 1
            if skipDigits() == 0 { return nil }
        }
        if let byte = current, byte | 0x20 == UInt8(ascii: "e") {
            isWhole = false
            index += 1
            if let sign = current, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") { index += 1 }
            if skipDigits() == 0 { return nil }
        }
        guard index - start <= limits.maximumNumberBytes else { return nil }
        let text = String(decoding: bytes[start..<index], as: UTF8.self)
        if isWhole, let integer = Int(text) { return .integer(integer) }
        guard let number = Double(text) else { return nil }
        // A number beyond the range of a double is kept at the end of the range, so that it stays a number.
        let largest = Double.greatestFiniteMagnitude
        return .number(number.isFinite ? number : (number < 0 ? -largest : largest))
    }

    private mutating func skipDigits() -> Int {
        let start = index
        while let byte = current, byte &- UInt8(ascii: "0") < 10 { index += 1 }
        return index - start
    }

    /// Reads the string whose opening quote is at ``index``.
    private mutating func parseString() -> String? {
        index += 1
        var start = index
        var unescaped: [UInt8] = []
        while let byte = current {
            switch byte {
            case UInt8(ascii: "\""):
                let last = bytes[start..<index]
                index += 1
                if unescaped.isEmpty { return String(decoding: last, as: UTF8.self) }
                unescaped.append(contentsOf: last)
                return String(decoding: unescaped, as: UTF8.self)
            case UInt8(ascii: "\\"):
                unescaped.append(contentsOf: bytes[start..<index])
                index += 1
                guard let scalar = parseEscape() else { return nil }
                unescaped.append(contentsOf: String(scalar).utf8)
                start = index
            case 0..<0x20: return nil
            default: index += 1
            }
        }
        return nil
    }

    /// Reads what follows a backslash.
    private mutating func parseEscape() -> Unicode.Scalar? {
        guard let byte = current else { return nil }
        index += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"):
            guard let unit = parseHexadecimal() else { return nil }
            guard unit & 0xFC00 == 0xD800, bytes[index...].starts(with: "\\u".utf8) else {
                return Unicode.Scalar(unit) ?? "\u{FFFD}"
            }
            let before = index
            index += 2
            guard let low = parseHexadecimal() else { return nil }
            guard low & 0xFC00 == 0xDC00 else {
                index = before
                return "\u{FFFD}"
            }
            return Unicode.Scalar(0x10000 + ((unit & 0x3FF) << 10) + (low & 0x3FF))
        default: return nil
        }
    }

    private mutating func parseHexadecimal() -> UInt32? {
        guard index + 4 <= bytes.count else { return nil }
        var value: UInt32 = 0
        for _ in 0..<4 {
            guard let digit = Character(Unicode.Scalar(bytes[index])).hexDigitValue else { return nil }
            value = value << 4 | UInt32(digit)
            index += 1
        }
        return value
    }
}
