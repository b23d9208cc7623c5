//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Writes JSON member by member, in the very bytes that ``JSONCoding`` gives, without building a tree first.
///
/// Members must be written in alphabetical order; the writer does not sort them.
struct JSONWriter {
    var buffer = ReportBuffer()
    /// Whether each member has a line of its own.
    let isPretty: Bool
    /// How many objects and arrays are open.
    private(set) var depth: Int
    private var isFirst = true

    /// - Parameters:
    ///   - isPretty: Whether each member has a line of its own.
    ///   - depth: How many objects and arrays are open around what is written.
    init(isPretty: Bool = false, depth: Int = 0) {
        self.isPretty = isPretty
        self.depth = depth
    }

    mutating func beginObject() { open(UInt8(ascii: "{")) }

    mutating func endObject() { close(UInt8(ascii: "}")) }

    mutating func beginArray() { open(UInt8(ascii: "[")) }

    mutating func endArray() { close(UInt8(ascii: "]")) }

    /// What comes before each element of an array.
    mutating func element() {
        if !isFirst { buffer.append(UInt8(ascii: ",")) }
        isFirst = false
        newline()
    }

    /// Makes the next element the first or a later one, for arrays whose beginning was written elsewhere.
    mutating func resumeArray(isFirst: Bool) { self.isFirst = isFirst }

    mutating func key(_ name: StaticString) {
        element()
        buffer.append(UInt8(ascii: "\""))
        buffer.append(name)
        buffer.append(isPretty ? "\" : " : "\":")
    }

    /// A key that may hold any character.
    mutating func key(_ name: String) {
        element()
        string(name)
        buffer.append(isPretty ? " : " : ":")
    }

    mutating func string(_ text: String) {
        buffer.append(UInt8(ascii: "\""))
        buffer.append(text) { byte in
            switch byte {
            case UInt8(ascii: "\""): "\\\""
            case UInt8(ascii: "\\"): "\\\\"
            case 0..<0x20: Self.controls[Int(byte)]
            default: nil
            }
        }
        buffer.append(UInt8(ascii: "\""))
    }

    mutating func integer(_ number: Int) { buffer.append(number) }

    mutating func bool(_ value: Bool) { buffer.append(value ? "true" : "false") }

    /// - Throws: ``ScanError`` with code ``ScanError/Code/invalidEncoding`` if JSON has no such number.
    mutating func number(_ value: Double) throws(ScanError) { buffer.append(try JSONCoding.encode(value)) }

    private mutating func open(_ byte: UInt8) {
        buffer.append(byte)
        depth += 1
        isFirst = true
    }

    private mutating func close(_ byte: UInt8) {
        depth -= 1
        // An empty object or array takes three lines, as it does elsewhere.
        if isFirst && isPretty { buffer.append(UInt8(ascii: "\n")) }
        newline()
        buffer.append(byte)
        isFirst = false
    }

    private mutating func newline() {
        guard isPretty else { return }
        buffer.append(UInt8(ascii: "\n"))
        buffer.append(repeating: UInt8(ascii: " "), count: 2 * depth)
    }

    private static let controls: [StaticString] = [
        "\\u0000", "\\u0001", "\\u0002", "\\u0003", "\\u0004", "\\u0005", "\\u0006", "\\u0007",
        "\\b", "\\t", "\\n", "\\u000b", "\\f", "\\r", "\\u000e", "\\u000f",
        "\\u0010", "\\u0011", "\\u0012", "\\u0013", "\\u0014", "\\u0015", "\\u0016", "\\u0017",
        "\\u0018", "\\u0019", "\\u001a", "\\u001b", "\\u001c", "\\u001d", "\\u001e", "\\u001f",
    ]
}

extension JSONWriter {
    mutating func member(_ name: StaticString, _ text: String?) {
        guard let text else { return }
        key(name)
        string(text)
    }

    mutating func member(_ name: StaticString, _ number: Int?) {
        guard let number else { return }
        key(name)
        integer(number)
    }

    mutating func member(_ name: StaticString, _ value: Bool?) {
        guard let value else { return }
        key(name)
        bool(value)
    }

    mutating func member(_ name: StaticString, _ texts: [String]?) {
        guard let texts else { return }
        key(name)
        array(of: texts) { $0.string($1) }
    }

    mutating func object(_ name: StaticString, _ body: (inout JSONWriter) throws -> Void) rethrows {
        key(name)
        beginObject()
        try body(&self)
        endObject()
    }

    mutating func array<Element>(
        of elements: some Sequence<Element>,
        _ body: (inout JSONWriter, Element) throws -> Void
    ) rethrows {
        beginArray()
        for next in elements {
            element()
            try body(&self, next)
        }
        endArray()
    }
}
