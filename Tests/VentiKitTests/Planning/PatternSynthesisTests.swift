//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing

@testable import VentiKit

struct PatternSynthesisTests {
    @Test(arguments: [
        #"^[A-Z]{3}-\d{4}$"#, #"[a-f0-9]{32}"#, #"^\d+$"#, #"^[^ ]+$"#, #"^\w{2,}@\w+\.com$"#, #"^v\d\.\d\.\d$"#,
        "^.{5}$",
        #"^ab?c*d+$"#, #"^[\w\-]{4,8}$"#, #"^\+\d{10,12}$"#, #"^[A-Za-z][A-Za-z0-9_-]{0,15}$"#, "^plain$", #"^a{0}b$"#,
        #"^\$\d+$"#, "", #"^[a-z"#, #"(a|b)"#, #"^\p{L}+$"#, #"^[]]$"#, #"^{3}$"#, #"^a{x}$"#, #"a$b"#,
    ])
    func whatIsMadeMatches(pattern: String) throws {
        for seed in 0..<5 as Range<UInt64> {
            var random = SeededRandom(seed: seed)
            guard let text = PatternSynthesis.text(matching: pattern, random: &random) else { continue }
            guard let regex = try? Regex(pattern) else { continue }
            #expect(text.wholeMatch(of: regex) != nil, "\(text) for \(pattern)")
        }
    }

    @Test(arguments: [#"^[A-Z]{3}-\d{4}$"#, #"[a-f0-9]{32}"#, #"^\d+$"#, "^.{5}$", #"^[\w\-]{4,8}$"#, "^plain$"])
    func simplePatternsAreUnderstood(pattern: String) {
        var random = SeededRandom(seed: 0)
        #expect(PatternSynthesis.text(matching: pattern, random: &random) != nil)
    }

    @Test(arguments: ["(a)+", "a|b", "(?=x)y", "[^a]", "*", #"\"#, "a{", "a{9999}", String(repeating: "a", count: 201)])
    func otherPatternsGiveNothing(pattern: String) {
        var random = SeededRandom(seed: 0)
        #expect(PatternSynthesis.text(matching: pattern, random: &random) == nil)
    }

    @Test func theTextIsBounded() throws {
        var random = SeededRandom(seed: 0)
        let text = PatternSynthesis.text(matching: String(repeating: "a{256}", count: 33), random: &random)
        #expect(try #require(text).count == 33 * 256)
    }
}
