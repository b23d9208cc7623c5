//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

public import Testing
public import VentiKit

/// Takes on a risk for a test or a suite: findings of a check at an operation are known issues until a day.
///
/// Made by `accepting(_:on:until:reason:by:today:)`.
public struct AcceptanceTrait: TestTrait, SuiteTrait, TestScoping {
    let rule: String
    let match: String
    let until: String
    let reason: String
    let by: String?
    let today: CalendarDate?

    /// Refuses an acceptance without a reason or with an end that is not a day.
    ///
    /// - Parameter test: The test or suite that has the trait.
    /// - Throws: `ScanError` with the code `invalid-argument`, which fails the test.
    public func prepare(for test: Test) async throws { _ = try acceptance() }

    /// Runs the test with the risk taken on, beside those of the suites around it.
    ///
    /// - Parameters:
    ///   - test: The test or suite that has the trait.
    ///   - testCase: The case of the test.
    ///   - function: Runs it.
    /// - Throws: What the function throws.
    public func provideScope(
        for test: Test,
        testCase: Test.Case?,
        performing function: @concurrent @Sendable () async throws -> Void
    ) async throws {
        var risks = AcceptedRisks.current
        risks.acceptances.append(try acceptance())
        risks.date = today ?? risks.date
        try await AcceptedRisks.$current.withValue(risks) { try await function() }
    }

    private func acceptance() throws -> Acceptance {
        guard let date = CalendarDate(until) else {
            let problem = "\"\(until)\" is not a day such as 2027-01-31."
            throw ScanError(.invalidArgument, "The acceptance of \(rule): \(problem)")
        }
        guard reason.contains(where: { !$0.isWhitespace }) else {
            throw ScanError(.invalidArgument, "The acceptance of \(rule) has no reason; say why the risk is taken.")
        }
        return Acceptance(rule: rule, match: match, until: date, reason: reason, by: by)
    }
}

extension Trait where Self == AcceptanceTrait {
    /// Takes on a risk: findings of a check at an operation are known issues until a day.
    ///
    /// From the day after, the findings count again, and an error names the acceptance. One that covers nothing is a
    /// warning.
    ///
    /// - Parameters:
    ///   - rule: The check's id, in full or without `venti.`, a prefix such as `sqli`, or a family such as `api4`.
    ///   - operation: The method and path template, such as `POST /login`; `*` stands for any text, and `(host)` for what
    ///     belongs to the host as a whole.
    ///   - until: The last day on which the acceptance holds, such as `2027-01-31`.
    ///   - reason: Why the risk is taken.
    ///   - by: Who takes it.
    ///   - today: The day on which the acceptance is judged, for tests of tests. Defaults to today in UTC.
    public static func accepting(
        _ rule: String,
        on operation: String,
        until: String,
        reason: String,
        by: String? = nil,
        today: CalendarDate? = nil
    ) -> Self {
        Self(rule: rule, match: operation, until: until, reason: reason, by: by, today: today)
    }
}
