//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension JSON {
    /// Where and why a text is not JSON.
    struct ParseError: Error, CustomStringConvertible {
        var offset: Int
        var expected: String

        var description: String { "Expecting \(expected): line 1 column \(offset + 1) (char \(offset))" }
    }

    /// Reads one value.
    ///
    /// - Throws: ``ParseError`` where the bytes are not JSON, or nest deeper than 64 levels.
    init(parsing bytes: [UInt8]) throws(ParseError) {
        var parser = JSONParser(bytes: bytes)
        self = try parser.document()
    }
}

private struct JSONParser {
    let bytes: [UInt8]
    var index = 0
    private static let maximumDepth = 64

    init(bytes: [UInt8]) { self.bytes = bytes }

    mutating func document() throws(JSON.ParseError) -> JSON {
        let value = try value(depth: 0)
        skipSpace()
        guard index == bytes.count else { throw expected("end of text") }
        return value
    }

    private func expected(_ what: String) -> JSON.ParseError { .init(offset: index, expected: what) }

    private var current: UInt8? { index < bytes.count ? bytes[index] : nil }

    private mutating func skipSpace() {
        while let byte = current, [0x20, 0x09, 0x0A, 0x0D].contains(byte) { index += 1 }
    }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        skipSpace()
        guard current == UInt8(ascii: character) else { return false }
        index += 1
        return true
    }

    private mutating func value(depth: Int) throws(JSON.ParseError) -> JSON {
        guard depth < Self.maximumDepth else { throw expected("fewer levels") }
        if take("{") { return try object(depth: depth) }
        if take("[") { return try array(depth: depth) }
        if take("\"") { return .string(try string()) }
        for (word, value) in [("true", JSON.bool(true)), ("false", .bool(false)), ("null", .null)]
        where bytes[index...].starts(with: word.utf8) {
            index += word.utf8.count
            return value
        }
        return try number()
    }

    private mutating func object(depth: Int) throws(JSON.ParseError) -> JSON {
        var members: [JSON.Member] = []
        if take("}") { return .object(members) }
        repeat {
            guard take("\"") else { throw expected("property name enclosed in double quotes") }
            let name = try string()
            guard take(":") else { throw expected("':' delimiter") }
            members.append(.init(name: name, value: try value(depth: depth + 1)))
        } while take(",")
        guard take("}") else { throw expected("',' delimiter") }
        return .object(members)
    }

    private mutating func array(depth: Int) throws(JSON.ParseError) -> JSON {
        var elements: [JSON] = []
        if take("]") { return .array(elements) }
        repeat { elements.append(try value(depth: depth + 1)) } while take(",")
        guard take("]") else { throw expected("',' delimiter") }
        return .array(elements)
    }

    private mutating func number() throws(JSON.ParseError) -> JSON {
        let start = index
        while let byte = current, "+-.eE0123456789".utf8.contains(byte) { index += 1 }
        let text = String(decoding: bytes[start..<index], as: UTF8.self)
        if let value = Int(text), !text.hasPrefix("+") { return .integer(value) }
        if let first = text.first, first == "-" || first.isNumber, let value = Double(text) { return .number(value) }
        index = start
        throw expected("value")
    }

    private mutating func string() throws(JSON.ParseError) -> String {
        var units: [UInt8] = []
        while let byte = current {
            index += 1
            switch byte {
            case UInt8(ascii: "\""): return String(decoding: units, as: UTF8.self)
            case UInt8(ascii: "\\"): units += Array(String(try escape()).utf8)
            case 0..<0x20: throw expected("no control character")
            default: units.append(byte)
            }
        }
        throw expected("'\"' delimiter")
    }

    private mutating func escape() throws(JSON.ParseError) -> Character {
        guard let byte = current else { throw expected("escape") }
        index += 1
        switch byte {
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{c}"
        case UInt8(ascii: "u"): return Character(try unicode())
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Character(Unicode.Scalar(byte))
        default: throw expected("escape")
        }
    }

    private mutating func unicode() throws(JSON.ParseError) -> Unicode.Scalar {
        let high = try hex()
        if let scalar = Unicode.Scalar(high) { return scalar }
        guard bytes[index...].starts(with: "\\u".utf8) else { return "\u{FFFD}" }
        index += 2
        let low = try hex()
        guard (0xD800..<0xDC00).contains(high), (0xDC00..<0xE000).contains(low) else { return "\u{FFFD}" }
        return Unicode.Scalar(0x10000 + (high - 0xD800) << 10 + (low - 0xDC00)) ?? "\u{FFFD}"
    }

    private mutating func hex() throws(JSON.ParseError) -> UInt32 {
        guard index + 4 <= bytes.count,
            let value = UInt32(String(decoding: bytes[index..<index + 4], as: UTF8.self), radix: 16)
        else { throw expected("four hexadecimal digits") }
        index += 4
        return value
    }
}
