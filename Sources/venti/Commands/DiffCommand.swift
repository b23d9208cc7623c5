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

/// `venti diff`: says how a report differs from an earlier one.
struct DiffCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff",
        abstract: "Compare two reports: what is new, what is gone, who can do more.",
        discussion: """
              venti diff before.json after.json
              venti diff before.json after.json --output markdown=comment.md
              venti diff before.jsonl after.json --fail-on medium

            What the later scan did not look for is not called fixed.

            Exit codes:
              0    nothing new at or above --fail-on
              1    something new, proven and not accepted, at or above --fail-on
              2    wrong usage, or a file that is no report
            """
    )

    /// How the comparison is written.
    enum Format: String, OutputFormatName {
        case table, json, markdown
    }

    @Argument(help: "The earlier report: json or jsonl.", completion: .file(extensions: ["json", "jsonl", "ndjson"]))
    var before: String

    @Argument(help: "The later report.", completion: .file(extensions: ["json", "jsonl", "ndjson"]))
    var after: String

    @Option(
        name: .customLong("output"),
        help: ArgumentHelp(
            "table | json | markdown [table]",
            discussion: "To standard output or to a file. Give it again for more.",
            valueName: "format[=path]"
        )
    )
    var outputs: [String] = []

    @Option(
        help: ArgumentHelp("info | low | medium | high | critical | never [high]", valueName: "severity")
    )
    var failOn = FailOn.high

    @Flag(help: "List the findings that did not change.")
    var showUnchanged = false

    func run() throws {
        let surroundings = Surroundings.current
        let destinations = try (outputs.isEmpty ? [Format.table.rawValue] : outputs).map {
            try FormatDestination<Format>(argument: $0, in: surroundings.directory)
        }
        try FormatDestination.check(destinations)
        for case let path? in destinations.map(\.path) { try ReportFile(path: path).prepare() }
        if before == "-", after == "-" {
            throw CommandError.usage("both reports cannot come from standard input; name the file of one")
        }
        let old = try SavedReport.read(before, surroundings)
        let new = try SavedReport.read(after, surroundings)
        if old.api.title != new.api.title {
            let titles = Terminal.singleLine("\(old.api.title.prefix(60)) and \(new.api.title.prefix(60))")
            StandardStream.error.write("venti: warning: the reports are of two APIs: \(titles)\n")
        }
        let comparison = ReportComparison(from: old, to: new)
        for destination in destinations {
            guard let path = destination.path else { continue }
            let plain = Terminal(isInteractive: false, columns: 120)
            try ReportFile(path: path).write(try text(for: comparison, as: destination.format, on: plain))
        }
        let terminal = Terminal(.output, in: surroundings)
        for destination in destinations where destination.path == nil {
            StandardStream.output.write(try text(for: comparison, as: destination.format, on: terminal))
        }
        let isForPeople = destinations.contains { $0.format == .table && $0.path == nil }
        throw ArgumentParser.ExitCode(judge(comparison, on: isForPeople ? .output : .error, surroundings).rawValue)
    }

    private func text(for comparison: ReportComparison, as format: Format, on terminal: Terminal) throws -> String {
        switch format {
        case .table:
            var text = ComparisonText(
                width: terminal.isInteractive ? min(terminal.columns, 140) : 120,
                usesColor: terminal.showsColor,
                usesUnicode: terminal.showsUnicode
            )
            text.showsUnchanged = showUnchanged
            return text.text(for: comparison)
        case .markdown:
            var text = ComparisonMarkdown()
            text.showsUnchanged = showUnchanged
            return text.text(for: comparison)
        case .json:
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
            return String(decoding: try encoder.encode(comparison), as: UTF8.self) + "\n"
        }
    }

    /// Prints the line of the gate.
    private func judge(
        _ comparison: ReportComparison,
        on stream: StandardStream,
        _ surroundings: Surroundings
    ) -> ExitStatus {
        let threshold = failOn.severity
        let failing = comparison.failing(at: threshold).count
        let status: ExitStatus = failing == 0 ? .success : .gateFailed
        let level = failOn.rawValue
        let verdict =
            if failing > 0 {
                "FAILED: \(failing.counted("new finding")) ≥ \(level) (fail_on: \(level))"
            } else {
                threshold == nil ? "PASSED: findings do not fail" : "PASSED: no new proven finding ≥ \(level)"
            }
        let words = ProgressText(Terminal(stream, in: surroundings))
        stream.write(words.shown("Gate     \(verdict)  exit \(status.rawValue)") + "\n")
        return status
    }
}
