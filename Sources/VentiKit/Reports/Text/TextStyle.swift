//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Colours and symbols of text for people.
struct TextStyle {
    var usesColor: Bool
    var usesUnicode: Bool

    /// What a piece of text is, as far as its look goes.
    enum Role {
        case severity(Severity)
        case label, strong, good, bad
    }

    func paint(_ text: String, _ role: Role) -> String {
        guard usesColor else { return text }
        let code =
            switch role {
            case .severity(.critical): "1;97;41"
            case .severity(.high): "1;31"
            case .severity(.medium): "33"
            case .severity(.low): "36"
            case .severity(.info): "2"
            case .label: "2"
            case .strong: "1"
            case .good: "32"
            case .bad: "1;31"
            }
        return "\u{1B}[\(code)m\(text)\u{1B}[0m"
    }

    /// What stands where a text was cut.
    var cutMark: Character { usesUnicode ? "…" : "~" }

    /// Text from a target or a document: one line that cannot drive the terminal.
    func safe(_ text: String) -> String { plain(TerminalText.line(text)) }

    /// The text in the characters that may be used.
    func plain(_ text: String) -> String {
        guard !usesUnicode else { return text }
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "·": result += "-"
            case "…": result += "..."
            case "≥": result += ">="
            case "→": result += "->"
            default: result.unicodeScalars.append(scalar.isASCII ? scalar : "?")
            }
        }
        return result
    }
}
