//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing

@testable import venti

struct SuggestionTests {
    @Test(arguments: [
        ("", "", 0), ("abc", "abc", 0), ("abc", "ab", 1), ("kitten", "sitting", 3), ("scna", "scan", 1), ("", "abc", 3),
    ])
    func `The distance counts edits and swaps`(_ first: String, _ second: String, _ distance: Int) {
        #expect(Suggestion.distance(first, second) == distance)
        #expect(Suggestion.distance(second, first) == distance)
    }

    @Test(arguments: [
        ("sqly", "sqli"), ("SQLI.BOLEAN", "sqli.boolean"), ("sqli.bool", "sqli.boolean"),
        ("jwt.algnone", "jwt.alg-none"),
    ])
    func `A slip of the fingers is understood`(_ word: String, _ expected: String) {
        let candidates = ["sqli", "sqli.boolean", "sqli.error", "jwt.alg-none", "api1"]
        #expect(Suggestion.nearest(to: word, among: candidates) == expected)
    }

    @Test(arguments: ["", "zzzzzz", "completely-different"])
    func `What is far from everything has no suggestion`(_ word: String) {
        #expect(Suggestion.nearest(to: word, among: ["sqli", "jwt.alg-none", "headers.csp"]) == nil)
    }
}
