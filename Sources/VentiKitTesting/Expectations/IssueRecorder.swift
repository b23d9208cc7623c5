//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing
import VentiKit

/// Records issues at a line of a test.
struct IssueRecorder {
    /// More issues than this at one line are not read.
    static let maximumIssues = 20

    let sourceLocation: Testing.SourceLocation

    /// Records the issues: failures first, then those that somebody has accepted, then warnings.
    ///
    /// - Throws: ``ExpectationFailure`` outside of a test of Swift Testing if any of them is a failure. Nothing can be
    ///   recorded there, and a flaw must not pass unseen.
    func record(_ issues: [ReportIssue]) throws {
        guard Test.current != nil else {
            let failures = issues.filter(\.isFailure)
            if !failures.isEmpty { throw ExpectationFailure(failures) }
            return
        }
        let ordered =
            issues.filter(\.isFailure) + issues.filter { $0.acceptance != nil }
            + issues.filter { $0.acceptance == nil && $0.severity == .warning }
        for issue in ordered.prefix(Self.maximumIssues) { record(issue) }
        let rest = ordered.dropFirst(Self.maximumIssues)
        guard !rest.isEmpty else { return }
        let severity: ReportIssue.Severity = rest.contains(where: \.isFailure) ? .error : .warning
        record(ReportIssue(severity, "… \(rest.count) more in \(ReportAttachment.findingsName)"))
    }

    private func record(_ issue: ReportIssue) {
        let comment = Comment(rawValue: issue.text)
        if let acceptance = issue.acceptance {
            let reason = Comment(rawValue: "accepted until \(acceptance.until): \(acceptance.reason)")
            withKnownIssue(reason, sourceLocation: sourceLocation) {
                Issue.record(comment, sourceLocation: sourceLocation)
            }
        } else if issue.severity == .error {
            Issue.record(comment, sourceLocation: sourceLocation)
        } else {
            #if compiler(>=6.3)
            Issue.record(comment, severity: .warning, sourceLocation: sourceLocation)
            #else
            // Swift Testing has no warnings before 6.3; the report that is attached has what is below the gate.
            #endif
        }
    }
}
