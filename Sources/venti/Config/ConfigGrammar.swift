//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import VentiKit

/// The keys of `venti.yaml`, section by section.
enum ConfigGrammar {
    static let top: [ConfigKey] = [
        ConfigKey("version", .constant("1"), "The version of this format."),
        ConfigKey("target", .keys(target), "What to scan."),
        ConfigKey("identities", .named(.keys(IdentityGrammar.identity)), "Who to be, by name. Two show more than one."),
        ConfigKey("profile", .word(ScanPolicy.Profile.allCases.map(\.rawValue)), "How far to go. Default: safe."),
        ConfigKey("limits", .keys(limits), "How much, and how fast."),
        ConfigKey("seed", .seed, "The seed of all random choices. Default: 0."),
        ConfigKey("checks", .keys(checks), "Which checks to run."),
        ConfigKey("operations", .list(.keys(operation)), "What to do differently with some operations."),
        ConfigKey("values", .named(.scalar), "Values for parameters and properties of any operation, by name."),
        ConfigKey("access", .named(.texts), "Who may call what: an operation, and the roles that may."),
        ConfigKey("gate", .keys(gate), "When to fail."),
        ConfigKey("accept", .list(.keys(acceptance)), "The risks that are accepted, each with a reason and an end."),
        ConfigKey("output", .keys(output), "The reports, each FORMAT: PATH; - is standard output."),
    ]

    static let target: [ConfigKey] = [
        ConfigKey("spec", .text, "The API's document: a file, from the folder of this file, or a URL."),
        ConfigKey("url", .text, "The base URL of the API under test."),
        ConfigKey("include", .texts, "Scan only these: GET /users*, tag:billing or id:createUser."),
        ConfigKey("exclude", .texts, "Leave these out, in the same forms."),
    ]

    static let limits: [ConfigKey] = [
        ConfigKey("rps", .number(.requestsPerSecond), "Requests a second. Default: 20."),
        ConfigKey("requests", .number(.requests), "Requests in all, replays included. Default: 5000."),
        ConfigKey("seconds", .number(.seconds), "Seconds in all. Default: 300."),
        ConfigKey("concurrency", .number(.concurrency), "Requests in flight at once. Default: 8."),
    ]

    static let checks: [ConfigKey] = [
        ConfigKey("enable", .texts, "Run only these: ids, prefixes such as sqli, or families such as api2."),
        ConfigKey("disable", .texts, "Leave these out, in the same forms."),
        ConfigKey("options", .keys(checkOptions), "Options of single checks, by id."),
    ]

    /// The checks that have options; a test holds the list against the checks themselves.
    static let checksWithAttempts = ["res.no-rate-limit", "auth.no-lockout", "auth.otp-brute"]

    static let checkOptions: [ConfigKey] = checksWithAttempts.map {
        ConfigKey($0, .keys(attempts), "Options of the check \($0).")
    }

    static let attempts: [ConfigKey] = [
        ConfigKey("attempts", .number(.rateLimitAttempts), "How often it tries. Default: 30.", isRequired: true)
    ]

    static let operation: [ConfigKey] = [
        ConfigKey("match", .text, "The operations: GET /users*, tag:billing or id:createUser.", isRequired: true),
        ConfigKey("parameters", .named(.scalar), "Values for their parameters and properties, by name."),
        ConfigKey("skip", .truth, "Whether to leave them out. Needs a reason."),
        ConfigKey("reason", .text, "Why they are left out; the report's coverage says it."),
    ]

    static let gate: [ConfigKey] = [
        ConfigKey("fail_on", .word(FailOn.allCases.map(\.rawValue)), "The severity that fails. Default: high."),
        ConfigKey("min_coverage", .number(.minimumCoverage), "The least share of operations reached, in percent."),
        ConfigKey("new_only", .truth, "Whether findings pass that the baseline has. Default: false."),
        ConfigKey("baseline", .text, "The findings that are known: a file, from the folder of this file."),
    ]

    static let acceptance: [ConfigKey] = [
        ConfigKey(
            "rule",
            .text,
            "The check: an id, a prefix such as sqli, or a family such as api2.",
            isRequired: true
        ),
        ConfigKey(
            "match",
            .text,
            "The operations: POST /login, GET /users*, tag:billing, id:createUser, or (host).",
            isRequired: true
        ),
        ConfigKey("parameter", .text, "The parameter or property that the flaw sits in. Default: any."),
        ConfigKey("until", .date, "The last day on which the risk is accepted, such as 2027-01-31.", isRequired: true),
        ConfigKey("reason", .text, "Why the risk is accepted; reports say it.", isRequired: true),
        ConfigKey("by", .text, "Who accepts it."),
    ]

    static let output: [ConfigKey] =
        OutputFormat.allCases.map { ConfigKey($0.rawValue, .text, "Where the \($0.rawValue) report goes.") } + [
            ConfigKey("redact", .texts, "Names of response headers and properties whose values no report shows.")
        ]
}
