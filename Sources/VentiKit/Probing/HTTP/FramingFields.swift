//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// What the header fields say of how a body ends, gathered line by line.
struct FramingFields: Sendable {
    /// What the options of `Connection` say.
    private(set) var saysClose = false
    private(set) var saysKeepAlive = false
    /// Whether a `Connection` field goes on in a folded line, so that its options are not known yet.
    private(set) var connectionIsFolded = false
    private(set) var hasTransferEncoding = false
    private(set) var hasContentEncoding = false
    /// What `Content-Length` says, where it is one number.
    private(set) var length: Int?
    /// Whether `Content-Length` is no number, or several different ones.
    private(set) var lengthIsInvalid = false
    private var lastIsLength = false
    private var lastIsConnection = false

    /// Looks at a field.
    mutating func read(name: Span<UInt8>, value: Span<UInt8>) {
        lastIsLength = false
        lastIsConnection = false
        switch name.count {
        case 10 where name.equalsIgnoringCase("connection"):
            lastIsConnection = true
            readOptions(value)
        case 16 where name.equalsIgnoringCase("content-encoding"): hasContentEncoding = true
        case 17 where name.equalsIgnoringCase("transfer-encoding"): hasTransferEncoding = true
        case 14 where name.equalsIgnoringCase("content-length"):
            lastIsLength = true
            readLength(value)
        default: break
        }
    }

    /// The last field goes on in a folded line, which no length does.
    mutating func lastWasFolded() {
        if lastIsLength { lengthIsInvalid = true }
        if lastIsConnection { connectionIsFolded = true }
    }

    /// Reads the options of a `Connection` field (RFC 9110, 7.6.1).
    private mutating func readOptions(_ value: Span<UInt8>) {
        // What nearly all servers say.
        guard !value.equalsIgnoringCase("keep-alive") else { return saysKeepAlive = true }
        var start = 0
        for index in 0...value.count where index == value.count || value[index] == UInt8(ascii: ",") {
            var lower = start
            var upper = index
            while lower < upper, value[lower] == 0x20 || value[lower] == 0x09 { lower += 1 }
            while upper > lower, value[upper - 1] == 0x20 || value[upper - 1] == 0x09 { upper -= 1 }
            let option = value.extracting(lower..<upper)
            if option.equalsIgnoringCase("close") { saysClose = true }
            if option.equalsIgnoringCase("keep-alive") { saysKeepAlive = true }
            start = index + 1
        }
    }

    /// Reads a number, or the same number several times over (RFC 9112, 6.3).
    private mutating func readLength(_ value: Span<UInt8>) {
        var number: Int?
        var isAfterBlank = false
        for index in value.indices {
            switch value[index] {
            case UInt8(ascii: ","):
                note(number)
                (number, isAfterBlank) = (nil, false)
            case UInt8(ascii: " "), UInt8(ascii: "\t"):
                isAfterBlank = number != nil
            case let byte:
                guard let digit = ASCII.digit(byte), !isAfterBlank else { return lengthIsInvalid = true }
                let (product, overflows) = (number ?? 0).multipliedReportingOverflow(by: 10)
                let (sum, overflowsToo) = product.addingReportingOverflow(digit)
                guard !overflows, !overflowsToo else { return lengthIsInvalid = true }
                number = sum
            }
        }
        note(number)
    }

    private mutating func note(_ number: Int?) {
        guard let number, length == nil || length == number else { return lengthIsInvalid = true }
        length = number
    }
}

extension Span<UInt8> {
    /// Whether the bytes are this text, which is in lower case, whatever the case of their letters.
    fileprivate func equalsIgnoringCase(_ text: StaticString) -> Bool {
        guard count == text.utf8CodeUnitCount else { return false }
        return unsafe withUnsafeBufferPointer { bytes in
            let expected = unsafe text.utf8Start
            var index = 0
            while index < bytes.count {
                guard unsafe ASCII.lower(bytes[index]) == expected[index] else { return false }
                index &+= 1
            }
            return true
        }
    }
}
