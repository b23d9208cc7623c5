//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

public import VentiKit

/// One thing that a test should say about a report: a finding, an expectation that does not hold, an acceptance that is
/// out of date.
public struct ReportIssue: Sendable, Hashable, CustomStringConvertible {
    /// Whether the issue fails a test.
    public enum Severity: String, Sendable, Hashable, CaseIterable {
        /// It does.
        case error
        /// It does not, and is shown.
        case warning
    }

    /// Whether the issue fails a test.
    public var severity: Severity
    /// What to tell a person, in one to four lines.
    public var text: String
    /// The finding that the issue is about, or `nil` where it is about something else.
    public var finding: Finding?
    /// The acceptance that covers the finding, or `nil` for none. A known issue fails no test.
    public var acceptance: Acceptance?

    /// Makes an issue.
    ///
    /// - Parameters:
    ///   - severity: Whether it fails a test.
    ///   - text: What to tell a person.
    ///   - finding: The finding that it is about.
    ///   - acceptance: The acceptance that covers the finding.
    public init(_ severity: Severity, _ text: String, finding: Finding? = nil, acceptance: Acceptance? = nil) {
        self.severity = severity
        self.text = text
        self.finding = finding
        self.acceptance = acceptance
    }

    /// Whether the issue fails a test: it is an error that nobody has accepted.
    public var isFailure: Bool { severity == .error && acceptance == nil }

    public var description: String { text }
}

/// What does not hold of a report, as an error: for tests that cannot record issues, such as those of XCTest.
public struct ExpectationFailure: Error, Sendable, CustomStringConvertible {
    /// The issues that fail the test.
    public var issues: [ReportIssue]

    /// Makes a failure.
    ///
    /// - Parameter issues: The issues that fail the test.
    public init(_ issues: [ReportIssue]) { self.issues = issues }

    public var description: String { issues.map(\.text).joined(separator: "\n\n") }
}
