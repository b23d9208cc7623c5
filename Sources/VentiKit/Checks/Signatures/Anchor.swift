//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// A short text that whatever a signature matches has in it, as one of several of the same signature.
///
/// An anchor holds neither quotes, slashes, backslashes, tabs nor ends of lines: those may be written as escapes, and
/// everything else is written as it is unless the body has one of ``escapes``.
struct Anchor: Sendable {
    /// Stands for any decimal digit.
    static let digit: UInt8 = 0

    /// The bytes; letters in lower case unless their case counts.
    let bytes: [UInt8]
    let isExact: Bool
    /// The index of the two bytes that are seldom seen elsewhere.
    let pairIndex: Int

    /// Makes an anchor.
    ///
    /// - Parameters:
    ///   - text: At least two bytes.
    ///   - isExact: Whether the case of letters counts.
    ///   - endsInDigit: Whether a decimal digit follows the text.
    init(_ text: String, isExact: Bool = true, endsInDigit: Bool = false) {
        let bytes = text.utf8.map { isExact ? $0 : $0.asciiLowercased }
        pairIndex = Self.rarestPair(in: bytes[...])?.index ?? 0
        self.bytes = bytes + (endsInDigit ? [Self.digit] : [])
        self.isExact = isExact
    }

    /// The anchor of texts that come together: what lies between the quotes, slashes and ends of lines of one of them.
    ///
    /// Of those that are long enough, or as long as any, it is the one with the two rarest bytes.
    ///
    /// - Returns: `nil` where the texts have no two bytes to choose from.
    static func best(of texts: [String], isExact: Bool) -> Anchor? {
        let runs = texts.flatMap { $0.utf8.split(whereSeparator: isWrittenAsEscape).map { Array($0) } }
        let length = min(8, runs.map(\.count).max() ?? 0)
        let rated = runs.filter { $0.count >= length }.compactMap { run in
            rarestPair(in: run[...]).map { (run, $0.commonness) }
        }
        return rated.min { $0.1 < $1.1 }.map { Anchor(String(decoding: $0.0, as: UTF8.self), isExact: isExact) }
    }

    /// Texts without which nothing but quotes, slashes, backslashes and white space is written as an escape in a body,
    /// and no tag is taken out of it: numeric escapes, character references, and the beginnings of tags.
    static let escapes: [Anchor] =
        ["\\u", "&#", "&quot;", "&apos;", "&lt;", "&gt;", "&amp;", "&nbsp;", "</", "<\\"].map { Anchor($0) }
        + (UInt8(ascii: "a")...UInt8(ascii: "z")).map {
            Anchor("<\(Character(Unicode.Scalar($0)))", isExact: false)
        }

    private static func isWrittenAsEscape(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "/"), UInt8(ascii: "\\"): true
        default: byte < 0x20
        }
    }

    private static func rarestPair(in bytes: ArraySlice<UInt8>) -> (index: Int, commonness: Int)? {
        zip(bytes.indices, bytes.indices.dropFirst()).map { index, next in
            (index - bytes.startIndex, commonness(of: bytes[index]) * commonness(of: bytes[next]))
        }
        .min { $0.1 < $1.1 }
    }

    /// How often a byte is seen in answers of APIs, roughly.
    private static func commonness(of byte: UInt8) -> Int {
        if byte.isASCIILetter {
            let rank = letters.firstIndex(of: byte.asciiLowercased) ?? 0
            return max(1, (letters.count - rank) * (byte < UInt8(ascii: "a") ? 1 : 4))
        }
        switch byte {
        case UInt8(ascii: " "), UInt8(ascii: "."), UInt8(ascii: ":"), UInt8(ascii: "-"), UInt8(ascii: "_"): return 60
        default: return byte.isASCIIDigit ? 80 : 4
        }
    }

    /// English letters, the most common first.
    private static let letters = Array("etaoinsrhldcumfpgwybvkxjqz".utf8)
}
