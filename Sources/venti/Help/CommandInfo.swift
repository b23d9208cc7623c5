//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import ArgumentParser

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// A command as ArgumentParser describes it: its texts, arguments and subcommands.
struct CommandInfo: Decodable {
    var commandName: String
    var abstract: String?
    var discussion: String?
    var subcommands: [CommandInfo]?
    var arguments: [ArgumentInfo]?

    /// The whole command line.
    static var root: CommandInfo {
        get throws { try JSONDecoder().decode(Tool.self, from: Data(Venti._dumpHelp().utf8)).command }
    }

    /// The command that the words lead to, as far as they name commands, and their names.
    func command(at words: some Sequence<String>) -> (command: CommandInfo, path: [String]) {
        var command = self
        var path = [commandName]
        for word in words {
            guard let next = command.visibleSubcommands.first(where: { $0.commandName == word }) else { break }
            command = next
            path.append(word)
        }
        return (command, path)
    }

    /// The subcommands that are the project's own, not ArgumentParser's.
    var visibleSubcommands: [CommandInfo] { (subcommands ?? []).filter { $0.commandName != "help" } }

    /// The arguments without help and version, which every command has.
    var ownArguments: [ArgumentInfo] {
        (arguments ?? []).filter { !($0.sectionTitle == nil && ["help", "version"].contains($0.valueName)) }
    }

    private struct Tool: Decodable {
        var command: CommandInfo
    }
}

/// An option, flag or positional argument.
struct ArgumentInfo: Decodable {
    struct Name: Decodable {
        var kind: String
        var name: String

        var text: String { kind == "long" ? "--\(name)" : "-\(name)" }
    }

    var kind: String
    var shouldDisplay: Bool
    var sectionTitle: String?
    var isOptional: Bool
    var isRepeating: Bool
    var names: [Name]?
    var valueName: String?
    var defaultValue: String?
    var abstract: String?
    var discussion: String?

    /// The argument as it is typed: `--url <url>`, `-q, --quiet` or `<spec>`.
    var usage: String {
        let value = valueName ?? "value"
        guard kind != "positional" else { return "<\(value)>\(isRepeating ? "…" : "")" }
        let names = (names ?? []).map(\.text).sorted { ($0.count, $0) < ($1.count, $1) }.joined(separator: ", ")
        return kind == "flag" ? names : "\(names) <\(value)>"
    }

    /// The short help, with the default where it does not name one.
    var text: String {
        let text = abstract ?? ""
        guard let defaultValue, kind != "flag", !text.hasSuffix("]") else { return text }
        return text.isEmpty ? "[\(defaultValue)]" : "\(text) [\(defaultValue)]"
    }
}
