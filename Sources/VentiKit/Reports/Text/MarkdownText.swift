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
        let line = TerminalText.line(text)
        let bytes = Array(line.utf8)
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count + bytes.count / 4)
        // An ordered list begins with digits and a dot; a block of code with spaces.
        let first = line.unicodeScalars.first
        if first == " " || first?.properties.numericType != nil { result += separator }
        // Everything that has a meaning is ASCII; the position counts characters.
        var position = 0
        for (index, byte) in bytes.enumerated() {
            let isBeforeSpace = index + 1 == bytes.count || bytes[index + 1] == UInt8(ascii: " ")
            switch byte {
            case UInt8(ascii: "&"): result += "&amp;".utf8
            case UInt8(ascii: "<"): result += "&lt;".utf8
            case UInt8(ascii: ">"): result += "&gt;".utf8
            case UInt8(ascii: "@"):
                result.append(byte)
                result += separator
            // A number of an issue, a scheme, an emoji's name, a dot within a host's name.
            case UInt8(ascii: "#"), UInt8(ascii: ":"), UInt8(ascii: "."):
                if index == 0 { result.append(UInt8(ascii: "\\")) }
                result.append(byte)
                if !isBeforeSpace { result += separator }
            case UInt8(ascii: "\\"), UInt8(ascii: "`"), UInt8(ascii: "*"), UInt8(ascii: "_"), UInt8(ascii: "["),
                UInt8(ascii: "]"), UInt8(ascii: "|"), UInt8(ascii: "~"), UInt8(ascii: "$"):
                result.append(UInt8(ascii: "\\"))
                result.append(byte)
            // At the beginning of a line these make lists and headings.
            case UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "="), UInt8(ascii: "("), UInt8(ascii: ")"):
                if position < 4 { result.append(UInt8(ascii: "\\")) }
                result.append(byte)
            default: result.append(byte)
            }
            if byte & 0xC0 != 0x80 { position += 1 }
        }
        return String(decoding: result, as: UTF8.self)
    }

    /// A character without width.
    private static let separator = Array("\u{200B}".utf8)

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
