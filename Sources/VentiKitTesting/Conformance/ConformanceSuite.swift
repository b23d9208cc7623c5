//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

public import Testing

/// Rules that every conformer of one of VentiKit's protocols must keep, as something that can be run.
///
/// In a test of Swift Testing, ``expectNoProblems(sourceLocation:)`` records one issue for each rule that is broken.
/// Elsewhere, look at ``problems()``.
public protocol ConformanceSuite: Sendable {
    /// Runs all rules and gives back what is broken; empty where the conformer keeps them all.
    ///
    /// - Throws: `CancellationError` if the task was cancelled.
    func problems() async throws -> [ConformanceProblem]
}

/// A rule that a conformer breaks.
public struct ConformanceProblem: Sendable, Hashable, CustomStringConvertible {
    /// The rule, as a sentence that should hold.
    public var rule: String
    /// What happened instead.
    public var detail: String

    /// Makes a problem.
    ///
    /// - Parameters:
    ///   - rule: The rule, as a sentence that should hold.
    ///   - detail: What happened instead.
    public init(_ rule: String, _ detail: String) {
        self.rule = rule
        self.detail = detail
    }

    public var description: String { "\(rule)\n\(detail)" }
}

extension ConformanceSuite {
    /// Runs all rules and records an issue for each that is broken.
    ///
    /// - Parameter sourceLocation: Where the issues are recorded. Defaults to the call.
    /// - Throws: `CancellationError` if the task was cancelled; outside of a test of Swift Testing, where issues cannot be
    ///   recorded, ``ExpectationFailure`` if a rule is broken.
    public func expectNoProblems(sourceLocation: Testing.SourceLocation = #_sourceLocation) async throws {
        let issues = try await problems().map { ReportIssue(.error, $0.description) }
        try IssueRecorder(sourceLocation: sourceLocation).record(issues)
    }
}
