//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// How many columns a text takes on a terminal, which is not how many characters it has.
enum TextWidth {
    /// The columns of a text without control characters.
    static func columns(of text: String) -> Int { text.reduce(0) { $0 + columns(of: $1) } }

    /// The longest beginning that fits, with a mark at its end where something was cut off.
    static func cut(_ text: String, to columns: Int, mark: String) -> String {
        guard self.columns(of: text) > columns else { return text }
        let room = columns - self.columns(of: mark)
        guard room >= 0 else { return "" }
        var result = ""
        var used = 0
        for character in text {
            used += self.columns(of: character)
            guard used <= room else { break }
            result.append(character)
        }
        return result + mark
    }

    /// The words in lines no wider than the columns, all but the first behind an indent.
    ///
    /// A word that is too long has a line of its own and is not broken, so that it can be copied.
    static func wrapped(_ text: String, to columns: Int, indent: Int) -> [String] {
        guard self.columns(of: text) > columns else { return [text] }
        var lines: [String] = []
        var line = String(text.prefix { $0 == " " })
        var isEmpty = true
        for word in text.split(separator: " ") {
            let word = String(word)
            if !isEmpty, self.columns(of: line) + 1 + self.columns(of: word) > columns {
                lines.append(line)
                line = String(repeating: " ", count: indent)
                isEmpty = true
            }
            line += isEmpty ? word : " \(word)"
            isEmpty = false
        }
        return lines + [line]
    }

    private static func columns(of character: Character) -> Int {
        // Joined with others, as in flags and families, a character is still one sign.
        character.unicodeScalars.map(columns).max() ?? 0
    }

    /// None for marks that sit on others, two for the wide signs of East Asia and for pictures (UAX #11).
    private static func columns(of scalar: Unicode.Scalar) -> Int {
        switch scalar.value {
        case 0x20..<0x7F: return 1
        case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xA000...0xA4CF,
            0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE4F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F,
            0x1F680...0x1F6FF, 0x1F900...0x1F9FF, 0x20000...0x3FFFD:
            return 2
        default: break
        }
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format, .control: return 0
        default: return 1
        }
    }
}
