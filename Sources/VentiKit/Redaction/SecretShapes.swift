//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Finds secrets in text by what they look like, in one pass and without expressions.
enum SecretShapes {
    /// Replaces JSON Web Tokens, whose first part always begins with `eyJ`, and PEM private keys.
    static func redactTokens(in text: String) -> String {
        guard text.utf8.count >= 12 else { return text }
        var result = text
        if text.contains("eyJ") { result = redactJSONWebTokens(in: result) }
        if text.contains("PRIVATE KEY-----") { result = redactPrivateKeys(in: result) }
        return result
    }

    /// Removes every PEM private key (RFC 7468), the last of them also where it is cut short.
    private static func redactPrivateKeys(in text: String) -> String {
        var output = ""
        var rest = text[...]
        while let begin = rest.firstRange(of: "-----BEGIN ") {
            let label = rest[begin.upperBound...].prefix { $0 != "-" && !$0.isNewline }
            guard label.hasSuffix("PRIVATE KEY") else {
                output += rest[..<begin.upperBound]
                rest = rest[begin.upperBound...]
                continue
            }
            output += rest[..<begin.lowerBound] + "<redacted private key>"
            let body = rest[label.endIndex...].dropFirst(5)
            let end = body.firstRange(of: "PRIVATE KEY-----")?.upperBound
            rest = end.map { rest[$0...] } ?? ""
        }
        return output + rest
    }

    private static func redactJSONWebTokens(in text: String) -> String {
        var output: [UInt8] = []
        let bytes = Array(text.utf8)
        output.reserveCapacity(bytes.count)
        var index = 0
        while index < bytes.count {
            let startsWord = index == 0 || !isTokenByte(bytes[index - 1])
            if startsWord, bytes[index...].starts(with: "eyJ".utf8) {
                var end = index
                var dots = 0
                while end < bytes.count, isTokenByte(bytes[end]) || bytes[end] == UInt8(ascii: ".") {
                    if bytes[end] == UInt8(ascii: ".") { dots += 1 }
                    end += 1
                }
                if dots >= 2 && end - index >= 20 {
                    output.append(contentsOf: "<redacted token>".utf8)
                    index = end
                    continue
                }
                output.append(contentsOf: bytes[index..<end])
                index = end
                continue
            }
            output.append(bytes[index])
            index += 1
        }
        return String(decoding: output, as: UTF8.self)
    }

    private static func isTokenByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
            true
        default: false
        }
    }

    /// Replaces the text values of JSON members whose names are sensitive: `"password": "x"` becomes
    /// `"password": "<redacted>"`. Works on any text that holds JSON, cut short or not.
    static func redactSensitiveMembers(
        in text: String,
        where isSensitive: (String) -> Bool = SensitiveNames.isSensitiveProperty
    ) -> String {
        let bytes = Array(text.utf8)
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count)
        var index = 0
        while index < bytes.count {
            guard bytes[index] == UInt8(ascii: "\"") else {
                output.append(bytes[index])
                index += 1
                continue
            }
            let nameEnd = endOfString(bytes, from: index)
            output.append(contentsOf: bytes[index..<nameEnd])
            let name = bytes[(index + 1)..<max(index + 1, nameEnd - 1)]
            index = nameEnd
            guard name.count <= 64, let value = startOfStringValue(bytes, from: nameEnd) else { continue }
            guard isSensitive(String(decoding: name, as: UTF8.self)) else { continue }
            let valueEnd = endOfString(bytes, from: value)
            output.append(contentsOf: bytes[index..<value])
            let content = bytes[value..<valueEnd]
            let isPlaceholder = content.starts(with: "\"{{".utf8) && content.suffix(3).elementsEqual("}}\"".utf8)
            output.append(contentsOf: isPlaceholder ? content : ArraySlice("\"<redacted>\"".utf8))
            index = valueEnd
        }
        return String(decoding: output, as: UTF8.self)
    }

    /// The index after the closing quote of the string that begins at `start`, or the end of the text.
    private static func endOfString(_ bytes: [UInt8], from start: Int) -> Int {
        var index = start + 1
        while index < bytes.count {
            if bytes[index] == UInt8(ascii: "\\") {
                index += 2
            } else if bytes[index] == UInt8(ascii: "\"") {
                return index + 1
            } else {
                index += 1
            }
        }
        return bytes.count
    }

    /// The index of the quote that opens a string value after a colon, or `nil`.
    private static func startOfStringValue(_ bytes: [UInt8], from start: Int) -> Int? {
        var index = start
        var hasColon = false
        while index < bytes.count {
            switch bytes[index] {
            case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\n"), UInt8(ascii: "\r"): index += 1
            case UInt8(ascii: ":") where !hasColon:
                hasColon = true
                index += 1
            case UInt8(ascii: "\"") where hasColon: return index
            default: return nil
            }
        }
        return nil
    }
}
