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

/// `venti plan`: says what a scan would do, and sends nothing.
struct PlanCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan",
        abstract: "Say what a scan would do. Sends nothing.",
        discussion: """
              venti plan openapi.yaml
              venti plan openapi.yaml --profile active --identity alice=@alice.jwt
              venti plan openapi.yaml --format dot | dot -Tsvg > plan.svg
            """
    )

    /// How the plan is written.
    enum Format: String, CaseIterable, ExpressibleByArgument {
        case table, json, dot
    }

    @OptionGroup(title: "Target") var target: TargetOptions
    @OptionGroup(title: "Identity") var identity: IdentityOptions
    @OptionGroup(title: "What") var checks: CheckOptions
    @OptionGroup(title: "Limits") var limits: LimitOptions

    @Option(help: "table, json, or dot for Graphviz.")
    var format = Format.table

    @OptionGroup(title: "Config") var config: ConfigOptions

    func run() throws {
        let surroundings = Surroundings.current
        let config = try ScanConfig.load(config.config, surroundings)
        var command = try ScanCommand.parse([])
        (command.target, command.identity, command.checks, command.limits) = (target, identity, checks, limits)
        let policy = try ScanSettings.policy(command, config)
        try CheckSelection(.default).check(policy)
        if let url = target.url { _ = try TargetURL.checked(url) }
        let people = try ScanSettings.identities(command, config, surroundings)
        let document = try DocumentArgument.source(
            target.spec ?? config.specification,
            isFromConfig: target.spec == nil,
            in: surroundings
        )
        let description = try DocumentArgument.description(of: document, command: "plan")
        switch format {
        case .dot: write(OperationGraph(description).graphviz, surroundings)
        case .json: write(try Self.json(outline(description, policy, people)), surroundings)
        case .table:
            let terminal = Terminal(.output, in: surroundings)
            let text = PlanText(
                outline: try outline(description, policy, people),
                target: target.url ?? config.url,
                columns: terminal.isInteractive ? max(60, terminal.columns) : 100,
                isCut: terminal.isInteractive
            )
            write(text.lines.joined(separator: "\n"), surroundings)
        }
    }

    private func outline(
        _ description: APIDescription,
        _ policy: ScanPolicy,
        _ people: [Identity]
    ) throws -> ScanOutline {
        try ScanOutline(of: description, policy: policy, identities: people.map(\.name))
    }

    private func write(_ text: String, _ surroundings: Surroundings) {
        let words = ProgressText(Terminal(.output, in: surroundings))
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        StandardStream.output.write(lines.map { words.shown(String($0)) + "\n" }.joined())
    }

    private static func json(_ outline: ScanOutline) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(outline), as: UTF8.self)
    }
}
