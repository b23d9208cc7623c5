//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Makes a harmless text of the same length and kinds of characters as a payload (oracle P2).
///
/// If the harmless text gives the same signal, the signal says nothing about the payload.
enum NegativeControl {
    /// Digits become digits, spaces stay, and everything else becomes a letter.
    static func text(like payload: String, random: inout SeededRandom) -> String {
        String(
            payload.map { character -> Character in
                if character.isNumber { return Array("23456789")[Int(random.next() % 8)] }
                if character == " " { return " " }
                return random.word(length: 1).first ?? "x"
            }
        )
    }
}
