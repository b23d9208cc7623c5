//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension ScanRequest {
    /// - Throws: ``ScanError`` with code ``ScanError/Code/invalidArgument`` naming the first value that cannot be.
    func validate() throws {
        func require(_ condition: Bool, _ message: String) throws {
            if !condition { throw ScanError(.invalidArgument, message) }
        }
        try require(policy.maximumRequests >= 1, "maximumRequests is \(policy.maximumRequests); it must be at least 1.")
        try require(
            policy.maximumSeconds > 0 && policy.maximumSeconds <= 604_800,
            "maximumSeconds is \(policy.maximumSeconds); it must be above 0 and at most a week."
        )
        try require(
            (1...1_024).contains(policy.concurrency),
            "concurrency is \(policy.concurrency); it must be from 1 to 1024."
        )
        if let rate = policy.requestsPerSecond {
            try require(rate > 0 && rate.isFinite, "requestsPerSecond is \(rate); it must be above 0.")
        }
        try require(
            (1...10_000).contains(policy.rateLimitAttempts),
            "rateLimitAttempts is \(policy.rateLimitAttempts); it must be from 1 to 10000."
        )
        for (check, attempts) in policy.attemptsByCheck.sorted(by: { $0.key < $1.key }) {
            try require(
                (1...10_000).contains(attempts),
                "attemptsByCheck of \(check) is \(attempts); it must be from 1 to 10000."
            )
        }
        for rule in policy.accessRules {
            if let problem = rule.problem { throw ScanError(.invalidArgument, "An access rule is wrong: \(problem).") }
        }
        var names: Set<String> = []
        for identity in identities {
            let isPlain = identity.name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-_.".contains($0)) }
            try require(
                !identity.name.isEmpty && isPlain && identity.name != "anonymous",
                "Identity \"\(identity.name)\": a name has letters, digits, `-`, `_` and `.`, and is not `anonymous`."
            )
            try require(names.insert(identity.name).inserted, "Identity \(identity.name) is given twice.")
        }
    }
}
