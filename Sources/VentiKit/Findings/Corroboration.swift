//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// What VentiKit's own checks say of a flaw that another scanner reports.
public struct Corroboration: Sendable, Hashable, Codable {
    /// The outcome.
    public enum Verdict: String, Sendable, Hashable, Codable {
        /// A check proved a flaw of the same kind at the same place.
        case reproduced
        /// Checks for this kind of flaw ran there to their end and found none.
        case notReproduced
        /// No check for this kind of flaw ran there to its end.
        case notTried
    }

    /// What the checks say.
    public var verdict: Verdict
    /// The checks that proved the flaw, or did not find it.
    public var checks: [CheckID]
    /// Why, in one line.
    public var reason: String

    /// Makes what checks say.
    ///
    /// - Parameters:
    ///   - verdict: The outcome.
    ///   - checks: The checks that proved the flaw, or did not find it.
    ///   - reason: Why, in one line.
    public init(_ verdict: Verdict, checks: [CheckID] = [], reason: String) {
        self.verdict = verdict
        self.checks = checks
        self.reason = reason
    }
}
