//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import ArgumentParser
import VentiKit

/// The flags of the first VentiAPI command line, so that scripts that use them go on working.
struct CompatibilityOptions: ParsableArguments {
    @Option(help: ArgumentHelp("As <spec>.", valueName: "file", visibility: .hidden))
    var spec: String?

    @Option(help: ArgumentHelp("As --url.", valueName: "url", visibility: .hidden))
    var server: String?

    @Option(
        help: ArgumentHelp(
            "As --output, the format by the file's ending.",
            discussion: "json where the ending is of no format.",
            valueName: "path",
            visibility: .hidden
        )
    )
    var out: String?

    @Option(help: ArgumentHelp("As --requests.", valueName: "n", visibility: .hidden))
    var maxRequests: String?

    @Flag(help: ArgumentHelp("As --profile dangerous.", visibility: .hidden))
    var dangerous = false

    @Flag(help: ArgumentHelp("Attack logins too: the profile is at least safe, which does.", visibility: .hidden))
    var fuzzAuth = false

    /// Puts what the old flags say into the command.
    ///
    /// - Throws: ``CommandError`` where an old and a new flag contradict each other.
    func apply(to command: inout ScanCommand, _ config: ScanConfig) throws {
        command.target.spec = try Self.one("--spec", spec, "the document", command.target.spec)
        command.target.url = try Self.one("--server", server, "--url", command.target.url)
        command.limits.requests = try Self.one("--max-requests", maxRequests, "--requests", command.limits.requests)
        if let out {
            guard !out.isEmpty else { throw CommandError.usage("--out: the path is empty; name a file") }
            command.output.reports.outputs.append("\(Self.format(of: out).rawValue)=\(out)")
        }
        if dangerous {
            if let profile = command.checks.profile, profile != .dangerous {
                throw CommandError.usage(
                    "--dangerous and --profile \(profile.rawValue) contradict each other; remove one"
                )
            }
            command.checks.profile = .dangerous
        }
        guard fuzzAuth else { return }
        if command.checks.profile == .passive {
            throw CommandError.usage("--fuzz-auth and --profile passive contradict each other; remove one")
        }
        if command.checks.profile == nil, config.profile == .passive { command.checks.profile = .safe }
    }

    private static func one(_ old: String, _ value: String?, _ new: String, _ other: String?) throws -> String? {
        guard let value, let other else { return value ?? other }
        guard value == other else {
            throw CommandError.usage("\(old) and \(new) say two things; give one of them")
        }
        return value
    }

    /// The format whose files end like this one.
    static func format(of path: String) -> OutputFormat {
        let ending = LocalFile.name(of: path).split(separator: ".").dropFirst().last?.lowercased() ?? ""
        return OutputFormat.allCases.first { $0.rawValue == ending || $0.fileEndings.contains(ending) } ?? .json
    }
}
