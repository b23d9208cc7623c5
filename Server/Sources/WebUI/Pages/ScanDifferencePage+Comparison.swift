//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import VentiKit
import VentiService

extension ScanDifferencePage {
    init(_ comparison: ReportComparison, scan: Scan, target: Target?, bases: [Choice], page: Chrome) {
        self.page = page
        href = "/scans/\(scan.id)"
        targetName = target?.name ?? "A target that is deleted"
        before = Moment.words(comparison.old.startedAt)
        after = Moment.words(comparison.new.startedAt)
        self.bases = bases
        hasBases = !bases.isEmpty
        stats = [
            Stat(
                kind: comparison.appeared.isEmpty ? "zero" : "high",
                count: comparison.appeared.count,
                label: "appeared"
            ),
            Stat(kind: "good", count: comparison.fixed.count, label: "fixed"),
            Stat(kind: "", count: comparison.changed.count, label: "changed"),
            Stat(kind: "", count: comparison.notSeen.count, label: "not looked for"),
            Stat(kind: "", count: comparison.unchanged.count, label: "unchanged"),
        ]
        let changed = comparison.changed.map { change in
            let before = "was \(change.severityBefore.rawValue), \(change.confidenceBefore.rawValue)"
            return Self.row(change.finding, "now \(change.finding.confidence.rawValue); \(before)")
        }
        groups = [
            Group(
                heading: "Appeared",
                meaning: "only the later scan has them",
                rows: comparison.appeared.map { Self.row($0, $0.reason ?? $0.summary) }
            ),
            Group(
                heading: "Fixed",
                meaning: "the later scan looked and did not find them",
                rows: comparison.fixed.map { Self.row($0, $0.summary) }
            ),
            Group(heading: "Changed", meaning: "another severity or confidence", rows: changed),
            Group(
                heading: "Not looked for",
                meaning: "their absence proves nothing",
                rows: comparison.notSeen.map { Self.row($0, $0.reason ?? "") }
            ),
        ].filter { !$0.rows.isEmpty }
        let added = comparison.operationsAdded.map {
            Change(place: $0.operation, what: $0.isOpen ? "new, and open to anybody" : "new")
        }
        let removed = comparison.operationsRemoved.map { Change(place: $0, what: "no longer in the document") }
        let opened = comparison.opened.map { Change(place: $0.operation, what: "\($0.identity) can now") }
        let closed = comparison.closed.map { Change(place: $0.operation, what: "\($0.identity) no longer can") }
        let lost = comparison.noLongerReached.map { Change(place: $0, what: "no longer reached") }
        let won = comparison.newlyReached.map { Change(place: $0, what: "reached for the first time") }
        changes = added + removed + opened + closed + lost + won
        hasAPI = !changes.isEmpty
    }

    private static func row(_ item: ReportComparison.Item, _ summary: String) -> Row {
        Row(severity: item.severity.rawValue, title: item.title, operation: item.operation, summary: summary)
    }
}
