//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension Finding {
    /// The operation with its insertion point: `GET /users/{id} (path id)`.
    var placeName: String {
        let operation = location.operationName
        return location.insertionPoint.map { "\(operation) (\($0))" } ?? operation
    }

    /// What happened, or at least what it is.
    var headline: String { summary.isEmpty ? title : summary }

    /// The CWE and OWASP identifiers.
    var references: [String] { weaknesses.map(\.description) + (category.map { ["OWASP \($0)"] } ?? []) }
}

extension Confidence {
    /// What the word means, in a sentence without a full stop.
    var explanation: String {
        switch self {
        case .confirmed: "the proof was replayed on a fresh connection and held again"
        case .firm: "the controls held; the proof was not replayed"
        case .tentative: "not controlled for other explanations"
        }
    }
}

extension FindingTriage.Status {
    /// The status in a few words: `new`, `known since 2026-10-02`, `accepted until 2027-01-31`.
    var words: String {
        switch self {
        case .new: "new"
        case .known(let date): "known since \(date)"
        case .accepted(let acceptance): "accepted until \(acceptance.until)"
        }
    }

    var isAccepted: Bool { if case .accepted = self { true } else { false } }
}

extension ScanReport {
    /// How many operations answered with 2xx, in a few words: `21 of 23 operations (91 %)`.
    var reachWords: String {
        let total = coverage.operations.count
        let percent = Int((coverage.fraction * 100).rounded(.down))
        return "\(coverage.reachedCount) of \(total) \(total == 1 ? "operation" : "operations") (\(percent) %)"
    }

    /// The elapsed time, such as `58.9 s`, whatever is in the report.
    var elapsedWords: String {
        let seconds = elapsedSeconds.isFinite ? max(0, min(elapsedSeconds, 1e9)) : 0
        let tenths = Int((seconds * 10).rounded())
        return "\(tenths / 10).\(tenths % 10) s"
    }
}

extension ScanReport.Outcome {
    /// The outcome in a few words.
    var words: String {
        switch self {
        case .completed: "completed"
        case .budgetExhausted: "the budget of requests was used up"
        case .deadlineReached: "the time was used up"
        case .cancelled: "cancelled"
        case .failed: "failed"
        }
    }
}

extension Int {
    /// `1164` as `1,164`, whatever the locale.
    package var grouped: String {
        var text = ""
        for (index, digit) in String(self).reversed().enumerated() {
            if index > 0 && index % 3 == 0 && digit != "-" { text.append(",") }
            text.append(digit)
        }
        return String(text.reversed())
    }

    /// `1 finding`, `2 findings`.
    package func counted(_ noun: String, plural: String? = nil) -> String {
        "\(grouped) \(self == 1 ? noun : plural ?? noun + "s")"
    }
}
