//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import VentiKit

/// The settings that a configuration comes to, each with where it comes from.
///
/// Holds no secret: of an identity it says of which kind its credential is.
struct ConfigListing: Hashable {
    /// One setting.
    struct Row: Hashable, Encodable {
        var key: String
        var value: String
        /// The file and line, or `default`.
        var source: String
    }

    private(set) var rows: [Row] = []
    private let places: [String: String]

    init(_ config: ScanConfig, _ policy: ScanPolicy) {
        places = config.places
        add("target.spec", config.specification ?? "(none: name the document in the command)")
        add("target.url", config.url ?? "(none: give --url)")
        addList("target.include", config.includedOperations, whenEmpty: "all operations")
        addList("target.exclude", config.excludedOperations, whenEmpty: "none")
        if config.identities.isEmpty { add("identities", "none") }
        for identity in config.identities {
            let role = identity.role.map { ", role \($0)" } ?? ""
            add("identities.\(identity.name)", Self.kind(of: identity.credential) + role)
        }
        add("profile", policy.profile.rawValue)
        add("limits.rps", policy.requestsPerSecond.map(ProgressText.short) ?? "no limit")
        add("limits.requests", "\(policy.maximumRequests)")
        add("limits.seconds", ProgressText.short(policy.maximumSeconds))
        add("limits.concurrency", "\(policy.concurrency)")
        add("seed", "\(policy.seed)")
        addList("checks.enable", policy.checks, whenEmpty: "all checks of the profile")
        addList("checks.disable", policy.skippedChecks, whenEmpty: "none")
        for check in ConfigGrammar.checksWithAttempts {
            let attempts = config.attempts[check] ?? policy.rateLimitAttempts
            add("checks.options.\(check).attempts", "\(attempts)")
        }
        addOperations(config)
        add("gate.fail_on", (config.failOn ?? .high).rawValue)
        add("gate.min_coverage", config.minimumCoverage.map { "\(ProgressText.short($0)) %" } ?? "none")
        add("gate.new_only", config.countsNewOnly == true ? "true" : "false")
        add("gate.baseline", config.baseline ?? "none")
        for (index, acceptance) in config.acceptances.enumerated() {
            add("accept[\(index)]", "\(acceptance.subject) until \(acceptance.until): \(acceptance.reason)")
        }
        if config.outputs.isEmpty { add("output", "table on standard output") }
        for output in config.outputs { add("output.\(output.format.rawValue)", output.path ?? "standard output") }
        addList("output.redact", config.redactedNames, whenEmpty: "nothing beside the usual names")
    }

    private mutating func addOperations(_ config: ScanConfig) {
        for (index, rule) in config.operationRules.enumerated() {
            let values = rule.values.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
            let what = rule.skipReason.map { "skipped: \($0)" } ?? values.joined(separator: ", ")
            add("operations[\(index)]", "\(rule.match): \(what)")
        }
        for (name, value) in config.values.sorted(by: { $0.key < $1.key }) { add("values.\(name)", value) }
        for rule in config.accessRules {
            add("access.\(rule.operations)", rule.roles.joined(separator: ", "))
        }
    }

    private mutating func add(_ key: String, _ value: String) {
        rows.append(Row(key: key, value: value, source: source(of: key)))
    }

    private mutating func addList(_ key: String, _ values: [String], whenEmpty empty: String) {
        add(key, values.isEmpty ? empty : values.joined(separator: ", "))
    }

    private func source(of key: String) -> String { places[key] ?? "default" }

    private static func kind(of credential: Identity.Credential) -> String {
        switch credential {
        case .bearer: "a bearer token"
        case .basic(let username, _): "basic as \(username)"
        case .apiKey(let name, let location, _): "an API key in \(location.rawValue) \(name)"
        case .cookie(let name, _): "the cookie \(name)"
        case .login(let recipe): "a login as \(recipe.username)"
        }
    }
}
