//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// On the wire, members of a policy that are missing have their defaults. A `requestsPerSecond` of `null` is no pacing.
extension ScanPolicy {
    private enum CodingKeys: String, CodingKey {
        case profile, maximumRequests, requestsPerSecond, concurrency, maximumSeconds, seed, checks, skippedChecks
        case includedOperations, excludedOperations, values, operationRules, redactedNames
        case accessRules, rateLimitAttempts, attemptsByCheck
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init()
        profile = try container.decode(.profile, default: profile)
        maximumRequests = try container.decode(.maximumRequests, default: maximumRequests)
        if container.contains(.requestsPerSecond) {
            requestsPerSecond = try container.decodeIfPresent(Double.self, forKey: .requestsPerSecond)
        }
        concurrency = try container.decode(.concurrency, default: concurrency)
        maximumSeconds = try container.decode(.maximumSeconds, default: maximumSeconds)
        seed = try container.decode(.seed, default: seed)
        checks = try container.decode(.checks, default: checks)
        skippedChecks = try container.decode(.skippedChecks, default: skippedChecks)
        includedOperations = try container.decode(.includedOperations, default: includedOperations)
        excludedOperations = try container.decode(.excludedOperations, default: excludedOperations)
        values = try container.decode(.values, default: values)
        operationRules = try container.decode(.operationRules, default: operationRules)
        redactedNames = try container.decode(.redactedNames, default: redactedNames)
        accessRules = try container.decode(.accessRules, default: accessRules)
        rateLimitAttempts = try container.decode(.rateLimitAttempts, default: rateLimitAttempts)
        attemptsByCheck = try container.decode(.attemptsByCheck, default: attemptsByCheck)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(profile, forKey: .profile)
        try container.encode(maximumRequests, forKey: .maximumRequests)
        try container.encode(requestsPerSecond, forKey: .requestsPerSecond)
        try container.encode(concurrency, forKey: .concurrency)
        try container.encode(maximumSeconds, forKey: .maximumSeconds)
        try container.encode(seed, forKey: .seed)
        try container.encode(checks, forKey: .checks)
        try container.encode(skippedChecks, forKey: .skippedChecks)
        try container.encode(includedOperations, forKey: .includedOperations)
        try container.encode(excludedOperations, forKey: .excludedOperations)
        try container.encode(values, forKey: .values)
        try container.encode(operationRules, forKey: .operationRules)
        try container.encode(redactedNames, forKey: .redactedNames)
        try container.encode(accessRules, forKey: .accessRules)
        try container.encode(rateLimitAttempts, forKey: .rateLimitAttempts)
        try container.encode(attemptsByCheck, forKey: .attemptsByCheck)
    }
}
