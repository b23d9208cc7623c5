//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

public import Testing
public import VentiKit

extension ScanReport {
    /// Expects something of the report, and says what does not hold at the line of the call.
    ///
    /// ```swift
    /// try report.expect(.noFindings(atOrAbove: .high), .coverage(atLeast: 0.9), .noServerErrors)
    /// ```
    ///
    /// In a test of Swift Testing, each finding is an issue of four lines: what it is, what happened, a command that
    /// shows it again, and what to do. At most twenty are recorded, and the whole report is attached. Findings that the
    /// trait `accepting` covers are known issues.
    ///
    /// - Parameters:
    ///   - expectations: What should hold.
    ///   - sourceLocation: Where the issues are recorded. Defaults to the call.
    /// - Throws: ``ExpectationFailure`` outside of a test of Swift Testing if an expectation does not hold: issues cannot be
    ///   recorded there, and a flaw must not pass unseen.
    public func expect(
        _ expectations: ReportExpectation...,
        sourceLocation: Testing.SourceLocation = #_sourceLocation
    ) throws {
        let accepted = AcceptedRisks.current
        let issues = issues(expectations, accepting: accepted.acceptances, on: accepted.day)
        if !issues.isEmpty, Test.current != nil { try attach(sourceLocation: sourceLocation) }
        try IssueRecorder(sourceLocation: sourceLocation).record(issues)
    }

    /// Requires something of the report in a test of any kind: in XCTest, the error that is thrown fails the test.
    ///
    /// - Parameters:
    ///   - expectations: What should hold.
    ///   - acceptances: The risks that somebody has taken on.
    /// - Throws: ``ExpectationFailure`` with everything that fails, as ``expect(_:sourceLocation:)`` would record it.
    public func require(_ expectations: ReportExpectation..., accepting acceptances: [Acceptance] = []) throws {
        let issues = issues(expectations, accepting: acceptances, on: AcceptedRisks.current.day)
        let failures = issues.filter(\.isFailure)
        if !failures.isEmpty { throw ExpectationFailure(failures) }
    }

    /// Expects a check to find its flaw at an operation, for authors of checks.
    ///
    /// - Parameters:
    ///   - check: The check's id, in full or without `venti.`.
    ///   - operation: The method and path template, such as `GET /users/{id}`, or `nil` for any place.
    ///   - sourceLocation: Where the issue is recorded. Defaults to the call.
    /// - Throws: As ``expect(_:sourceLocation:)``.
    public func expectFinding(
        _ check: String,
        on operation: String? = nil,
        sourceLocation: Testing.SourceLocation = #_sourceLocation
    ) throws {
        try expect(.finding(check, on: operation), sourceLocation: sourceLocation)
    }
}
