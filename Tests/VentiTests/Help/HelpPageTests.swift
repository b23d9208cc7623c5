//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import Testing

@testable import venti

struct HelpPageTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// Every command by the words that lead to it.
    static let commands: [[String]] = {
        func paths(_ command: CommandInfo, _ path: [String]) -> [[String]] {
            [path] + command.visibleSubcommands.flatMap { paths($0, path + [$0.commandName]) }
        }
        return (try? CommandInfo.root).map { paths($0, []) } ?? []
    }()

    @Test
    func `There are commands to test`() {
        #expect(Self.commands.contains(["scan"]) && Self.commands.contains(["config", "check"]))
    }

    @Test(arguments: commands)
    func `The help fits a screen, has an example and names every option`(_ path: [String]) async throws {
        let outcome = try await VentiProcess(arguments: path + ["--help"], directory: folder.path).run()
        #expect(outcome.status == 0)
        #expect(outcome.error.isEmpty)
        let lines = outcome.output.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.count <= 41)
        #expect(lines.allSatisfy { TextWidth.columns(of: String($0)) <= 80 })
        #expect(lines.contains { $0.hasPrefix("  venti") }, "no example")
        let command = try CommandInfo.root.command(at: path).command
        for argument in command.ownArguments where argument.shouldDisplay {
            #expect(outcome.output.contains(argument.usage), "\(argument.usage)")
            #expect(!argument.text.isEmpty, "\(argument.usage) has no text")
        }
        for argument in command.ownArguments where !argument.shouldDisplay {
            #expect(!outcome.output.contains("\(argument.usage) "), "\(argument.usage)")
        }
    }

    @Test
    func `Everything is shown on request`() async throws {
        let outcome = try await VentiProcess(arguments: ["scan", "--help-hidden"], directory: folder.path).run()
        let command = try CommandInfo.root.command(at: ["scan"]).command
        for argument in command.ownArguments { #expect(outcome.output.contains(argument.usage), "\(argument.usage)") }
        #expect(outcome.output.contains("--fuzz-auth"))
        #expect(outcome.output.contains("apikey:HEADER"))
        #expect(outcome.output.split(separator: "\n").allSatisfy { TextWidth.columns(of: String($0)) <= 80 })
    }

    @Test
    func `The groups come in their order, each once`() async throws {
        let outcome = try await VentiProcess(arguments: ["scan", "--help"], directory: folder.path).run()
        let labels = outcome.output.split(separator: "\n").filter { $0.first?.isUppercase ?? false }.dropFirst()
            .map { String($0.prefix(12)).split(separator: " ").prefix(2).joined(separator: " ") }
        #expect(
            labels.map { $0.split(separator: " ").first.map(String.init) ?? "" } == [
                "TARGET", "IDENTITY", "WHAT", "LIMITS", "PLACE", "OUTPUT", "GATE", "CONFIG", "EXIT", "SEE", "HELP",
            ]
        )
    }

    @Test(arguments: [[], ["help"], ["help", "scan"], ["config"], ["scan", "--url", "x", "-h"]])
    func `Help is asked for in several ways`(_ arguments: [String]) async throws {
        let outcome = try await VentiProcess(arguments: arguments, directory: folder.path).run()
        #expect(outcome.status == 0, "\(outcome.error)")
        #expect(outcome.error.isEmpty && outcome.output.contains("HELP  "))
    }

    @Test
    func `Without UTF-8 the help is ASCII`() async throws {
        let outcome = try await VentiProcess(
            arguments: ["scan", "--help"],
            directory: folder.path,
            environment: ["LANG": "C"]
        ).run()
        #expect(outcome.output.utf8.allSatisfy { $0 < 0x80 })
    }
}
