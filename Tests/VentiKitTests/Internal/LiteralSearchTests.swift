//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing

@testable import VentiKit

struct LiteralSearchTests {
    private func matches(_ literals: [String], in text: String) -> [String] {
        var found: [String] = []
        LiteralSearch(literals).forEachMatch(in: Array(text.utf8).span) { literal, end in
            found.append("\(literals[literal])@\(end)")
            return true
        }
        return found.sorted()
    }

    @Test func findsOverlappingLiteralsAndSuffixes() {
        #expect(matches(["he", "she", "his", "hers"], in: "ushers") == ["he@4", "hers@6", "she@4"])
    }

    @Test func ignoresTheCaseOfLettersOnly() {
        #expect(matches(["A[b"], in: "a[B a{B") == ["A[b@3"])
    }

    @Test func agreesWithASimpleSearch() {
        let literals = ["aab", "ab", "abab", "baa", "b"]
        var text = ""
        for number in 0..<64 { text += String(number, radix: 2).replacing("0", with: "a").replacing("1", with: "b") }
        let bytes = Array(text.utf8)
        let expected = literals.flatMap { literal in
            bytes.indices.filter { bytes[$0...].starts(with: literal.utf8) }.map {
                "\(literal)@\($0 + literal.utf8.count)"
            }
        }
        #expect(matches(literals, in: text) == expected.sorted())
    }

    @Test func stopsWhenAsked() {
        var count = 0
        LiteralSearch(["a"]).forEachMatch(in: Array("aaaa".utf8).span) { _, _ in
            count += 1
            return count < 2
        }
        #expect(count == 2)
    }
}
