//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// What a scan may do, how much of it, and how fast.
public struct ScanPolicy: Sendable, Hashable, Codable {
    /// How far a scan may go.
    public enum Profile: String, Sendable, Hashable, Codable, CaseIterable, Comparable {
        /// One ordinary read-only request for each operation and identity, and again what showed a flaw; no attack.
        case passive
        /// Attacks that change nothing: read-only operations, and login with wrong passwords.
        case safe
        /// Also operations that create and change objects.
        case active
        /// Also operations that delete or reset, and load that may hurt the target.
        case dangerous

        public static func < (lhs: Profile, rhs: Profile) -> Bool { lhs.rank < rhs.rank }

        private var rank: Int {
            switch self {
            case .passive: 0
            case .safe: 1
            case .active: 2
            case .dangerous: 3
            }
        }
    }

    /// Defaults to ``Profile/safe``.
    public var profile: Profile = .safe
    /// The requests that the scan may send in all, replays included. Defaults to 5,000.
    public var maximumRequests: Int = 5_000
    /// The requests a second; `nil` for no pacing. Defaults to 20.
    public var requestsPerSecond: Double? = 20
    /// The most requests in flight at once; fewer while the target does not keep up. Defaults to 8.
    public var concurrency: Int = 8
    /// How long the scan may take, in seconds. Defaults to 300.
    public var maximumSeconds: Double = 300
    /// The seed of all random choices: the same seed against the same API gives the same report. Defaults to 0.
    public var seed: UInt64 = 0
    /// The checks to run: ids, short ids, id prefixes such as `sqli`, or families such as `api2`. Empty for all.
    public var checks: [String] = []
    /// The checks to leave out, in the same forms.
    public var skippedChecks: [String] = []
    /// The operations to scan: `GET /users*`, `tag:billing` or `id:createUser`. Empty for all.
    public var includedOperations: [String] = []
    /// The operations to leave out, in the same forms.
    public var excludedOperations: [String] = []
    /// Values to use for parameters and properties, by name. They come before every other source.
    public var values: [String: String] = [:]
    /// What to do differently with some operations. Their values come before ``values``.
    public var operationRules: [OperationRule] = []
    /// Names of header fields and properties whose values in responses no report may show, in any usual spelling, beside
    /// those that ``SensitiveNames`` knows. What requests hold stays: without it a proof could not be replayed.
    public var redactedNames: [String] = []
    /// Who may call what, for the check `bfla.policy`. Of the rules that fit an operation, the first counts. Empty where
    /// nothing is declared.
    public var accessRules: [AccessRule] = []
    /// Attempts of the rate-limit check on one operation. Defaults to 30.
    public var rateLimitAttempts: Int = 30
    /// The attempts of single checks that count them, by their ids, in place of ``rateLimitAttempts``.
    public var attemptsByCheck: [String: Int] = [:]

    /// Makes the default policy.
    public init() {}

    /// The attempts of the check that makes the most of them.
    var largestAttempts: Int { max(rateLimitAttempts, attemptsByCheck.values.max() ?? 0) }

    /// The attempts of a check that counts them.
    func attempts(of check: CheckID) -> Int {
        attemptsByCheck[check.rawValue] ?? attemptsByCheck[check.shortName] ?? rateLimitAttempts
    }
}
