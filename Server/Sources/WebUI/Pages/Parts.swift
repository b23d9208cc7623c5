//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import VentiKit
import VentiService

/// A choice of a list or of several boxes.
struct Choice: Sendable {
    let value: String
    let label: String
    var isChosen = false
}

/// Something with a name for it.
struct Fact: Sendable {
    let label: String
    let value: String
    var url: String?

    init(_ label: String, _ value: String, url: String? = nil) {
        self.label = label
        self.value = value
        self.url = url
    }
}

/// A tab of several.
struct Tab: Sendable {
    let href: String
    let label: String
    let isCurrent: Bool
}

/// The way to more of a list.
struct Pager: Sendable {
    let summary: String
    let first: String?
    let next: String?

    /// `nil` where everything is on the page.
    init?<Item>(_ page: Page<Item>, path: String, query: [(String, String)] = [], cursor: String) {
        guard page.next != nil || !cursor.isEmpty else { return nil }
        summary = "\(page.items.count.words) of \(page.total.words)"
        first = cursor.isEmpty ? nil : URLText.path(path, query)
        next = page.next.map { URLText.path(path, query + [("cursor", $0)]) }
    }
}

/// How many findings there are of each severity that there is any of.
struct SeverityCounts: Sendable {
    struct Item: Sendable {
        let severity: String
        let count: Int
    }

    let items: [Item]

    init(_ counts: Scan.Counts) {
        items = counts.bySeverity.filter { $0.1 > 0 }.map { Item(severity: $0.0, count: $0.1) }
    }
}

extension Scan.Counts {
    /// The severities with their numbers, worst first.
    var bySeverity: [(String, Int)] {
        [("critical", critical), ("high", high), ("medium", medium), ("low", low), ("info", info)]
    }
}

/// A point in time, for programs and for people.
struct Moment: Sendable {
    let machine: String
    let text: String

    init(_ date: Date) {
        machine = Timestamp.text(date)
        text = Self.words(machine)
    }

    /// A point in time of RFC 3339 as `2026-05-04 03:02 UTC`.
    static func words(_ text: String) -> String {
        text.count >= 16 ? "\(text.prefix(10)) \(text.dropFirst(11).prefix(5)) UTC" : text
    }

    /// The day alone.
    static func day(_ date: Date) -> String { String(Timestamp.text(date).prefix(10)) }
}

extension Int {
    /// With commas between thousands.
    var words: String {
        var digits = String(magnitude)
        var result = ""
        while digits.count > 3 {
            result = "," + digits.suffix(3) + result
            digits.removeLast(3)
        }
        return (self < 0 ? "-" : "") + digits + result
    }

    /// With the noun that it counts.
    func counted(_ noun: String) -> String { self == 1 ? "1 \(noun)" : "\(words) \(noun)s" }
}

extension Scan.State {
    /// The look of the state's mark.
    var kind: String {
        switch self {
        case .queued: ""
        case .running: "live"
        case .completed: "good"
        case .failed: "bad"
        case .cancelled, .stopped: "warn"
        }
    }
}

extension TrackedFinding.State {
    var words: String { self == .falsePositive ? "false positive" : rawValue }

    var kind: String {
        switch self {
        case .new, .regressed: "bad"
        case .open: "warn"
        case .fixed: "good"
        case .accepted, .falsePositive: ""
        }
    }

    static let active: [TrackedFinding.State] = [.new, .open, .regressed]
}
