//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Numbers of payment cards and bank accounts, by their checksums, beside a name that speaks of one.
///
/// Every sixth byte is looked at: each number has a digit or a capital at one of them.
struct PaymentSignature: Signature {
    enum Kind: Sendable {
        /// A card's number: its length and range are a scheme's, and Luhn's check holds (ISO/IEC 7812).
        case card
        /// An account's number: its length is the country's, and the remainder by 97 is 1 (ISO 13616).
        case account
    }

    let kind: Kind

    var anchors: [Anchor] { names.map { Anchor($0, isExact: false) } }

    private var names: [String] {
        switch kind {
        case .card: ["card", "credit", "pan"]
        case .account: ["iban", "account", "bank"]
        }
    }

    func firstMatch(in bytes: [UInt8]) -> SignatureOccurrence? {
        var index = 0
        while index < bytes.count {
            guard isPart(bytes[index]) else {
                index += 6
                continue
            }
            let run = self.run(around: index, in: bytes)
            if matches(run, in: bytes), isNamed(run.lowerBound, in: bytes) {
                let product = kind == .card ? "payment card number" : "bank account number"
                return SignatureOccurrence(product: product, range: run)
            }
            index = max(index + 6, run.upperBound + 1)
        }
        return nil
    }

    private func isPart(_ byte: UInt8) -> Bool {
        byte.isASCIIDigit || kind == .account && byte &- UInt8(ascii: "A") < 26
    }

    /// The run of digits, or of digits and capitals, around a byte; single separators between digits of a card count.
    private func run(around index: Int, in bytes: [UInt8]) -> Range<Int> {
        func isInside(_ place: Int) -> Bool {
            if isPart(bytes[place]) { return true }
            guard kind == .card, bytes[place] == UInt8(ascii: " ") || bytes[place] == UInt8(ascii: "-") else {
                return false
            }
            return place > 0 && place + 1 < bytes.count && bytes[place - 1].isASCIIDigit
                && bytes[place + 1].isASCIIDigit
        }
        var start = index
        while start > 0, isInside(start - 1) { start -= 1 }
        var end = index + 1
        while end < bytes.count, isInside(end) { end += 1 }
        return start..<end
    }

    private func matches(_ run: Range<Int>, in bytes: [UInt8]) -> Bool {
        let before = run.lowerBound > 0 ? bytes[run.lowerBound - 1] : 0
        let after = run.upperBound < bytes.count ? bytes[run.upperBound] : 0
        for neighbour in [before, after]
        where neighbour.isASCIILetter || neighbour == UInt8(ascii: ".") || neighbour == UInt8(ascii: "_") {
            return false
        }
        guard (15...34).contains(run.count) else { return false }
        switch kind {
        case .card: return Self.isCard(bytes[run].filter(\.isASCIIDigit).map { Int($0) - 48 })
        case .account: return Self.isAccount(bytes[run])
        }
    }

    /// Whether a name that speaks of such a number stands shortly before it.
    private func isNamed(_ start: Int, in bytes: [UInt8]) -> Bool {
        let text = String(decoding: bytes[max(0, start - 40)..<start].map(\.asciiLowercased), as: UTF8.self)
        return names.contains { text.contains($0) }
    }

    static func isCard(_ digits: [Int]) -> Bool {
        guard digits.count == 15 || digits.count == 16, Set(digits).count >= 5 else { return false }
        let four = digits.prefix(4).reduce(0) { $0 * 10 + $1 }
        let isRange =
            digits.count == 15
            ? four / 100 == 34 || four / 100 == 37
            : four / 1000 == 4 || (51...55).contains(four / 100) || (2221...2720).contains(four) || four == 6011
                || four / 100 == 65 || (3528...3589).contains(four)
        guard isRange else { return false }
        let sum = digits.reversed().enumerated().reduce(0) { sum, digit in
            guard digit.offset % 2 == 1 else { return sum + digit.element }
            return sum + digit.element * 2 - (digit.element > 4 ? 9 : 0)
        }
        guard sum % 10 == 0 else { return false }
        // The numbers by which every payment service is tried out.
        return !examples.contains(digits.map(String.init).joined())
    }

    static func isAccount(_ text: ArraySlice<UInt8>) -> Bool {
        let country = String(decoding: text.prefix(2), as: UTF8.self)
        guard lengths[country] == text.count else { return false }
        var remainder = 0
        for byte in text.dropFirst(4) + text.prefix(4) {
            let value = byte.isASCIIDigit ? Int(byte) - 48 : Int(byte) - 55
            remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97
        }
        return remainder == 1 && !examples.contains(String(decoding: text, as: UTF8.self))
    }

    private static let lengths: [String: Int] = [
        "AD": 24, "AE": 23, "AL": 28, "AT": 20, "AZ": 28, "BA": 20, "BE": 16, "BG": 22, "BH": 22, "BR": 29, "CH": 21,
        "CR": 22, "CY": 28, "CZ": 24, "DE": 22, "DK": 18, "DO": 28, "EE": 20, "EG": 29, "ES": 24, "FI": 18, "FO": 18,
        "FR": 27, "GB": 22, "GE": 22, "GI": 23, "GL": 18, "GR": 27, "GT": 28, "HR": 21, "HU": 28, "IE": 22, "IL": 23,
        "IS": 26, "IT": 27, "JO": 30, "KW": 30, "KZ": 20, "LB": 28, "LI": 21, "LT": 20, "LU": 20, "LV": 21, "MC": 27,
        "MD": 24, "ME": 22, "MK": 19, "MR": 27, "MT": 31, "MU": 30, "NL": 18, "NO": 15, "PK": 24, "PL": 28, "PS": 29,
        "PT": 25, "QA": 29, "RO": 24, "RS": 22, "SA": 24, "SE": 24, "SI": 19, "SK": 24, "SM": 27, "TN": 24, "TR": 26,
        "UA": 29, "VG": 24, "XK": 20,
    ]
    private static let examples: Set<String> = [
        "4111111111111111", "4242424242424242", "4012888888881881", "4000056655665556", "5555555555554444",
        "5105105105105100", "5200828282828210", "2223003122003222", "378282246310005", "371449635398431",
        "6011111111111117", "6011000990139424", "3530111333300000", "4000000000000002", "4916338506082832",
        "DE89370400440532013000", "GB29NWBK60161331926819", "GB82WEST12345698765432", "FR1420041010050500013M02606",
        "NL91ABNA0417164300", "BE68539007547034", "CH9300762011623852957", "DE44500105175407324931",
    ]
}
