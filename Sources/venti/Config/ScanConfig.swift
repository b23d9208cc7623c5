//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import VentiKit

/// What a `venti.yaml` says.
///
/// Everything may be absent, and the flags of the command line win.
struct ScanConfig {
    /// The file, for messages; `nil` where there is none.
    var file: String?
    var specification: String?
    var url: String?
    var identities: [Identity] = []
    var profile: ScanPolicy.Profile?
    var requestsPerSecond: Double?
    var requests: Int?
    var seconds: Double?
    var concurrency: Int?
    var seed: UInt64?
    var enabledChecks: [String] = []
    var disabledChecks: [String] = []
    /// The attempts of the checks that count them, by id.
    var attempts: [String: Int] = [:]
    var operationRules: [OperationRule] = []
    var redactedNames: [String] = []
    var includedOperations: [String] = []
    var excludedOperations: [String] = []
    var values: [String: String] = [:]
    var accessRules: [AccessRule] = []
    var failOn: FailOn?
    var minimumCoverage: Double?
    var countsNewOnly: Bool?
    /// The baseline's file, absolute.
    var baseline: String?
    var acceptances: [Acceptance] = []
    var outputs: [OutputDestination] = []
    /// Where each value stands, by its keys, such as `limits.rps`.
    var places: [String: String] = [:]

    init() {}

    /// The file, line and keys of a value, for messages.
    func place(of key: String) -> String { "\(places[key] ?? file ?? "the configuration"): \(key)" }

    /// The configuration at the path, or the nearest one, or none.
    static func load(_ path: String?, _ surroundings: Surroundings) throws -> ScanConfig {
        if let path {
            let absolute = LocalFile.absolute(path, in: surroundings.directory)
            return try ScanConfig(try ConfigFile.open(absolute, as: path, surroundings))
        }
        guard let found = ConfigFile.nearest(from: surroundings.directory) else { return ScanConfig() }
        let name = found.hasPrefix(surroundings.directory + "/") ? LocalFile.name(of: found) : found
        return try ScanConfig(try ConfigFile.open(found, as: name, surroundings))
    }

    /// Reads the whole file, so that an error in it shows even where a flag overrides the key.
    init(_ value: ConfigValue) throws {
        file = value.file
        let top = try value.mapping(of: ConfigGrammar.top)
        places = value.places
        if let version = top["version"], try version.text() != "1" {
            throw version.error("this venti knows version 1 of the configuration, found \(try version.text())")
        }
        if let target = top["target"] { try readTarget(target) }
        identities = try top["identities"].map { try IdentityConfig.identities($0) } ?? []
        profile = try top["profile"]?.word(ScanPolicy.Profile.self)
        if let limits = top["limits"] { try readLimits(limits) }
        if let seed = top["seed"] { self.seed = try Self.seed(seed) }
        if let checks = top["checks"] { try readChecks(checks) }
        operationRules = try top["operations"].map { try OperationConfig.rules($0) } ?? []
        for (key, value) in try top["values"]?.anyMapping() ?? [] { values[key.name] = try value.text() }
        accessRules = try top["access"].map { try AccessConfig.rules($0, identities) } ?? []
        if let gate = top["gate"] {
            let entries = try gate.mapping(of: ConfigGrammar.gate)
            failOn = try entries["fail_on"]?.word(FailOn.self)
            minimumCoverage = try entries["min_coverage"]?.number(.minimumCoverage)
            countsNewOnly = try entries["new_only"]?.truth()
            baseline = try entries["baseline"].map(Self.baseline)
        }
        acceptances = try top["accept"].map(AcceptanceConfig.acceptances) ?? []
        if let output = top["output"] {
            let entries = try output.mapping(of: ConfigGrammar.output)
            redactedNames = try entries["redact"]?.texts() ?? []
            outputs = try OutputDestination.list(entries)
        }
    }

    private mutating func readTarget(_ value: ConfigValue) throws {
        let entries = try value.mapping(of: ConfigGrammar.target)
        url = try entries["url"]?.text()
        includedOperations = try entries["include"].map(Self.patterns) ?? []
        excludedOperations = try entries["exclude"].map(Self.patterns) ?? []
        guard let text = try entries["spec"]?.text() else { return }
        // Relative to the file, not to wherever the command is run.
        specification = text.contains("://") ? text : LocalFile.absolute(text, in: value.surroundings.directory)
    }

    private mutating func readLimits(_ value: ConfigValue) throws {
        let entries = try value.mapping(of: ConfigGrammar.limits)
        requestsPerSecond = try entries["rps"]?.number(.requestsPerSecond)
        requests = try entries["requests"]?.number(.requests).whole
        seconds = try entries["seconds"]?.number(.seconds)
        concurrency = try entries["concurrency"]?.number(.concurrency).whole
    }

    private mutating func readChecks(_ value: ConfigValue) throws {
        let entries = try value.mapping(of: ConfigGrammar.checks)
        enabledChecks = try entries["enable"].map(Self.checks) ?? []
        disabledChecks = try entries["disable"].map(Self.checks) ?? []
        for (check, value) in try entries["options"]?.mapping(of: ConfigGrammar.checkOptions).entries ?? [] {
            let options = try value.mapping(of: ConfigGrammar.attempts)
            attempts[check] = try options.required("attempts").number(.rateLimitAttempts).whole
        }
    }

    private static func checks(_ value: ConfigValue) throws -> [String] {
        let names = try value.texts()
        let selection = CheckSelection(.default)
        let all = names.flatMap(ScanSettings.parts)
        if let name = all.first(where: { selection.matches($0).isEmpty }) {
            throw value.error(selection.unknown(name).message)
        }
        return names
    }

    private static func baseline(_ value: ConfigValue) throws -> String {
        let path = try value.text()
        guard !path.isEmpty else { throw value.error("the path is missing; it is that of a baseline's file") }
        return LocalFile.absolute(path, in: value.surroundings.directory)
    }

    private static func patterns(_ value: ConfigValue) throws -> [String] {
        let texts = try value.texts()
        if let problem = texts.lazy.compactMap(OperationConfig.problem).first { throw value.error(problem) }
        return texts
    }

    private static func seed(_ value: ConfigValue) throws -> UInt64 {
        guard let seed = UInt64(try value.text()) else {
            throw value.error("the seed is a whole number from 0 to \(UInt64.max)")
        }
        return seed
    }
}

extension Double {
    /// The whole number that a ``NumericOption`` has already checked to be one within a small range.
    fileprivate var whole: Int { Int(self) }
}
