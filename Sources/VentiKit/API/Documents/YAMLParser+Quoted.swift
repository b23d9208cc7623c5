//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension YAMLParser {
    mutating func singleQuoted(parent: Int) throws(DocumentFault) {
        let start = position
        position += 1
        let first = position
        while position < bytes.count, bytes[position] != UInt8(ascii: "'"), !Self.isBreak(bytes[position]) {
            position += 1
        }
        if position < bytes.count, bytes[position] == UInt8(ascii: "'"), peek(1) != UInt8(ascii: "'") {
            try builder.scalar(.string, position: start, offset: first, length: position - first)
            position += 1
            return
        }
        position = first
        let offset = builder.nextDecodedOffset
        while position < bytes.count {
            let byte = bytes[position]
            if byte == UInt8(ascii: "'") {
                guard peek(1) == UInt8(ascii: "'") else { break }
                builder.decoded.append(byte)
                position += 2
            } else if Self.isBreak(byte) {
                try foldQuoted(from: offset, start: start)
            } else {
                builder.decoded.append(byte)
                position += 1
            }
        }
        try closeQuoted(start, offset)
    }

    mutating func doubleQuoted(parent: Int) throws(DocumentFault) {
        let start = position
        position += 1
        let first = position
        scan: while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"), 0x0A, 0x0D: break scan
            default: position += 1
            }
        }
        if position < bytes.count, bytes[position] == UInt8(ascii: "\"") {
            try builder.scalar(.string, position: start, offset: first, length: position - first)
            position += 1
            return
        }
        position = first
        let offset = builder.nextDecodedOffset
        // Blanks before a line break are dropped, but not those that an escape stands for.
        var keep = offset
        while position < bytes.count, bytes[position] != UInt8(ascii: "\"") {
            let byte = bytes[position]
            if byte == UInt8(ascii: "\\") {
                try escape()
                keep = builder.nextDecodedOffset
            } else if Self.isBreak(byte) {
                try foldQuoted(from: keep, start: start)
                keep = builder.nextDecodedOffset
            } else {
                builder.decoded.append(byte)
                position += 1
            }
        }
        try closeQuoted(start, offset)
    }

    private mutating func closeQuoted(_ start: Int, _ offset: Int) throws(DocumentFault) {
        guard position < bytes.count else {
            throw .syntax(start, "The quote that opens here is never closed. Is the file complete?")
        }
        position += 1
        try builder.scalar(.string, position: start, offset: offset, length: builder.nextDecodedOffset - offset)
    }

    /// Goes over line breaks within quotes, with the blanks around them.
    private mutating func foldQuoted(from keep: Int, start: Int) throws(DocumentFault) {
        while builder.nextDecodedOffset > keep, let last = builder.decoded.last, Self.isBlank(last) {
            builder.decoded.removeLast()
        }
        appendFold(try skipBreaks(start: start))
    }

    private mutating func skipBreaks(start: Int) throws(DocumentFault) -> Int {
        var breaks = 0
        while position < bytes.count {
            if Self.isBreak(bytes[position]) {
                skipBreak()
                breaks += 1
                guard !isDocumentMarker else {
                    throw .syntax(start, "The quote that opens here is not closed before the document ends.")
                }
            } else if Self.isBlank(bytes[position]) {
                position += 1
            } else {
                break
            }
        }
        return breaks
    }

    private mutating func escape() throws(DocumentFault) {
        let escape = position
        let letter = peek(1)
        position += 2
        switch letter {
        case UInt8(ascii: "0"): builder.decoded.append(0)
        case UInt8(ascii: "a"): builder.decoded.append(0x07)
        case UInt8(ascii: "b"): builder.decoded.append(0x08)
        case UInt8(ascii: "t"), 0x09: builder.decoded.append(0x09)
        case UInt8(ascii: "n"): builder.decoded.append(0x0A)
        case UInt8(ascii: "v"): builder.decoded.append(0x0B)
        case UInt8(ascii: "f"): builder.decoded.append(0x0C)
        case UInt8(ascii: "r"): builder.decoded.append(0x0D)
        case UInt8(ascii: "e"): builder.decoded.append(0x1B)
        case 0x20, UInt8(ascii: "\""), UInt8(ascii: "/"), UInt8(ascii: "\\"): builder.decoded.append(letter)
        case UInt8(ascii: "N"): appendScalar(0x85)
        case UInt8(ascii: "_"): appendScalar(0xA0)
        case UInt8(ascii: "L"): appendScalar(0x2028)
        case UInt8(ascii: "P"): appendScalar(0x2029)
        case UInt8(ascii: "x"): try hexadecimal(2, escape)
        case UInt8(ascii: "u"): try hexadecimal(4, escape)
        case UInt8(ascii: "U"): try hexadecimal(8, escape)
        case 0x0A, 0x0D:
            position -= 1
            let breaks = try skipBreaks(start: escape)
            for _ in 1..<max(1, breaks) { builder.decoded.append(0x0A) }
        default:
            let name = position <= bytes.count && letter > 0x20 && letter < 0x7F ? String(Unicode.Scalar(letter)) : "…"
            throw .syntax(
                escape,
                "The escape “\\\(name)” does not exist. Write “\\\\” for a backslash, or use single quotes."
            )
        }
    }

    private mutating func hexadecimal(_ digits: Int, _ escape: Int) throws(DocumentFault) {
        guard let unit = digitsValue(position, digits) else {
            throw .syntax(escape, "The escape here needs \(digits) hexadecimal digits.")
        }
        position += digits
        // JSON in YAML writes characters beyond U+FFFF as two escapes.
        if digits == 4, unit & 0xFC00 == 0xD800, peek() == UInt8(ascii: "\\"), peek(1) == UInt8(ascii: "u"),
            let low = digitsValue(position + 2, 4), low & 0xFC00 == 0xDC00
        {
            position += 6
            return appendScalar(0x10000 + (unit & 0x3FF) << 10 + (low & 0x3FF))
        }
        appendScalar(unit)
    }

    private func digitsValue(_ start: Int, _ digits: Int) -> UInt32? {
        guard start + digits <= bytes.count else { return nil }
        var value: UInt32 = 0
        for index in start..<start + digits {
            guard let digit = Character(Unicode.Scalar(bytes[index])).hexDigitValue else { return nil }
            value = value << 4 | UInt32(digit)
        }
        return value
    }

    private mutating func appendScalar(_ value: UInt32) {
        let scalar = Unicode.Scalar(value) ?? "\u{FFFD}"
        builder.decoded.append(contentsOf: Array(String(scalar).utf8))
    }
}
