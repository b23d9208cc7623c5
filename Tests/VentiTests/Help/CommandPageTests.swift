//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing

@testable import venti

/// The page of the documentation that names every command and option is made from them.
struct CommandPageTests {
    private static let marker =
        "<!-- What follows is made from the commands; VENTIKIT_RECORD=1 swift test rewrites it. -->"

    @Test
    func `The page names every option of every command`() throws {
        let file = DocumentationFile("Reference/Command-line.md")
        let text = try file.text
        let marker = try #require(text.firstRange(of: Self.marker))
        let sections = try Self.sections(of: CommandInfo.root, path: [])
        try file.expect(text[..<marker.upperBound] + "\n\n" + sections.joined(separator: "\n"))
    }

    @Test
    func `The page of exit codes names every code`() throws {
        let text = try DocumentationFile("Reference/Exit-codes.md").text
        for status in ExitStatus.allCases { #expect(text.contains("| \(status.rawValue) |"), "\(status.rawValue)") }
        #expect(text.split(separator: "\n").count { $0.hasPrefix("| ") } == ExitStatus.allCases.count + 1)
    }

    private static func sections(of command: CommandInfo, path: [String]) throws -> [String] {
        let inner = try command.visibleSubcommands.flatMap { try sections(of: $0, path: path + [$0.commandName]) }
        guard !path.isEmpty else { return inner }
        return [section(command, path)] + inner
    }

    private static func section(_ command: CommandInfo, _ path: [String]) -> String {
        var lines = ["## venti \(path.joined(separator: " "))", "", command.abstract ?? "", ""]
        let discussion = (command.discussion ?? "").split(separator: "\n", omittingEmptySubsequences: false)
        let examples = discussion.filter { $0.hasPrefix("  ") }.map { $0.dropFirst(2) }
        if !examples.isEmpty { lines += ["```text"] + examples.map(String.init) + ["```", ""] }
        let prose = discussion.filter { !$0.hasPrefix("  ") && !$0.isEmpty }
        if !prose.isEmpty { lines += [prose.joined(separator: "\n"), ""] }
        for argument in command.ownArguments {
            var text = "- `\(argument.usage)`: \(escaped(argument.text))"
            if let more = argument.discussion, !more.isEmpty { text += " \(escaped(more))" }
            lines.append(text)
        }
        if !command.ownArguments.isEmpty { lines.append("") }
        return lines.joined(separator: "\n")
    }

    /// The text with what Markdown would take for a link, a tag or an emphasis kept from it.
    private static func escaped(_ text: String) -> String {
        var result = ""
        for character in text {
            if "[]<>*_{}|".contains(character) { result.append("\\") }
            result.append(character)
        }
        return result
    }
}
