//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Finds out whether a command line asks for help, and for which command's.
struct HelpRequest: Hashable {
    var words: [String]
    var showsEverything: Bool

    /// `nil` where the arguments ask for something else.
    init?(_ arguments: [String]) {
        let given = arguments.prefix { $0 != "--" }
        guard !arguments.isEmpty else {
            self.init(words: [], showsEverything: false)
            return
        }
        if given.first == "help" {
            self.init(words: Array(given.dropFirst()), showsEverything: false)
            return
        }
        let everything = given.contains("--help-hidden")
        guard everything || given.contains("--help") || given.contains("-h") else { return nil }
        self.init(words: Array(given), showsEverything: everything)
    }

    /// For a command line that names a command and nothing for it to do.
    init(commandOf arguments: [String]) { self.init(words: arguments, showsEverything: false) }

    private init(words: [String], showsEverything: Bool) {
        self.words = words.filter { $0 != "--help-hidden" && $0 != "--help" && $0 != "-h" }
        self.showsEverything = showsEverything
    }

    /// The page.
    func text(_ surroundings: Surroundings) throws -> String {
        let (command, path) = try CommandInfo.root.command(at: words)
        let terminal = Terminal(.output, in: surroundings)
        let words = ProgressText(terminal)
        let page = HelpPage(
            command: command,
            path: path,
            columns: terminal.isInteractive ? min(max(terminal.columns, 60), 100) : 80,
            showsEverything: showsEverything,
            showsUnicode: terminal.showsUnicode
        )
        return page.text.split(separator: "\n", omittingEmptySubsequences: false).map { words.shown(String($0)) }
            .joined(separator: "\n")
    }
}
