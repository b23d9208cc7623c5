//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import ArgumentParser
import VentiKit

/// What to scan.
struct TargetOptions: ParsableArguments {
    @Argument(help: "The API's document: a file, a URL, or - for standard input.")
    var spec: String?

    @Option(help: ArgumentHelp("The base URL of the API under test. Never taken from the document.", valueName: "url"))
    var url: String?

    @Option(
        help: ArgumentHelp("Scan only these: \"GET /users*\", tag:billing or id:createUser.", valueName: "operation")
    )
    var include: [String] = []

    @Option(help: ArgumentHelp("Leave these out, in the same forms.", valueName: "operation"))
    var exclude: [String] = []

    @Flag(name: .customLong("i-own-this"), help: "Confirm that you may scan a public address.")
    var ownsTarget = false
}

/// Who to be.
struct IdentityOptions: ParsableArguments {
    @Option(
        name: .customLong("identity"),
        help: ArgumentHelp(
            "A user: NAME=[KIND:]VALUE. KIND is bearer, basic, login, cookie or apikey:HEADER; VALUE is @file, "
                + "env:VAR or the text itself, for basic and login USERNAME:PASSWORD. @file.yaml holds a whole "
                + "identity, as under identities: in venti.yaml.",
            valueName: "name=source"
        )
    )
    var identities: [String] = []

    @Option(help: ArgumentHelp("Users as other API fuzzers know them: an auth.yaml of WFC.", valueName: "file"))
    var auth: String?
}

/// What to run.
struct CheckOptions: ParsableArguments {
    @Option(
        help: "How far to go: passive, safe, active or dangerous. (default: safe)",
        transform: ScanPolicy.Profile.named
    )
    var profile: ScanPolicy.Profile?

    @Option(
        help: ArgumentHelp(
            "Run only these: ids, prefixes such as sqli, or families such as api2.",
            valueName: "ids"
        )
    )
    var checks: [String] = []

    @Option(help: ArgumentHelp("Leave these checks out, in the same forms.", valueName: "ids"))
    var skip: [String] = []

    @Option(help: "The seed of all random choices. (default: 0)")
    var seed: UInt64?
}

/// How much, and how fast.
struct LimitOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Requests a second, 0.1 to 10000. (default: 20)", valueName: "n"))
    var rps: String?

    @Option(help: ArgumentHelp("Requests in all, replays included. (default: 5000)", valueName: "n"))
    var requests: String?

    @Option(help: ArgumentHelp("Seconds in all. (default: 300)", valueName: "n"))
    var seconds: String?

    @Option(help: ArgumentHelp("Requests in flight at once, 1 to 256. (default: 8)", valueName: "n"))
    var concurrency: String?
}

/// What to write, and what to show meanwhile.
struct OutputOptions: ParsableArguments {
    @Option(
        name: .customLong("output"),
        help: ArgumentHelp(
            "A report: table, json, jsonl or sarif, to standard output or to a file. (default: table)",
            valueName: "format[=path]"
        )
    )
    var outputs: [String] = []

    @Option(help: "What to show on standard error. (default: auto)")
    var progress: ProgressStyle?

    @Flag(name: .shortAndLong, help: "Print nothing but the line of the gate.")
    var quiet = false
}

/// When to fail.
struct GateOptions: ParsableArguments {
    @Option(help: "The severity that fails the scan. (default: high)")
    var failOn: FailOn?

    @Option(help: ArgumentHelp("The least share of operations that must be reached, in percent.", valueName: "pct"))
    var minCoverage: String?
}

/// Where the rest is written down.
struct ConfigOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The configuration. (default: the nearest venti.yaml, upward)", valueName: "file"))
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
