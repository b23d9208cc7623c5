//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// What a scan tried and how far it came, operation by operation. A report without findings says nothing without it.
public struct ScanCoverage: Sendable, Hashable, Codable {
    /// The operations in the order of the document, those that were left out too.
    public var operations: [OperationCoverage]
    /// The checks of the document as a whole, and of the host as a whole, that ran to their end.
    public var checksRun: [CheckID]

    /// What was done with each operation.
    public init(operations: [OperationCoverage] = [], checksRun: [CheckID] = []) {
        self.operations = operations
        self.checksRun = checksRun
    }

    /// The operations that at least one identity, or nobody, reached with 2xx.
    public var reachedCount: Int { operations.count { $0.isReached } }

    /// The share of operations reached with 2xx, from 0 to 1; 0 where there are none.
    public var fraction: Double {
        operations.isEmpty ? 0 : Double(reachedCount) / Double(operations.count)
    }
}

/// What a scan tried on one operation.
public struct OperationCoverage: Sendable, Hashable, Codable {
    /// The method and path template.
    public var operation: String
    /// What the document says of the operation; `nil` where the scanner does not say.
    public var declaration: OperationDeclaration?
    /// Why nothing was sent, or `nil` where something was.
    public var skippedBecause: String?
    /// The outcome for each identity; nobody's is under `anonymous`.
    public var attempts: [Attempt]
    /// The checks that ran to their end.
    public var checksRun: [CheckID]
    /// The checks that did not, with the reason.
    public var checksSkipped: [SkippedCheck]

    /// What was done with one operation.
    public init(
        operation: String,
        skippedBecause: String? = nil,
        attempts: [Attempt] = [],
        checksRun: [CheckID] = [],
        checksSkipped: [SkippedCheck] = []
    ) {
        self.operation = operation
        self.skippedBecause = skippedBecause
        self.attempts = attempts
        self.checksRun = checksRun
        self.checksSkipped = checksSkipped
    }

    /// Whether any identity got 2xx.
    public var isReached: Bool { attempts.contains { ($0.bestStatus ?? 0) / 100 == 2 } }

    /// What one identity got.
    public struct Attempt: Sendable, Hashable, Codable {
        /// The name of the identity.
        public var identity: String
        /// How many requests were sent in its name.
        public var requests: Int
        /// The best status, in the order 2xx, 3xx, 4xx, 5xx; `nil` where no response came.
        public var bestStatus: Int?
        /// What came of the request with the best status, or why no response came.
        public var outcome: AttemptOutcome

        /// How far one identity came.
        public init(identity: String, requests: Int, bestStatus: Int?, outcome: AttemptOutcome) {
            self.identity = identity
            self.requests = requests
            self.bestStatus = bestStatus
            self.outcome = outcome
        }

        /// The outcome where no response came.
        public var failure: AttemptOutcome? { bestStatus == nil ? outcome : nil }
    }

    /// A check that did not run, or not to its end.
    public struct SkippedCheck: Sendable, Hashable, Codable {
        /// The check that did not run to its end.
        public var check: CheckID
        /// Why, in words.
        public var reason: String

        /// A check that did not run to its end.
        public init(check: CheckID, reason: String) {
            self.check = check
            self.reason = reason
        }
    }
}
