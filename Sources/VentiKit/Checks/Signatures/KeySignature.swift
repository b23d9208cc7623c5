//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Keys of well-known services, by their form: the prefix, the length, the alphabet, and the checksum where there is one.
struct KeySignature: Signature {
    /// What a key of a service looks like.
    private struct Form {
        var prefix: String
        var product: String
        /// How many characters follow the prefix.
        var lengths: ClosedRange<Int>
        var alphabet: Alphabet
        var hasChecksum = false
    }

    private enum Alphabet {
        case base32, base62, base64URL

        func holds(_ byte: UInt8) -> Bool {
            switch self {
            case .base32:
                byte &- UInt8(ascii: "A") < 26 || byte &- UInt8(ascii: "2") < 6
            case .base62: byte.isASCIILetter || byte.isASCIIDigit
            case .base64URL:
                byte.isASCIILetter || byte.isASCIIDigit || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
            }
        }
    }

    var anchors: [Anchor] { Self.forms.map { Anchor($0.prefix) } }

    func firstMatch(in bytes: [UInt8]) -> SignatureOccurrence? {
        var found: SignatureOccurrence?
        Self.search.forEachMatch(in: bytes.span) { literal, end in
            let form = Self.forms[literal]
            let start = end - form.prefix.utf8.count
            // The search does not regard case.
            guard bytes[start..<end].elementsEqual(form.prefix.utf8), start == 0 || !Self.isWord(bytes[start - 1])
            else {
                return true
            }
            var stop = end
            while stop < bytes.count, stop - end <= form.lengths.upperBound, form.alphabet.holds(bytes[stop]) {
                stop += 1
            }
            guard form.lengths.contains(stop - end), stop == bytes.count || !Self.isWord(bytes[stop]) else {
                return true
            }
            let body = bytes[end..<stop]
            guard Self.looksRandom(body), !form.hasChecksum || Self.hasChecksum(body) else { return true }
            found = SignatureOccurrence(product: form.product, range: start..<stop)
            return false
        }
        return found
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        byte.isASCIILetter || byte.isASCIIDigit || byte == UInt8(ascii: "_")
    }

    /// Whether a text has as many different characters as a key has, and is no example of one.
    private static func looksRandom(_ body: ArraySlice<UInt8>) -> Bool {
        guard Set(body).count * 3 >= min(body.count, 24) + 6 else { return false }
        let text = String(decoding: body, as: UTF8.self).uppercased()
        return !["EXAMPLE", "XXXX", "1234567", "ABCDEF", "YOUR"].contains { text.contains($0) }
    }

    /// Whether the last six characters are the CRC-32 of those before them, in base 62, as GitHub's tokens have it.
    private static func hasChecksum(_ body: ArraySlice<UInt8>) -> Bool {
        var remainder: UInt32 = 0xFFFF_FFFF
        for byte in body.dropLast(6) {
            remainder ^= UInt32(byte)
            for _ in 0..<8 { remainder = remainder & 1 == 1 ? remainder >> 1 ^ 0xEDB8_8320 : remainder >> 1 }
        }
        var value = ~remainder
        var digits: [UInt8] = []
        for _ in 0..<6 {
            digits.insert(base62[Int(value % 62)], at: 0)
            value /= 62
        }
        return body.suffix(6).elementsEqual(digits)
    }

    private static let base62 = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".utf8)
    private static let forms: [Form] =
        ["AKIA", "ASIA"].map { Form(prefix: $0, product: "AWS access key id", lengths: 16...16, alphabet: .base32) }
        + [Form(prefix: "AIza", product: "Google API key", lengths: 35...35, alphabet: .base64URL)]
        + ["sk_live_", "rk_live_"].map {
            Form(prefix: $0, product: "Stripe secret key", lengths: 24...247, alphabet: .base62)
        }
        + ["ghp_", "gho_", "ghu_", "ghs_", "ghr_"].map {
            Form(prefix: $0, product: "GitHub token", lengths: 36...36, alphabet: .base62, hasChecksum: true)
        }
    private static let search = LiteralSearch(forms.map(\.prefix))
}

/// A private key in the clear (RFC 7468), which is more than the words around one.
struct PrivateKeySignature: Signature {
    var anchors: [Anchor] { [Anchor("PRIVATE KEY")] }

    func firstMatch(in bytes: [UInt8]) -> SignatureOccurrence? {
        var found: SignatureOccurrence?
        Self.search.forEachMatch(in: bytes.span) { literal, end in
            let start = end - Self.beginnings[literal].utf8.count
            guard bytes[start..<end].elementsEqual(Self.beginnings[literal].utf8) else { return true }
            // The lines may be ended by escapes of JSON.
            let content = bytes[end...].prefix(400).filter {
                $0.isASCIILetter || $0.isASCIIDigit || $0 == UInt8(ascii: "+")
            }
            let isLong = bytes[end...].prefix(160).allSatisfy { $0 != UInt8(ascii: "<") && $0 != UInt8(ascii: ".") }
            guard content.count >= 100, Set(content).count >= 20, isLong else { return true }
            found = SignatureOccurrence(product: "private key", range: start..<min(bytes.count, end + 100))
            return false
        }
        return found
    }

    private static let beginnings = ["", "RSA ", "EC ", "DSA ", "OPENSSH "].map { "-----BEGIN \($0)PRIVATE KEY-----" }
    private static let search = LiteralSearch(beginnings)
}
