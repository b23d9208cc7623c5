//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// A text, or several that must come together, by which a product gives itself away.
struct Phrase: Sendable {
    /// What must hold around a text for it to count.
    enum Rule: Sendable {
        /// It may stand anywhere, in any case.
        case anywhere
        /// It is the name of a thrown type, or the beginning of one: written exactly so, and followed by a message. The
        /// bare name, as documentation has it, does not count.
        case thrownType
    }

    var product: String
    /// The texts; all must occur.
    var texts: [String]
    /// Within how many bytes all texts must lie; `nil` for anywhere in the body.
    var window: Int?
    var rule: Rule

    init(_ product: String, _ texts: [String], window: Int? = nil, rule: Rule = .anywhere) {
        self.product = product
        self.texts = texts
        self.window = window
        self.rule = rule
    }

    /// One phrase for each text.
    static func each(_ product: String, _ texts: [String]) -> [Phrase] { texts.map { Phrase(product, [$0]) } }

    /// One phrase for each name of a thrown type.
    static func thrown(_ product: String, _ names: [String]) -> [Phrase] {
        names.map { Phrase(product, [$0], rule: .thrownType) }
    }
}

/// A signature of phrases, any one of which suffices.
struct PhraseSignature: Signature {
    private let phrases: [Phrase]
    private let literals: [[UInt8]]
    /// The indices into ``literals`` of each phrase's texts.
    private let parts: [[Int]]
    /// The phrases that each literal is part of.
    private let users: [[Int]]
    private let search: LiteralSearch

    init(_ phrases: [Phrase]) {
        let texts = Array(Set(phrases.flatMap(\.texts))).sorted()
        let indices = Dictionary(uniqueKeysWithValues: texts.enumerated().map { ($1, $0) })
        let parts = phrases.map { $0.texts.compactMap { indices[$0] } }
        var users = [[Int]](repeating: [], count: texts.count)
        for (phrase, part) in parts.enumerated() {
            for literal in part { users[literal].append(phrase) }
        }
        self.phrases = phrases
        self.parts = parts
        self.users = users
        literals = texts.map { Array($0.utf8) }
        search = LiteralSearch(texts)
    }

    /// One text of each phrase.
    var anchors: [Anchor] {
        phrases.compactMap { Anchor.best(of: $0.texts, isExact: $0.rule == .thrownType) }
    }

    func firstMatch(in bytes: [UInt8]) -> SignatureOccurrence? {
        var ends = [Int](repeating: -1, count: literals.count)
        var found: SignatureOccurrence?
        search.forEachMatch(in: bytes.span) { literal, end in
            ends[literal] = end
            for user in users[literal] {
                let phrase = phrases[user]
                if phrase.rule == .thrownType && !isThrownType(literal, end: end, in: bytes) { continue }
                guard let range = range(of: user, ends: ends) else { continue }
                found = SignatureOccurrence(product: phrase.product, range: range)
                return false
            }
            return true
        }
        return found
    }

    /// From the first to the last text of a phrase, or `nil` where one is missing or they lie too far apart.
    private func range(of phrase: Int, ends: [Int]) -> Range<Int>? {
        var start = Int.max
        var end = 0
        for part in parts[phrase] {
            guard ends[part] >= 0 else { return nil }
            start = min(start, ends[part] - literals[part].count)
            end = max(end, ends[part])
        }
        if let window = phrases[phrase].window, end - start > window { return nil }
        return start..<end
    }

    private func isThrownType(_ literal: Int, end: Int, in bytes: [UInt8]) -> Bool {
        let start = end - literals[literal].count
        guard bytes[start..<end].elementsEqual(literals[literal]) else { return false }
        var index = end
        // The rest of the type's name, at most this much of it.
        while index < bytes.count, index < end + 120, Self.isNameByte(bytes[index]) { index += 1 }
        guard index < bytes.count else { return index > end }
        let next = index + 1 < bytes.count ? bytes[index + 1] : UInt8(ascii: "\n")
        switch bytes[index] {
        case UInt8(ascii: ":"):
            return next == UInt8(ascii: " ") || next == UInt8(ascii: "\n") || next == UInt8(ascii: "\r")
        case UInt8(ascii: "("):
            return next == UInt8(ascii: "\"") || next == UInt8(ascii: "'") || next == UInt8(ascii: "0")
        // .NET writes the number of the error after the name.
        case UInt8(ascii: " "): return bytes[index...].starts(with: " (0x".utf8)
        // The name alone in quotes, as the value of a JSON member.
        case UInt8(ascii: "\""), UInt8(ascii: "\n"): return start > 0 && bytes[start - 1] == bytes[index]
        default: return false
        }
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        byte | 0x20 &- UInt8(ascii: "a") < 26 || byte &- UInt8(ascii: "0") < 10
            || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "$")
            || byte == UInt8(ascii: "\\")
    }
}
