//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing

@testable import VentiKit

struct SeededRandomTests {
    @Test func theSameSeedAndPurposeGiveTheSameNumbers() {
        var left = SeededRandom(seed: 1, purpose: "a")
        var right = SeededRandom(seed: 1, purpose: "a")
        #expect((0..<10).map { _ in left.next() } == (0..<10).map { _ in right.next() })
    }

    @Test func anotherSeedOrPurposeGivesOthers() {
        var numbers: Set<UInt64> = []
        for seed in 0..<20 as Range<UInt64> {
            for purpose in ["", "a", "b", "ab"] {
                var random = SeededRandom(seed: seed, purpose: purpose)
                numbers.insert(random.next())
            }
        }
        #expect(numbers.count == 80)
    }

    @Test func aWordHasItsLengthAndOnlyLetters() {
        var random = SeededRandom(seed: 0)
        for length in 1...30 {
            let word = random.word(length: length)
            #expect(word.count == length)
            #expect(word.allSatisfy { $0.isLowercase && $0.isASCII })
        }
        #expect(random.word(length: 0).count == 1)
    }

    @Test func aNumberLiesInItsRange() {
        var random = SeededRandom(seed: 0)
        #expect((0..<1_000).map { _ in random.integer(in: 3...5) }.allSatisfy { (3...5).contains($0) })
        #expect(random.integer(in: 7...7) == 7)
    }
}
