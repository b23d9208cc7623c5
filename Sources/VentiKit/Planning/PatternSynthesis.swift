//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Makes a text for the simple patterns that documents use: literals, classes and repetitions.
///
/// Patterns with groups, alternatives or look-around give `nil`; a generated text is only a first guess in any case.
enum PatternSynthesis {
    static func text(matching pattern: String, random: inout SeededRandom) -> String? {
        var rest = Substring(pattern)
        if rest.first == "^" { rest = rest.dropFirst() }
        if rest.last == "$" { rest = rest.dropLast() }
        guard rest.count <= 200, !rest.contains("("), !rest.contains("|") else { return nil }
        var text = ""
        while !rest.isEmpty {
            guard let choices = atom(&rest), !choices.isEmpty, let count = repetitions(&rest) else { return nil }
            for _ in 0..<count { text.append(choices[Int(random.next() % UInt64(choices.count))]) }
        }
        return text
    }

    /// The characters that the next atom allows.
    private static func atom(_ rest: inout Substring) -> [Character]? {
        guard let first = rest.popFirst() else { return nil }
        switch first {
        case "[": return characterClass(&rest)
        case "\\": return rest.popFirst().map(escape)
        case ".": return Array("abcxyz")
        case "*", "+", "?", "{", "}", "^", "$": return nil
        default: return [first]
        }
    }

    private static func escape(_ character: Character) -> [Character] {
        switch character {
        case "d": Array("0123456789")
        case "w": Array("abcdefghij")
        case "s": [" "]
        default: [character]
        }
    }

    private static func characterClass(_ rest: inout Substring) -> [Character]? {
        if rest.first == "^" { return nil }
        var choices: [Character] = []
        while let character = rest.popFirst(), character != "]" {
            if character == "\\" {
                if let next = rest.popFirst() { choices += escape(next) }
            } else if rest.first == "-", let end = rest.dropFirst().first, end != "]" {
                rest = rest.dropFirst(2)
                guard let from = character.unicodeScalars.first?.value, let to = end.unicodeScalars.first?.value,
                    from <= to, to - from < 256
                else { return nil }
                choices += (from...to).compactMap { Unicode.Scalar($0).map(Character.init) }
            } else {
                choices.append(character)
            }
        }
        return choices
    }

    private static func repetitions(_ rest: inout Substring) -> Int? {
        switch rest.first {
        case "*", "?":
            rest = rest.dropFirst()
            return 1
        case "+":
            rest = rest.dropFirst()
            return 3
        case "{":
            guard let end = rest.firstIndex(of: "}") else { return nil }
            let inner = rest[rest.index(after: rest.startIndex)..<end]
            let bounds = inner.split(separator: ",")
            let isOpen = inner.contains(",")
            rest = rest[rest.index(after: end)...]
            guard let least = bounds.first.flatMap({ Int($0) }), (0...256).contains(least) else { return nil }
            return bounds.count == 1 && !isOpen ? least : max(least, 1)
        default: return 1
        }
    }
}
