//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// The elements of a header field's value, compared without regard to the case of ASCII letters and without copying.
struct HeaderElements {
    private let value: String
    private let separator: UInt8
    private let ignoresSpacesAndQuotes: Bool

    /// Makes the elements of a value.
    ///
    /// - Parameters:
    ///   - value: The value.
    ///   - separator: What stands between elements.
    ///   - ignoresSpacesAndQuotes: Whether spaces and quotation marks count nowhere; else only the spaces and tabs
    ///     around an element do not count.
    init(_ value: String, separator: UInt8, ignoresSpacesAndQuotes: Bool = false) {
        self.value = value
        self.separator = separator
        self.ignoresSpacesAndQuotes = ignoresSpacesAndQuotes
    }

    /// Whether one of the elements is this text, which is in lower case.
    func contains(_ text: StaticString) -> Bool { contains(text, asPrefix: false) }

    /// Whether one of the elements begins with this text, which is in lower case.
    func containsPrefix(_ text: StaticString) -> Bool { contains(text, asPrefix: true) }

    private func contains(_ text: StaticString, asPrefix: Bool) -> Bool {
        var bytes = value.utf8[...]
        while !bytes.isEmpty {
            let element = bytes.prefix { $0 != separator }
            if matches(element, text, asPrefix: asPrefix) { return true }
            bytes = bytes[element.endIndex...].dropFirst()
        }
        return false
    }

    private func matches(_ element: Substring.UTF8View, _ text: StaticString, asPrefix: Bool) -> Bool {
        let count = text.utf8CodeUnitCount
        var matched = 0
        var hasBlankAfter = false
        for byte in element {
            let isBlank = byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
            if ignoresSpacesAndQuotes {
                if byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\"") { continue }
            } else if isBlank {
                if matched == 0 { continue }
                if matched == count, !asPrefix {
                    hasBlankAfter = true
                    continue
                }
            }
            if matched == count { return asPrefix }
            guard !hasBlankAfter, byte.asciiLowercased == text.byte(at: matched) else { return false }
            matched += 1
        }
        return matched == count
    }
}
