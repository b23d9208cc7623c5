//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// A small random source that gives the same numbers for the same seed everywhere (SplitMix64).
///
/// Not for secrets: for values that only have to be different, and the same again in the next run.
struct SeededRandom: RandomNumberGenerator, Sendable {
    private var state: UInt64

    /// Makes a source for one purpose. Different purposes under one seed give unrelated numbers.
    init(seed: UInt64, purpose: String = "") {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in purpose.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        state = seed &* 0x9e37_79b9_7f4a_7c15 ^ hash
    }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }

    /// A word of lower-case letters that begins with a consonant, so that it is neither a number nor a common word.
    mutating func word(length: Int) -> String {
        let consonants = Array("bcdfghjkmnpqrtvwxz")
        return String((0..<max(1, length)).map { _ in consonants[Int(next() % UInt64(consonants.count))] })
    }

    /// A number in the range.
    mutating func integer(in range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }
}
