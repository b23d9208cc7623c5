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

/// `venti checks`: lists what VentiKit looks for.
struct ChecksCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "checks",
        abstract: "List the checks.",
        discussion: "  venti checks\n  venti checks api2\n  venti checks --format json"
    )

    /// How the list is written.
    enum Format: String, CaseIterable, ExpressibleByArgument {
        case table, json
    }

    @Argument(help: ArgumentHelp("List only these: ids, id prefixes or families.", valueName: "ids"))
    var names: [String] = []

    @Option(help: "table or json.")
    var format = Format.table

    func run() throws {
        let metadata = try chosen()
        switch format {
        case .table:
            let terminal = Terminal(.output, in: .current)
            StandardStream.output.write(
                Self.table(metadata).text(columns: terminal.isInteractive ? terminal.columns : .max)
            )
        case .json:
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
            StandardStream.output.write(String(decoding: try encoder.encode(metadata), as: UTF8.self) + "\n")
        }
    }

    private func chosen() throws -> [CheckMetadata] {
        let all = CheckSet.default.checks.map(\.metadata)
        guard !names.isEmpty else { return all }
        let selection = CheckSelection(.default)
        var chosen: Set<CheckID> = []
        for name in names.flatMap({ $0.split(separator: ",").map(String.init) }) {
            let matches = selection.matches(name)
            guard !matches.isEmpty else { throw selection.unknown(name) }
            chosen.formUnion(matches.map(\.id))
        }
        return all.filter { chosen.contains($0.id) }
    }

    static func table(_ metadata: [CheckMetadata]) -> TextTable {
        var table = TextTable(header: ["ID", "SEVERITY", "OWASP", "CWE", "PROFILE", "TITLE"])
        for check in metadata {
            table.append([
                check.id.shortName,
                check.severity.rawValue,
                check.category?.rawValue ?? "-",
                check.weaknesses.map(\.description).joined(separator: ","),
                check.profile.rawValue,
                check.title,
            ])
        }
        return table
    }
}
