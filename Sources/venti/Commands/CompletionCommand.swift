//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import ArgumentParser

/// `venti completion`: prints a script that completes commands, options and values in a shell.
struct CompletionCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "completion",
        abstract: "Print the completion script of a shell.",
        discussion: """
              venti completion bash > ~/.local/share/bash-completion/completions/venti
              venti completion zsh > ~/.zfunc/_venti      # fpath+=~/.zfunc before compinit
              venti completion fish > ~/.config/fish/completions/venti.fish
            """
    )

    /// The shells.
    enum Shell: String, CaseIterable, ExpressibleByArgument {
        case bash, zsh, fish

        fileprivate var completionShell: CompletionShell {
            switch self {
            case .bash: .bash
            case .zsh: .zsh
            case .fish: .fish
            }
        }
    }

    @Argument(help: "bash, zsh or fish.")
    var shell: Shell

    func run() throws {
        StandardStream.output.write(Venti.completionScript(for: shell.completionShell) + "\n")
    }
}
