//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import ArgumentParser
import VentiKit
import VentiKitZAP

/// Which scanners scan.
struct ScannerOptions: ParsableArguments {
    /// The scanners that there are.
    enum Choice: String, CaseIterable {
        case native, zap
    }

    @Option(
        help: ArgumentHelp(
            "native, or native,zap.",
            discussion: """
                zap lets a running OWASP ZAP attack what was reached, too. What it reports is compared with what VentiKit's \
                own checks proved, or did not find, at the same place.
                """,
            valueName: "list"
        )
    )
    var scanner: String?

    @Option(
        help: ArgumentHelp(
            "The address of ZAP's API, such as http://127.0.0.1:8080.",
            valueName: "url",
            visibility: .hidden
        )
    )
    var zapURL: String?

    @Option(
        help: ArgumentHelp(
            "ZAP's API key: @file or env:VAR.",
            discussion: "A key on the command line can be read by other users of the machine.",
            valueName: "source",
            visibility: .hidden
        )
    )
    var zapKey: String?

    /// The scanners beside VentiKit's own; `nil` for a scan by VentiKit alone.
    ///
    /// - Throws: ``CommandError`` if options contradict each other, or the key cannot be had.
    func others(_ execution: ExecutionOptions, _ surroundings: Surroundings) throws -> [any APIScanner] {
        let names = (scanner ?? "native").split(separator: ",").map { $0.filter { $0 != " " } }
        let choices = try names.map { name in
            guard let choice = Choice(rawValue: name) else {
                let known = Choice.allCases.map(\.rawValue)
                throw CommandError.usage(
                    "--scanner: no scanner \(Terminal.singleLine(name))\(Suggestion.phrase(for: name, among: known)); "
                        + "there are \(known.joined(separator: ", "))"
                )
            }
            return choice
        }
        guard choices.contains(.native) else {
            throw CommandError.usage("--scanner: native must be among them; its proofs decide what is confirmed")
        }
        guard choices.contains(.zap) else {
            if let option = zapURL.map({ _ in "--zap-url" }) ?? zapKey.map({ _ in "--zap-key" }) {
                throw CommandError.usage("\(option) is for ZAP; add --scanner native,zap")
            }
            return []
        }
        if execution.executor == .docker || execution.executor == .kubernetes || (execution.shards ?? 1) > 1 {
            throw CommandError.usage("--scanner zap drives ZAP from this process; leave --executor and --shards out")
        }
        guard let zapURL else {
            throw CommandError.usage("--scanner zap: give --zap-url, the address of ZAP's API")
        }
        var configuration = ZAPScanner.Configuration(url: zapURL)
        configuration.apiKey = try zapKey.map { try key($0, surroundings) }
        return [ZAPScanner(configuration)]
    }

    private func key(_ text: String, _ surroundings: Surroundings) throws -> Secret {
        let source = SecretSource(text)
        if case .literal = source {
            throw CommandError.usage("--zap-key: give @file or env:VAR; others can see a command line")
        }
        do {
            return Secret(try source.value(in: surroundings))
        } catch {
            throw CommandError.usage("--zap-key: \(error.reason)")
        }
    }
}
