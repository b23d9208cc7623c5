//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// The words of names and sentences, for recognising what an operation is for.
enum Words {
    /// The words of a name in lower case: `resetPassword`, `reset_password` and `Reset password` are `reset`, `password`.
    static func split(_ text: String) -> [String] {
        var words: [String] = []
        var current = ""
        var previousIsLower = false
        for character in text {
            guard character.isLetter || character.isNumber else {
                if !current.isEmpty { words.append(current) }
                current = ""
                previousIsLower = false
                continue
            }
            if character.isUppercase && previousIsLower {
                words.append(current)
                current = ""
            }
            previousIsLower = character.isLowercase || character.isNumber
            current += character.lowercased()
        }
        if !current.isEmpty { words.append(current) }
        return words
    }

    /// The singular of an English noun, well enough to match `orders` with `order` and `categories` with `category`.
    static func singular(_ word: String) -> String {
        if word.hasSuffix("ies"), word.count > 4 { return word.dropLast(3) + "y" }
        if ["sses", "xes", "ches", "shes", "tuses", "buses", "iruses"].contains(where: word.hasSuffix) {
            return String(word.dropLast(2))
        }
        let isPlural = word.hasSuffix("s") && !word.hasSuffix("ss") && !word.hasSuffix("us")
        if isPlural, word.count > 3 { return String(word.dropLast()) }
        return word
    }
}
