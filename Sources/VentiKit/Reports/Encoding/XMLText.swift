//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension ReportBuffer {
    /// Appends text as it may stand in an element or between the quotation marks of an attribute.
    ///
    /// Characters that XML 1.0 does not have are left out.
    mutating func appendXML(_ text: String) {
        // U+FFFE and U+FFFF are the only ones beyond the control characters that a Swift string may hold.
        let hasNonCharacters = text.utf8.contains(0xEF) && text.unicodeScalars.contains { Self.isNonCharacter($0) }
        let text =
            hasNonCharacters
            ? String(String.UnicodeScalarView(text.unicodeScalars.filter { !Self.isNonCharacter($0) })) : text
        append(text) { byte in
            switch byte {
            case UInt8(ascii: "&"): "&amp;"
            case UInt8(ascii: "<"): "&lt;"
            case UInt8(ascii: ">"): "&gt;"
            case UInt8(ascii: "\""): "&quot;"
            case 0x09: "&#9;"
            case 0x0A: "&#10;"
            case 0x0D: "&#13;"
            case 0..<0x20: ""
            default: nil
            }
        }
    }

    private static func isNonCharacter(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value == 0xFFFE || scalar.value == 0xFFFF
    }

    /// Appends an attribute with a space before it.
    mutating func appendXML(attribute name: StaticString, _ value: String) {
        append(UInt8(ascii: " "))
        append(name)
        append("=\"")
        appendXML(value)
        append(UInt8(ascii: "\""))
    }
}
