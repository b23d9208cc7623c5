//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// A command's help on one screen: what it does, examples, and its options in groups, a line each.
///
/// With everything, also the hidden options, and what there is to say of an option beyond its line.
struct HelpPage {
    let command: CommandInfo
    /// The names from `venti` to the command.
    let path: [String]
    var columns = 80
    var showsEverything = false
    var showsUnicode = true

    private static let labelWidth = 12
    private static let widestUsage = 26

    var text: String {
        var lines = wrapped(command.abstract ?? "", indent: 0)
        if let discussion = command.discussion, !discussion.isEmpty {
            lines.append("")
            for line in discussion.split(separator: "\n", omittingEmptySubsequences: false) {
                // Examples stay as they are.
                lines += line.hasPrefix("  ") ? [String(line)] : wrapped(String(line), indent: 0)
            }
        }
        let arguments = shownArguments
        if !arguments.isEmpty || !command.visibleSubcommands.isEmpty { lines.append("") }
        let commands = command.visibleSubcommands.map { ($0.commandName, $0.abstract ?? "") }
        lines += rows(commands, under: "COMMANDS", width: 2 + (commands.map(\.0.count).max() ?? 0))
        for group in groups(of: arguments) { lines += group }
        lines += notes
        return lines.map { $0 + "\n" }.joined()
    }

    private var shownArguments: [ArgumentInfo] {
        command.ownArguments.filter { showsEverything || $0.shouldDisplay }
    }

    /// The options of each group, in the order in which the groups first appear.
    private func groups(of arguments: [ArgumentInfo]) -> [[String]] {
        var titles: [String] = []
        for argument in arguments where !titles.contains(title(of: argument)) { titles.append(title(of: argument)) }
        let width = 1 + min(arguments.map(\.usage.count).max() ?? 0, Self.widestUsage)
        return titles.map { title in
            let members = arguments.filter { self.title(of: $0) == title }
            guard showsEverything else { return rows(members.map { ($0.usage, $0.text) }, under: title, width: width) }
            var lines: [String] = []
            for (index, member) in members.enumerated() {
                lines += rows([(member.usage, member.text)], under: index == 0 ? title : "", width: width)
                guard let discussion = member.discussion, !discussion.isEmpty else { continue }
                lines += wrapped(discussion, indent: Self.labelWidth + 4)
            }
            return lines
        }
    }

    private func title(of argument: ArgumentInfo) -> String { (argument.sectionTitle ?? "Options").uppercased() }

    /// What follows the options: exit codes, and where to read on.
    private var notes: [String] {
        var lines: [String] = []
        for note in HelpNotes.notes(for: path) { lines += entry(note.label, note.text) }
        let hidden = command.ownArguments.count { !$0.shouldDisplay }
        let isLonger = command.ownArguments.contains { !($0.discussion ?? "").isEmpty } || hidden > 0
        var help: [String] = []
        if !command.visibleSubcommands.isEmpty { help.append("\(path.joined(separator: " ")) COMMAND --help") }
        if isLonger, !showsEverything {
            help.append("--help-hidden\(hidden > 0 ? " (\(hidden) more, and details)" : " (details)")")
        }
        if !help.isEmpty { lines += entry("HELP", help.joined(separator: showsUnicode ? " · " : ", ")) }
        return lines
    }

    private func entry(_ label: String, _ text: String) -> [String] {
        let lines = wrapped(text, indent: Self.labelWidth)
        return lines.enumerated().map { index, line in
            index == 0 ? ProgressText.padded(label, Self.labelWidth) + line.dropFirst(Self.labelWidth) : line
        }
    }

    /// Two columns, with the label of the group before the first.
    private func rows(
        _ entries: [(usage: String, text: String)],
        under label: String,
        width: Int
    ) -> [String] {
        var lines: [String] = []
        for (index, entry) in entries.enumerated() {
            let left = ProgressText.padded(index == 0 ? label : "", Self.labelWidth) + entry.usage
            let indent = Self.labelWidth + width
            var texts = wrapped(entry.text, indent: indent)
            if left.count < indent, let first = texts.first {
                texts[0] = ProgressText.padded(left, indent) + first.dropFirst(indent)
            } else {
                texts.insert(left, at: 0)
            }
            lines += texts
        }
        return lines
    }

    /// The words in lines that begin at the indent.
    private func wrapped(_ text: String, indent: Int) -> [String] {
        guard !text.isEmpty else { return [""] }
        return TextWidth.wrapped(String(repeating: " ", count: indent) + text, to: columns, indent: indent)
    }
}
