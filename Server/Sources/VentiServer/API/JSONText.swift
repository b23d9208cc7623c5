//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Writes JSON member by member.
///
/// Lists, scans and lines of logs are what the server writes most: they are written without a tree of values first, which is
/// most of an encoder's work. Who writes keeps the members in alphabetical order, so that the text is what an encoder gives.
struct JSONText {
    /// What is written so far.
    private(set) var bytes: [UInt8] = []
    private var needsComma = false

    init(capacity: Int = 512) { bytes.reserveCapacity(capacity) }

    mutating func object(_ members: (inout JSONText) throws -> Void) rethrows {
        open("{")
        try members(&self)
        close("}")
    }

    mutating func array<Element>(_ elements: [Element], _ element: (inout JSONText, Element) throws -> Void) rethrows {
        open("[")
        for next in elements { try element(&self, next) }
        close("]")
    }

    /// What comes before a member's value.
    mutating func key(_ name: String) {
        separate()
        quote(name)
        bytes.append(UInt8(ascii: ":"))
        needsComma = false
    }

    mutating func string(_ text: String) {
        separate()
        quote(text)
    }

    mutating func integer(_ number: Int) { plain(String(number)) }

    /// A number that JSON has, that is neither infinite nor none.
    mutating func number(_ number: Double) {
        plain(Int(exactly: number).map { String($0) } ?? String(number))
    }

    mutating func boolean(_ value: Bool) { plain(value ? "true" : "false") }

    mutating func null() { plain("null") }

    private mutating func plain(_ text: String) {
        separate()
        bytes.append(contentsOf: text.utf8)
    }

    private mutating func open(_ bracket: Unicode.Scalar) {
        separate()
        bytes.append(UInt8(ascii: bracket))
        needsComma = false
    }

    private mutating func close(_ bracket: Unicode.Scalar) {
        bytes.append(UInt8(ascii: bracket))
        needsComma = true
    }

    private mutating func separate() {
        if needsComma { bytes.append(UInt8(ascii: ",")) }
        needsComma = true
    }

    private mutating func quote(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        var text = text
        text.withUTF8 { units in
            var start = 0
            for index in units.indices where Self.isSpecial(units[index]) {
                bytes.append(contentsOf: units[start..<index])
                escape(units[index])
                start = index + 1
            }
            bytes.append(contentsOf: units[start...])
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private static func isSpecial(_ unit: UInt8) -> Bool {
        unit < 0x20 || unit == UInt8(ascii: "\"") || unit == UInt8(ascii: "\\")
    }

    private mutating func escape(_ unit: UInt8) {
        bytes.append(UInt8(ascii: "\\"))
        switch unit {
        case 0x08: bytes.append(UInt8(ascii: "b"))
        case 0x09: bytes.append(UInt8(ascii: "t"))
        case 0x0a: bytes.append(UInt8(ascii: "n"))
        case 0x0c: bytes.append(UInt8(ascii: "f"))
        case 0x0d: bytes.append(UInt8(ascii: "r"))
        case 0..<0x20:
            let low = unit & 0xf
            bytes.append(contentsOf: unit < 0x10 ? "u000".utf8 : "u001".utf8)
            bytes.append(low + (low < 10 ? UInt8(ascii: "0") : UInt8(ascii: "a") - 10))
        default: bytes.append(unit)
        }
    }
}

extension JSONText {
    /// A member, unless there is no value.
    mutating func member(_ name: String, _ text: String?) {
        guard let text else { return }
        key(name)
        string(text)
    }

    /// A member, unless there is no value.
    mutating func member(_ name: String, _ number: Int?) {
        guard let number else { return }
        key(name)
        integer(number)
    }
}

/// What writes itself as JSON, in the very text that an encoder would give. A test compares the two.
protocol JSONWritable: Encodable, Sendable {
    func write(to json: inout JSONText)
}
