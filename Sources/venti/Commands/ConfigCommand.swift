//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import ArgumentParser
import VentiKit

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// `venti config`: looks a configuration over, and describes its format.
struct ConfigCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "config",
        abstract: "Check a venti.yaml, or print its JSON Schema.",
        discussion: """
              venti config check
              venti config check ci/venti.yaml
              venti config schema > venti-config.schema.json
            """,
        subcommands: [ConfigCheckCommand.self, ConfigSchemaCommand.self]
    )
}

/// `venti config check`: says what a configuration comes to, and where each setting comes from.
struct ConfigCheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Check a venti.yaml and print what it comes to.",
        discussion: """
              venti config check
              venti config check ci/venti.yaml
              venti config check --format json

            Prints every setting, its value, and the line that it comes from.
            Secrets are read, to see whether they are there, and never printed.
            """
    )

    /// How the settings are written.
    enum Format: String, CaseIterable, ExpressibleByArgument {
        case table, json
    }

    @Argument(
        help: "The configuration. [the nearest venti.yaml, upward]",
        completion: .file(extensions: ["yaml", "yml"])
    )
    var file: String?

    @Option(help: "table or json.")
    var format = Format.table

    func run() throws {
        let surroundings = Surroundings.current
        guard file != nil || ConfigFile.nearest(from: surroundings.directory) != nil else {
            throw CommandError.usage("no venti.yaml here or in a folder above; give the file, or run without one")
        }
        let config = try ScanConfig.load(file, surroundings)
        let policy = try ScanSettings.policy(try ScanCommand.parse([]), config)
        try CheckSelection(.default).check(policy)
        if config.url != nil { _ = try TargetURL.checked(config.url, from: config.place(of: "target.url")) }
        if config.specification != nil {
            _ = try DocumentArgument.source(config.specification, isFromConfig: true, in: surroundings)
        }
        _ = try OutputDestination.completed(config.outputs, isQuiet: false)
        try write(ConfigListing(config, policy).rows, config, surroundings)
    }

    private func write(_ rows: [ConfigListing.Row], _ config: ScanConfig, _ surroundings: Surroundings) throws {
        let words = ProgressText(Terminal(.output, in: surroundings))
        switch format {
        case .json:
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
            StandardStream.output.write(String(decoding: try encoder.encode(rows), as: UTF8.self) + "\n")
        case .table:
            var table = TextTable(header: ["SETTING", "FROM", "VALUE"])
            for row in rows { table.append([row.key, row.source, words.shown(row.value)]) }
            let terminal = Terminal(.output, in: surroundings)
            StandardStream.output.write(table.text(columns: terminal.isInteractive ? terminal.columns : .max))
            StandardStream.output.write("\n\(words.shown(config.file ?? "")): no mistakes\n")
        }
    }
}

/// `venti config schema`: prints the JSON Schema of `venti.yaml`.
struct ConfigSchemaCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema",
        abstract: "Print the JSON Schema of venti.yaml, for editors.",
        discussion: """
              venti config schema > venti-config.schema.json

            With the YAML language server, begin venti.yaml with
              # yaml-language-server: $schema=venti-config.schema.json
            """
    )

    func run() throws { StandardStream.output.write(try ConfigSchema.text) }
}
