//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Quotes text for a shell, so that whatever it holds is one word and nothing in it is run.
struct ShellWord {
    /// Whether characters beyond ASCII may be written as they are.
    var usesUnicode = true

    /// One part of a word.
    enum Part {
        case text(String)
        /// A variable's name, already checked to be one.
        case variable(String)
    }

    func quoted(_ text: String) -> String { quoted([.text(text)]) }

    /// The parts as one word: text within `'…'`, characters that a terminal would act upon within `$'…'`, variables
    /// within `"…"`.
    func quoted(_ parts: [Part]) -> String {
        let word = parts.map { part in
            switch part {
            case .text(let text): quotedText(text)
            case .variable(let name): "\"$\(name)\""
            }
        }.joined()
        return word.isEmpty ? "''" : word
    }

    private func quotedText(_ text: String) -> String {
        guard !text.isEmpty else { return "" }
        if text.unicodeScalars.contains(where: needsEscape) { return ansiQuoted(text) }
        if text.utf8.allSatisfy(Self.isPlain) { return text }
        return "'" + text.replacing("'", with: "'\\''") + "'"
    }

    /// `$'…'` as bash, ksh, zsh and POSIX.1-2024 read it. Unlike `'…'`, it shows control characters as escapes.
    private func ansiQuoted(_ text: String) -> String {
        let digits = Array("0123456789abcdef")
        var result = "$'"
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case "\\", "'": result += "\\\(scalar)"
            case _ where needsEscape(scalar):
                // Octal always has three digits, so that a digit after it stays what it is.
                for byte in String(scalar).utf8 {
                    result += "\\\(digits[Int(byte >> 6)])\(digits[Int((byte >> 3) & 7)])\(digits[Int(byte & 7)])"
                }
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "'"
    }

    private func needsEscape(_ scalar: Unicode.Scalar) -> Bool {
        TerminalText.isUnsafe(scalar) || (!usesUnicode && !scalar.isASCII)
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: "_-./:,@%+=".utf8.contains(byte)
        }
    }
}
