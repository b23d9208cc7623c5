//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import ArgumentParser
import VentiKit

// The help of an option is one short line, which `--help` shows; its discussion says the rest under `--help-hidden`.

/// What to scan.
struct TargetOptions: ParsableArguments {
    @Argument(
        help: "The API's document: file, URL or -.",
        completion: .file(extensions: ["yaml", "yml", "json"])
    )
    var spec: String?

    @Option(
        help: ArgumentHelp(
            "The base URL of the API under test.",
            discussion: "Never taken from the document: a document may name a server that is not yours.",
            valueName: "url"
        )
    )
    var url: String?

    @Option(
        help: ArgumentHelp(
            "Only these: \"GET /users*\", tag:a or id:b.",
            discussion: "Give it again for more. * stands for any text.",
            valueName: "operation"
        )
    )
    var include: [String] = []

    @Option(help: ArgumentHelp("Leave these out, in the same forms.", valueName: "operation"))
    var exclude: [String] = []

    @Flag(name: .customLong("i-own-this"), help: "You may scan this public address.")
    var ownsTarget = false
}

/// Who to be.
struct IdentityOptions: ParsableArguments {
    @Option(
        name: .customLong("identity"),
        help: ArgumentHelp(
            "A user: @file, env:VAR or login:USER:PW.",
            discussion: """
                NAME=[KIND:]VALUE. KIND is bearer, basic, login, cookie or apikey:HEADER; VALUE is @file, env:VAR or the \
                text itself, for basic and login USERNAME:PASSWORD. @file.yaml holds a whole identity, as under \
                identities: in venti.yaml. Two or more let checks compare what users may do.
                """,
            valueName: "name=source"
        )
    )
    var identities: [String] = []

    @Option(
        help: ArgumentHelp("Users of a WFC Authentication file.", valueName: "file"),
        completion: .file(extensions: ["yaml", "yml", "json"])
    )
    var auth: String?
}

/// Which checks, by name.
struct CheckNameOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Only these: ids, prefixes, families.",
            discussion: "Such as sqli.boolean, sqli or api2. venti checks lists them.",
            valueName: "ids"
        )
    )
    var checks: [String] = []

    @Option(help: ArgumentHelp("Leave these checks out.", discussion: "In the same forms.", valueName: "ids"))
    var skip: [String] = []
}

/// What to run.
struct CheckOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "passive | safe | active | dangerous [safe]",
            discussion: """
                passive sends ordinary requests only; safe attacks what reads and logs in; active also creates and \
                changes; dangerous also deletes, resets and loads.
                """
        ),
        completion: .list(ScanPolicy.Profile.allCases.map(\.rawValue)),
        transform: ScanPolicy.Profile.named
    )
    var profile: ScanPolicy.Profile?

    @OptionGroup var names: CheckNameOptions

    @Option(
        help: ArgumentHelp(
            "The seed of random choices. [0]",
            discussion: "The same seed sends the same.",
            valueName: "n"
        )
    )
    var seed: UInt64?

    var checks: [String] { names.checks }
    var skip: [String] { names.skip }
}

/// How much, and how fast.
struct LimitOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Requests a second. [20]", discussion: "From 0.1 to 10000.", valueName: "n"))
    var rps: String?

    @Option(help: ArgumentHelp("Requests in all. [5000]", discussion: "Replays included.", valueName: "n"))
    var requests: String?

    @Option(help: ArgumentHelp("Seconds in all. [300]", valueName: "n"))
    var seconds: String?

    @Option(
        help: ArgumentHelp(
            "Requests in flight at once. [8]",
            discussion: "At most 256; fewer where the target does not keep up.",
            valueName: "n"
        )
    )
    var concurrency: String?
}

/// What to write.
struct ReportOptions: ParsableArguments {
    @Option(
        name: .customLong("output"),
        help: ArgumentHelp(
            "\(OutputFormat.names) [table]",
            discussion: "A report, to standard output or to a file. Give it again for more.",
            valueName: "format[=path]"
        ),
        completion: .list(OutputFormat.allCases.map(\.rawValue))
    )
    var outputs: [String] = []

    @Flag(name: .shortAndLong, help: "Print only the line of the gate.")
    var quiet = false
}

/// What to write, and what to show meanwhile.
struct OutputOptions: ParsableArguments {
    @OptionGroup var reports: ReportOptions

    @Option(
        help: ArgumentHelp(
            "auto | plain | json | none [auto]",
            discussion: """
                What to show on standard error meanwhile: a bar on a terminal, a line every five seconds elsewhere, or \
                every event as a line of JSON.
                """
        )
    )
    var progress: ProgressStyle?

    var outputs: [String] { reports.outputs }
    var quiet: Bool { reports.quiet }
}

/// When to fail.
struct GateOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "info | low | medium | high | critical | never [high]",
            discussion: "The least severity of a proven finding that fails the scan.",
            valueName: "severity"
        )
    )
    var failOn: FailOn?

    @Option(
        help: ArgumentHelp("Operations to be reached, in percent.", valueName: "pct")
    )
    var minCoverage: String?

    @Flag(
        help: ArgumentHelp(
            "Let findings pass that are known.",
            discussion: "Those of the baseline, by default .venti/baseline.json."
        )
    )
    var newOnly = false

    @Option(
        help: ArgumentHelp(
            "The findings that are known.",
            discussion: "Written by venti baseline write.",
            valueName: "file"
        ),
        completion: .file(extensions: ["json"])
    )
    var baseline: String?

    @Flag(help: ArgumentHelp("List accepted findings too.", discussion: "They stand under accept: in venti.yaml."))
    var showAccepted = false
}

/// Where the rest is written down.
struct ConfigOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("[the nearest venti.yaml, upward]", valueName: "file"),
        completion: .file(extensions: ["yaml", "yml"])
    )
    var config: String?
}

extension ScanPolicy.Profile {
    /// The profile of this name, for a flag.
    static func named(_ text: String) throws -> ScanPolicy.Profile {
        if let profile = ScanPolicy.Profile(rawValue: text) { return profile }
        let names = allCases.map(\.rawValue)
        throw ValidationError(
            "no profile \(text)\(Suggestion.phrase(for: text, among: names)); there are \(names.joined(separator: ", "))"
        )
    }
}
