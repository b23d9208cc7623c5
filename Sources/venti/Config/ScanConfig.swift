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
    var rateLimitAttempts: Int?
    var includedOperations: [String] = []
    var excludedOperations: [String] = []
    var values: [String: String] = [:]
    var accessRules: [AccessRule] = []
    var failOn: FailOn?
    var minimumCoverage: Double?
    var outputs: [OutputDestination] = []

    static let keys = [
        "version", "target", "identities", "profile", "limits", "seed", "checks", "operations", "values", "access",
        "gate", "output",
    ]

    init() {}

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
        let top = try value.mapping(of: Self.keys)
        if let version = top["version"], try version.text() != "1" {
            throw version.error("this venti knows version 1 of the configuration, found \(try version.text())")
        }
        if let target = top["target"] { try readTarget(target) }
        identities = try top["identities"].map { try IdentityConfig.identities($0) } ?? []
        profile = try top["profile"]?.word(ScanPolicy.Profile.self)
        if let limits = top["limits"] { try readLimits(limits) }
        if let seed = top["seed"] { self.seed = try Self.seed(seed) }
        if let checks = top["checks"] { try readChecks(checks) }
        if let operations = top["operations"] {
            let entries = try operations.mapping(of: ["include", "exclude"])
            includedOperations = try entries["include"]?.texts() ?? []
            excludedOperations = try entries["exclude"]?.texts() ?? []
        }
        for (key, value) in try top["values"]?.anyMapping() ?? [] { values[key.name] = try value.text() }
        accessRules = try top["access"].map { try AccessConfig.rules($0, identities) } ?? []
        if let gate = top["gate"] {
            let entries = try gate.mapping(of: ["fail_on", "min_coverage"])
            failOn = try entries["fail_on"]?.word(FailOn.self)
            minimumCoverage = try entries["min_coverage"]?.number(.minimumCoverage)
        }
        outputs = try top["output"].map { try OutputDestination.list($0) } ?? []
    }

    private mutating func readTarget(_ value: ConfigValue) throws {
        let entries = try value.mapping(of: ["spec", "url"])
        url = try entries["url"]?.text()
        guard let text = try entries["spec"]?.text() else { return }
        // Relative to the file, not to wherever the command is run.
        specification = text.contains("://") ? text : LocalFile.absolute(text, in: value.surroundings.directory)
    }

    private mutating func readLimits(_ value: ConfigValue) throws {
        let entries = try value.mapping(of: ["rps", "requests", "seconds", "concurrency"])
        requestsPerSecond = try entries["rps"]?.number(.requestsPerSecond)
        requests = try entries["requests"]?.number(.requests).whole
        seconds = try entries["seconds"]?.number(.seconds)
        concurrency = try entries["concurrency"]?.number(.concurrency).whole
    }

    private mutating func readChecks(_ value: ConfigValue) throws {
        let entries = try value.mapping(of: ["enable", "disable", "rate_limit_attempts"])
        enabledChecks = try entries["enable"]?.texts() ?? []
        disabledChecks = try entries["disable"]?.texts() ?? []
        rateLimitAttempts = try entries["rate_limit_attempts"]?.number(.rateLimitAttempts).whole
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
