//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Bytes of a report on their way to its output.
struct ReportBuffer {
    private(set) var bytes: [UInt8] = []

    /// The bytes that are gathered before they are handed over.
    private static let chunk = 64 << 10

    init() { bytes.reserveCapacity(Self.chunk + (16 << 10)) }

    mutating func append(_ byte: UInt8) { bytes.append(byte) }

    mutating func append(_ text: String) { bytes.append(contentsOf: text.utf8) }

    mutating func append(_ text: StaticString) {
        text.withUTF8Buffer { unsafe bytes.append(contentsOf: $0) }
    }

    mutating func append(_ more: some Collection<UInt8>) { bytes.append(contentsOf: more) }

    mutating func append(repeating byte: UInt8, count: Int) {
        bytes.append(contentsOf: repeatElement(byte, count: max(0, count)))
    }

    mutating func append(_ number: Int) {
        var rest = number.magnitude
        if number < 0 { bytes.append(UInt8(ascii: "-")) }
        let start = bytes.count
        repeat {
            bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10))
            rest /= 10
        } while rest > 0
        bytes[start...].reverse()
    }

    /// Appends the text with some of its bytes replaced.
    ///
    /// - Parameters:
    ///   - text: The text.
    ///   - replacement: What stands for a byte, or `nil` where it stays as it is. Of a character beyond ASCII, no byte
    ///     may be replaced alone.
    @inline(__always)
    mutating func append(_ text: String, replacing replacement: (UInt8) -> StaticString?) {
        var text = text
        text.withUTF8 { buffer in
            var start = 0
            for index in buffer.indices {
                guard let other = replacement(unsafe buffer[index]) else { continue }
                unsafe bytes.append(contentsOf: buffer[start..<index])
                other.withUTF8Buffer { unsafe bytes.append(contentsOf: $0) }
                start = index + 1
            }
            unsafe bytes.append(contentsOf: buffer[start...])
        }
    }

    /// Hands over what there is.
    mutating func flush(to output: inout some ReportOutput) throws {
        guard !bytes.isEmpty else { return }
        try output.write(bytes)
        bytes.removeAll(keepingCapacity: true)
    }

    /// Hands over what there is once it is worth it.
    mutating func flushIfFull(to output: inout some ReportOutput) throws {
        if bytes.count >= Self.chunk { try flush(to: &output) }
    }
}
