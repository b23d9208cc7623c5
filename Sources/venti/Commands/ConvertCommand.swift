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

/// `venti convert`: writes a saved report in other formats.
struct ConvertCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "convert",
        abstract: "Write a saved report in other formats.",
        discussion: """
              venti convert findings.json --output sarif=results.sarif
              venti convert events.jsonl --output table
              venti convert - --output json < events.jsonl

              venti convert zap.json --from zap --output html=zap.html

            Reads json and jsonl reports, and the events of --progress json.
            Events that break off before the end make a report that says so.
            With --from, reports of OWASP ZAP, nuclei, GitLab and SARIF logs.
            """
    )

    @Argument(
        help: "The report: a file, or - for standard input.",
        completion: .file(extensions: ["json", "jsonl", "ndjson"])
    )
    var report: String

    @Option(
        help: ArgumentHelp(
            "The tool that wrote it: zap, nuclei, sarif or gitlab.",
            discussion: "Its findings are never confirmed: only what VentiKit proves is.",
            valueName: "tool"
        )
    )
    var from: ImportedFile.Tool?

    @OptionGroup(title: "Output") var output: ReportOptions

    func run() throws {
        let surroundings = Surroundings.current
        guard !output.outputs.isEmpty else {
            throw CommandError.usage("no format: give --output, such as --output sarif=results.sarif")
        }
        var outputs = try output.outputs.map { try OutputDestination(argument: $0, in: surroundings.directory) }
        // Nothing but what was asked for.
        outputs = try OutputDestination.completed(outputs, isQuiet: true)
        let writer = ReportWriter(
            destinations: outputs,
            terminal: Terminal(.output, in: surroundings),
            folder: surroundings.directory
        )
        try writer.prepare()
        let content =
            if let from { ReportContent(try ImportedFile.report(report, of: from, surroundings)) } else {
                try SavedReport.content(report, surroundings)
            }
        let written = try writer.write(content)
        guard !output.quiet, !written.isEmpty else { return }
        let folder = surroundings.directory + "/"
        let names = written.map { $0.hasPrefix(folder) ? String($0.dropFirst(folder.count)) : $0 }
        let words = ProgressText(Terminal(.error, in: surroundings))
        StandardStream.error.write(words.shown("  Written   \(names.joined(separator: "  "))") + "\n")
    }
}
