//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import ArgumentParser
import VentiKit

/// `venti explain`: says what a check does, or what a scan does with an operation.
struct ExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Explain a check, or what a scan does with an operation.",
        discussion: """
              venti explain sqli.boolean
              venti explain "GET /users/{id}" --spec openapi.yaml
            """
    )

    @Argument(
        help: ArgumentHelp("A check's id, or an operation in quotes.", valueName: "id|operation")
    )
    var subject: String

    @Option(help: ArgumentHelp("The document that describes the operation.", valueName: "file"))
    var spec: String?

    @OptionGroup(title: "Config") var config: ConfigOptions

    func run() throws {
        let surroundings = Surroundings.current
        let terminal = Terminal(.output, in: surroundings)
        let text: String
        if subject == "plan" {
            throw CommandError.usage("a plan has a command of its own: venti plan openapi.yaml")
        }
        if let name = OperationName(subject) {
            text = try OperationExplanation.text(for: name, specification(surroundings), surroundings)
        } else {
            text = try explainCheck()
        }
        let words = ProgressText(terminal)
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            StandardStream.output.write(words.shown(String(line)) + "\n")
        }
    }

    private func explainCheck() throws -> String {
        let selection = CheckSelection(.default)
        if let check = CheckSet.default[subject] { return CheckExplanation.text(for: check, columns: 100) }
        let matches = selection.matches(subject)
        guard !matches.isEmpty else { throw selection.unknown(subject) }
        return matches.compactMap { CheckSet.default[$0.id.rawValue] }
            .map { CheckExplanation.text(for: $0, columns: 100) }
            .joined(separator: "\n\n")
    }

    private func specification(_ surroundings: Surroundings) throws -> DocumentSource {
        let config = try ScanConfig.load(config.config, surroundings)
        guard spec != nil || config.specification != nil else {
            throw CommandError.usage("explaining an operation needs the document: give --spec openapi.yaml")
        }
        return try DocumentArgument.source(spec ?? config.specification, isFromConfig: spec == nil, in: surroundings)
    }
}

/// An operation as a person writes it: method and path template.
struct OperationName: Hashable {
    var method: String
    var path: String

    /// `nil` where the text is not a method and a path.
    init?(_ text: String) {
        let parts = text.split(separator: " ", maxSplits: 1)
        guard parts.count == 2, parts[1].hasPrefix("/") else { return nil }
        method = parts[0].uppercased()
        path = String(parts[1])
    }
}
