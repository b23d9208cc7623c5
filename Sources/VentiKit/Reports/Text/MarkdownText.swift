//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Makes text from a target fit for Markdown as GitHub and GitLab show it.
enum MarkdownText {
    /// The text on one line, as words: without markup, links, mentions, references and HTML.
    ///
    /// A backslash before a sign takes its meaning in Markdown, but not to what looks for mentions, references and
    /// addresses in the finished text: there a character without width parts what would be found.
    static func escaped(_ text: String) -> String {
        let scalars = Array(TerminalText.line(text).unicodeScalars)
        var result = ""
        for (index, scalar) in scalars.enumerated() {
            let next = index + 1 < scalars.count ? scalars[index + 1] : " "
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "@": result += "@\u{200B}"
            // A number of an issue, a scheme, an emoji's name, a dot within a host's name.
            case "#", ":", ".":
                result += index == 0 ? "\\\(scalar)" : String(scalar)
                if next != " " { result += "\u{200B}" }
            case "\\", "`", "*", "_", "[", "]", "|", "~", "$": result += "\\\(scalar)"
            // At the beginning of a line these make lists and headings.
            case "-", "+", "=", "(", ")": result += index < 4 ? "\\\(scalar)" : String(scalar)
            default: result.unicodeScalars.append(scalar)
            }
        }
        // An ordered list begins with digits and a dot; a block of code with spaces.
        return scalars.first.map { $0 == " " || $0.properties.numericType != nil } == true
            ? "\u{200B}" + result : result
    }

    /// The text on one line as code, in which nothing has a meaning; within tables too.
    static func code(_ text: String) -> String {
        // Pipes end a cell of a table even within code. Their stand-in looks alike.
        let line = TerminalText.line(text).replacing("|", with: "\u{2223}")
        guard !line.allSatisfy({ $0 == " " }) else { return "` `" }
        let fence = String(repeating: "`", count: longestRun(of: "`", in: line) + 1)
        let needsSpace = line.hasPrefix("`") || line.hasSuffix("`") || line.hasPrefix(" ") || line.hasSuffix(" ")
        return needsSpace ? "\(fence) \(line) \(fence)" : "\(fence)\(line)\(fence)"
    }

    /// Lines as a block of code.
    static func codeBlock(_ lines: [String], language: String = "") -> String {
        let longest = lines.map { longestRun(of: "`", in: $0) }.max() ?? 0
        let fence = String(repeating: "`", count: max(3, longest + 1))
        return ([fence + language] + lines.map { TerminalText.line($0) } + [fence]).joined(separator: "\n")
    }

    private static func longestRun(of character: Character, in text: String) -> Int {
        var longest = 0
        var run = 0
        for next in text {
            run = next == character ? run + 1 : 0
            longest = max(longest, run)
        }
        return longest
    }
}
