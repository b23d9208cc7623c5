//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import VentiKit

/// What ZAP prints while a plan runs, as far as it says how far the plan is and what it met.
///
/// The words are those of ZAP's English messages. Where they are others, less is known, and the report alone counts.
struct ZAPPlanProgress {
    /// A line that says more than nothing.
    enum Step: Equatable {
        /// A request is about to be sent; its position in the plan.
        case request(Int)
        /// The attack begins.
        case attack
        /// What was met, in ZAP's words.
        case warning(String)
    }

    private var rest: [UInt8] = []
    private var isInSummary = false
    /// The statuses that came where another one was expected, by the position of the request.
    private(set) var statuses: [Int: Int] = [:]
    /// The requests that ZAP says it was about to send.
    private(set) var requested = 0
    /// The requests that could not be sent, or were not answered.
    private(set) var unanswered: Set<Int> = []
    /// What ZAP lists at the end as warnings and failures.
    private(set) var warnings: [String] = []
    private(set) var failures: [String] = []
    /// Whether the plan's own limit of time ended it.
    private(set) var isOutOfTime = false
    private var isListingFailures = false
    /// The last line with text, for an ending that nothing else explains.
    private(set) var lastLine = ""
    private let redact: (String) -> String
    private static let maximumLine = 16 << 10
    private static let maximumNotes = 200

    /// - Parameter redact: Takes secrets out of a line.
    init(redact: @escaping (String) -> String) { self.redact = redact }

    mutating func read(_ bytes: [UInt8]) -> [Step] {
        rest += bytes
        var steps: [Step] = []
        var begin = rest.startIndex
        while let end = rest[begin...].firstIndex(of: UInt8(ascii: "\n")) {
            let line = redact(String(decoding: rest[begin..<min(end, begin + Self.maximumLine)], as: UTF8.self))
            if let step = note(line) { steps.append(step) }
            begin = end + 1
        }
        rest.removeFirst(begin - rest.startIndex)
        // A line without an end is no line.
        if rest.count > Self.maximumLine { rest.removeAll() }
        return steps
    }

    private mutating func note(_ line: String) -> Step? {
        let text = line.trimmingPrefix { $0.isWhitespace }
        guard !text.isEmpty else { return nil }
        lastLine = ImportedFindings.bounded(String(text), 300)
        switch text {
        case "Automation plan failures:": (isInSummary, isListingFailures) = (true, true)
        case "Automation plan warnings:": (isInSummary, isListingFailures) = (true, false)
        case "Automation plan succeeded!": isInSummary = true
        case "Job requestor started":
            requested += 1
            return .request(requested - 1)
        case "Job activeScan started": return .attack
        case _ where isInSummary && line.first?.isWhitespace == true: return summary(String(text))
        default: return during(String(text))
        }
        return nil
    }

    private mutating func during(_ text: String) -> Step? {
        if text.hasPrefix("Difference in response code values for message ") {
            let status = text.split(separator: " ").last.flatMap { Int($0) }
            if let status, requested > 0 { statuses[requested - 1] = status }
        } else if text.hasPrefix("Error sending message "), requested > 0 {
            unanswered.insert(requested - 1)
        } else if text.hasPrefix("Plan stopped after reaching maximum duration") {
            isOutOfTime = true
        }
        return nil
    }

    private mutating func summary(_ text: String) -> Step? {
        if text.hasPrefix("Plan stopped after reaching maximum duration") { isOutOfTime = true }
        let note = ImportedFindings.bounded(text, 300)
        if isListingFailures {
            if failures.count < Self.maximumNotes { failures.append(note) }
        } else if !text.hasPrefix("Difference in response code values for message "), warnings.count < Self.maximumNotes
        {
            // Another status than the document promises is told by the coverage.
            warnings.append(note)
            return .warning(note)
        }
        return nil
    }
}
