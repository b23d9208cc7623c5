//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// The forms in which one secret may stand in a request or a response.
enum SecretForms {
    /// The text as it is, and as JSON strings, URLs and forms write it.
    static func forms(of text: String) -> Set<String> {
        let json = escapedForJSON(text)
        return [
            text, json, json.replacing("/", with: "\\/"), percentEncoded(text, spaceAsPlus: false),
            percentEncoded(text, spaceAsPlus: true),
        ]
    }

    private static func escapedForJSON(_ text: String) -> String {
        text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
            .replacing("\r", with: "\\r").replacing("\t", with: "\\t")
    }

    /// Everything but the unreserved characters (RFC 3986, 2.3) as `%XX`.
    private static func percentEncoded(_ text: String, spaceAsPlus: Bool) -> String {
        let digits = Array("0123456789ABCDEF")
        var result = ""
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"):
                result.unicodeScalars.append(Unicode.Scalar(byte))
            case UInt8(ascii: " ") where spaceAsPlus: result += "+"
            default: result += "%\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])"
            }
        }
        return result
    }
}
