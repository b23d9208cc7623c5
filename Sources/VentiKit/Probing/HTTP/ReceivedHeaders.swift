//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// The header lines of a response as the bytes that came, one after the other.
///
/// Nothing is made of a line before somebody asks for it.
struct ReceivedHeaders: Sendable {
    /// Where a line's name and value stand.
    struct Field: Sendable {
        var start: UInt32
        var nameEnd: UInt32
        var valueStart: UInt32
        var end: UInt32
    }

    private(set) var bytes: [UInt8] = []
    private(set) var fields: [Field] = []

    init() {}

    var isEmpty: Bool { fields.isEmpty }

    /// Makes room for an ordinary head.
    mutating func reserve() {
        bytes.reserveCapacity(512)
        fields.reserveCapacity(16)
    }

    /// Adds a line.
    ///
    /// - Parameters:
    ///   - line: The line from its name on.
    ///   - nameEnd: Where its name ends.
    ///   - value: Where its value stands.
    mutating func append(_ line: Span<UInt8>, nameEnd: Int, value: Range<Int>) {
        let start = UInt32(bytes.count)
        Self.append(line.extracting(0..<value.upperBound), to: &bytes)
        fields.append(
            Field(
                start: start,
                nameEnd: start + UInt32(nameEnd),
                valueStart: start + UInt32(value.lowerBound),
                end: start + UInt32(value.upperBound)
            )
        )
    }

    /// Adds to the value of the last line, which was folded (RFC 9112, 5.2).
    mutating func extendLast(_ value: Span<UInt8>) {
        guard !fields.isEmpty else { return }
        bytes.append(UInt8(ascii: " "))
        Self.append(value, to: &bytes)
        fields[fields.count - 1].end = UInt32(bytes.count)
    }

    /// Adds the bytes, CR and NUL among them as blanks (RFC 9110, 5.5).
    private static func append(_ span: Span<UInt8>, to bytes: inout [UInt8]) {
        let start = bytes.count
        var unwanted: UInt8 = 0
        unsafe span.withUnsafeBufferPointer { source in
            unsafe bytes.append(contentsOf: source)
            for index in source.indices {
                let byte = unsafe source[index]
                unwanted |= (byte == 0x0d ? 1 : 0) | (byte == 0 ? 1 : 0)
            }
        }
        guard unwanted != 0 else { return }
        for index in start..<bytes.count where bytes[index] == 0x0d || bytes[index] == 0 { bytes[index] = 0x20 }
    }

    private func nameIs(_ name: String.UTF8View, _ field: Field) -> Bool {
        guard Int(field.nameEnd - field.start) == name.count else { return false }
        var index = Int(field.start)
        for byte in name {
            guard ASCII.lower(bytes[index]) == ASCII.lower(byte) else { return false }
            index += 1
        }
        return true
    }

    private func text(_ range: Range<UInt32>) -> String {
        String(decoding: bytes[Int(range.lowerBound)..<Int(range.upperBound)], as: UTF8.self)
    }
}

extension ReceivedHeaders {
    var lines: [HeaderLines.Line] {
        fields.map { HeaderLines.Line(name: text($0.start..<$0.nameEnd), value: text($0.valueStart..<$0.end)) }
    }

    func contains(_ name: String) -> Bool {
        let name = name.utf8
        return fields.contains { nameIs(name, $0) }
    }

    func values(of name: String) -> [String] {
        let name = name.utf8
        return fields.compactMap { nameIs(name, $0) ? text($0.valueStart..<$0.end) : nil }
    }

    /// The values of all lines of the name, joined by a comma.
    func value(of name: String) -> String? {
        let utf8 = name.utf8
        var found: String?
        for field in fields where nameIs(utf8, field) {
            let value = text(field.valueStart..<field.end)
            found = found.map { $0 + ", " + value } ?? value
        }
        return found
    }
}
