//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import VentiKit

/// Everything that a scan from the command line needs: the flags, with the configuration where there is no flag.
struct ScanSettings: Sendable {
    var request: ScanRequest
    var outputs: [OutputDestination]
    /// The severity that fails the scan, or `nil` for none.
    var failOn: Severity?
    /// The least coverage, from 0 to 1.
    var minimumCoverage: Double?
    var progress: ProgressStyle
    var isQuiet: Bool
    /// Where the scan runs.
    var executor: any Executor = InProcessExecutor()
    /// Which scanners scan.
    var scanners = ScannerOptions.Chosen()
    /// The checks to choose from.
    var checks: CheckSet = .default
    /// What is known and accepted.
    var knowledge = ScanKnowledge()

    init(request: ScanRequest, outputs: [OutputDestination], progress: ProgressStyle = .auto) {
        self.request = request
        self.outputs = outputs
        self.failOn = .high
        self.minimumCoverage = nil
        self.progress = progress
        self.isQuiet = false
    }

    /// - Throws: ``CommandError`` if something is missing, out of range or contradictory.
    init(_ command: ScanCommand, _ config: ScanConfig, _ surroundings: Surroundings) throws {
        let policy = try Self.policy(command, config)
        try CheckSelection(.default).check(policy)
        let isQuiet = command.output.quiet
        if isQuiet, let style = command.output.progress, style != .none {
            throw CommandError.usage("--quiet and --progress \(style.rawValue) contradict each other; remove one")
        }
        var outputs = try command.output.outputs.map {
            try OutputDestination(argument: $0, in: surroundings.directory)
        }
        if outputs.isEmpty { outputs = config.outputs }
        outputs = try OutputDestination.completed(outputs, isQuiet: isQuiet)
        let coverage = try command.gate.minCoverage.map { try NumericOption.minimumCoverage.flagValue(of: $0) }
        let failOn = command.gate.failOn ?? config.failOn ?? .high
        let identities = try Self.identities(command, config, surroundings)
        let document = try DocumentArgument.source(
            command.target.spec ?? config.specification,
            isFromConfig: command.target.spec == nil,
            in: surroundings
        )
        self.request = ScanRequest(
            document: document,
            target: try TargetURL.checked(
                command.target.url ?? config.url,
                from: command.target.url == nil ? config.place(of: "target.url") : "--url"
            ),
            identities: identities,
            policy: policy
        )
        self.outputs = outputs
        self.failOn = failOn.severity
        self.minimumCoverage = (coverage ?? config.minimumCoverage).map { $0 / 100 }
        self.progress = isQuiet ? .none : command.output.progress ?? .auto
        self.isQuiet = isQuiet
        self.knowledge = try ScanKnowledge(command.gate, config, surroundings)
    }

    /// The policy of the flags, with the configuration where there is no flag.
    static func policy(_ command: ScanCommand, _ config: ScanConfig) throws -> ScanPolicy {
        var policy = ScanPolicy()
        policy.profile = command.checks.profile ?? config.profile ?? policy.profile
        policy.seed = command.checks.seed ?? config.seed ?? policy.seed
        let limits = command.limits
        policy.requestsPerSecond =
            try limits.rps.map { try NumericOption.requestsPerSecond.flagValue(of: $0) }
            ?? config.requestsPerSecond ?? policy.requestsPerSecond
        policy.maximumRequests =
            try limits.requests.map { Int(try NumericOption.requests.flagValue(of: $0)) }
            ?? config.requests ?? policy.maximumRequests
        policy.maximumSeconds =
            try limits.seconds.map { try NumericOption.seconds.flagValue(of: $0) }
            ?? config.seconds ?? policy.maximumSeconds
        policy.concurrency =
            try limits.concurrency.map { Int(try NumericOption.concurrency.flagValue(of: $0)) }
            ?? config.concurrency ?? policy.concurrency
        policy.checks = try list("--checks", command.checks.checks, else: config.enabledChecks)
        policy.skippedChecks = try list("--skip", command.checks.skip, else: config.disabledChecks)
        let target = command.target
        for (flag, patterns) in [("--include", target.include), ("--exclude", target.exclude)] {
            guard let problem = patterns.lazy.compactMap(OperationConfig.problem).first else { continue }
            throw CommandError.usage("\(flag): \(Terminal.singleLine(problem))")
        }
        policy.includedOperations = target.include.isEmpty ? config.includedOperations : target.include
        policy.excludedOperations = target.exclude.isEmpty ? config.excludedOperations : target.exclude
        if let both = policy.includedOperations.first(where: { policy.excludedOperations.contains($0) }) {
            throw CommandError.usage("--include and --exclude both name \(Terminal.singleLine(both)); remove one")
        }
        policy.values = config.values
        policy.accessRules = config.accessRules
        policy.attemptsByCheck = config.attempts
        policy.operationRules = config.operationRules
        policy.redactedNames = config.redactedNames
        return policy
    }

    /// The names, with those that commas join taken apart.
    private static func list(_ flag: String, _ flags: [String], else config: [String]) throws -> [String] {
        guard !flags.isEmpty else { return config.flatMap(parts) }
        let names = flags.flatMap(parts)
        guard !names.isEmpty else { throw CommandError.usage("\(flag): names no check; venti checks lists them all") }
        return names
    }

    /// The names that commas or spaces join.
    static func parts(_ text: String) -> [String] { text.split { $0 == "," || $0 == " " }.map(String.init) }

    /// The identities of the configuration, with those of the flags in the place of their namesakes.
    static func identities(
        _ command: ScanCommand,
        _ config: ScanConfig,
        _ surroundings: Surroundings
    ) throws -> [Identity] {
        let arguments = try command.identity.identities.map { try IdentityArgument($0) }
        var names: Set<String> = []
        for argument in arguments where !names.insert(argument.name).inserted {
            throw CommandError.usage("--identity \(argument.name) is given twice; give each identity its own name")
        }
        var given = try arguments.map { try $0.identity(in: surroundings) }
        if let file = command.identity.auth {
            let others = try AuthFile.identities(at: file, surroundings).filter { !names.contains($0.name) }
            names.formUnion(others.map(\.name))
            given += others
        }
        return config.identities.filter { !names.contains($0.name) } + given
    }
}
