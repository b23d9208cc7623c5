//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Synchronization
import Testing

/// The issues that the body records, which then fail nothing.
///
/// Issues that the body itself declares to be known are not among them.
func recordedIssues(_ body: () throws -> Void) -> [Issue] {
    let issues = Mutex<[Issue]>([])
    do {
        try withKnownIssue(isIntermittent: true) {
            try body()
        } matching: { issue in
            issues.withLock { $0.append(issue) }
            return true
        }
    } catch {
        Issue.record(error)
    }
    return issues.withLock { $0 }
}

/// The issues that the body records, which then fail nothing.
func recordedIssues(_ body: () async throws -> Void) async -> [Issue] {
    let issues = Mutex<[Issue]>([])
    do {
        try await withKnownIssue(isIntermittent: true) {
            try await body()
        } matching: { issue in
            issues.withLock { $0.append(issue) }
            return true
        }
    } catch {
        Issue.record(error)
    }
    return issues.withLock { $0 }
}

extension Issue {
    /// What the issue tells a person.
    var text: String { comments.map(\.rawValue).joined(separator: "\n") }
}
