//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import ArgumentParser
import VentiKit

/// `venti baseline`: keeps the findings that are known.
struct BaselineCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "baseline",
        abstract: "Keep the findings that are known, so that only new ones fail.",
        discussion: """
              venti baseline write findings.json
              venti scan openapi.yaml --url http://127.0.0.1:8080 --new-only
            """,
        subcommands: [Write.self]
    )

    /// `venti baseline write`: makes a report's findings the known ones.
    struct Write: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "write",
            abstract: "Make the findings of a report the known ones.",
            discussion: """
                  venti scan openapi.yaml --url $URL --output json=findings.json
                  venti baseline write findings.json
                  venti scan openapi.yaml --url $URL --new-only

                Keeps the day on which a finding was first seen, leaves accepted
                findings to their acceptance, and keeps what the scan did not look
                for. The file holds no evidence.
                """
        )

        @Argument(
            help: "The report: json or jsonl, or - for standard input.",
            completion: .file(extensions: ["json", "jsonl", "ndjson"])
        )
        var report: String

        @Option(
            help: ArgumentHelp("The baseline. [\(BaselineFile.defaultPath)]", valueName: "file"),
            completion: .file(extensions: ["json"])
        )
        var path = BaselineFile.defaultPath

        @Flag(help: "Also drop what the scan did not look for.")
        var prune = false

        func run() throws {
            let surroundings = Surroundings.current
            let file = BaselineFile(path, surroundings)
            let known = try file.read()
            let report = try SavedReport.read(report, surroundings)
            let update = try (known ?? Baseline()).updated(with: report, keepsUnseen: !prune)
            if update.baseline != known { try file.write(update.baseline) }
            let words = ProgressText(Terminal(.output, in: surroundings))
            for line in Self.lines(for: update, file.name, isUnchanged: update.baseline == known) {
                StandardStream.output.write(words.shown(line) + "\n")
            }
        }

        /// What was done, for people.
        static func lines(for update: Baseline.Update, _ name: String, isUnchanged: Bool) -> [String] {
            func shown(_ check: CheckID, _ operation: String) -> String {
                Terminal.singleLine("\(check.shortName)  \(operation)")
            }
            var lines = update.added.map { "  added    \(shown($0.checkID, $0.operation))" }
            lines += update.removed.map { "  removed  \(shown($0.checkID, $0.operation))  (since \($0.since))" }
            lines += update.unseen.map { absence in
                "  kept     \(shown(absence.checkID, absence.operation))  (not seen: "
                    + "\(Terminal.singleLine(absence.reason ?? "")))"
            }
            if update.acceptedCount > 0 {
                lines.append(
                    "  left out \(update.acceptedCount.counted("finding")) that an acceptance covers"
                )
            }
            let count = update.baseline.count.counted("finding")
            lines.append(
                "\(name): \(isUnchanged ? "unchanged, " : "")\(count), \(update.added.count) added, "
                    + "\(update.removed.count) removed"
            )
            return lines
        }
    }
}
