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

    /// Notes a line whose bytes are among those that are kept next.
    ///
    /// - Parameters:
    ///   - name: Where its name stands.
    ///   - value: Where its value stands.
    ///   - start: Where what is kept next begins.
    mutating func note(name: Range<Int>, value: Range<Int>, from start: Int) {
        // What is kept is shorter than 4 GiB.
        let offset = UInt32(truncatingIfNeeded: bytes.count &- start)
        fields.append(
            Field(
                start: UInt32(truncatingIfNeeded: name.lowerBound) &+ offset,
                nameEnd: UInt32(truncatingIfNeeded: name.upperBound) &+ offset,
                valueStart: UInt32(truncatingIfNeeded: value.lowerBound) &+ offset,
                end: UInt32(truncatingIfNeeded: value.upperBound) &+ offset
            )
        )
    }

    /// Keeps the bytes of the lines that were noted.
    mutating func keep(_ lines: Span<UInt8>) {
        unsafe lines.withUnsafeBufferPointer { unsafe bytes.append(contentsOf: $0) }
    }

    /// Adds to the value of the last line, which was folded (RFC 9112, 5.2).
    mutating func extendLast(_ value: Span<UInt8>) {
        guard let last = fields.last else { return }
        // Behind a line that was kept with others stands its end.
        bytes.removeSubrange(Int(last.end)...)
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

    /// Calls the body with each field of the name, until it says that it needs no more.
    private func forEach(_ name: String, _ body: (Field) -> Bool) {
        var name = name
        name.withUTF8 { name in
            for field in fields where Int(field.nameEnd - field.start) == name.count {
                let start = Int(field.start)
                var index = 0
                while index < name.count, unsafe ASCII.lower(bytes[start + index]) == ASCII.lower(name[index]) {
                    index += 1
                }
                if index == name.count, !body(field) { return }
            }
        }
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
        var isThere = false
        forEach(name) { _ in
            isThere = true
            return false
        }
        return isThere
    }

    func values(of name: String) -> [String] {
        var values: [String] = []
        forEach(name) { field in
            values.append(text(field.valueStart..<field.end))
            return true
        }
        return values
    }

    /// The values of all lines of the name, joined by a comma.
    func value(of name: String) -> String? {
        var found: String?
        forEach(name) { field in
            let value = text(field.valueStart..<field.end)
            found = found.map { $0 + ", " + value } ?? value
            return true
        }
        return found
    }
}
