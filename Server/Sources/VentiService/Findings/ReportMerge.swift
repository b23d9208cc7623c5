//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import VentiKit

/// What a report has changed in what is known of a target.
public struct MergeCounts: Codable, Sendable, Hashable {
    /// Flaws that nobody had found before.
    public var created = 0
    /// Flaws that were known.
    public var known = 0
    /// Flaws among them that were fixed, and are back.
    public var reopened = 0
    /// Flaws that are fixed now.
    public var closed = 0
}

/// Brings what is known of a target's flaws up to date with those of a report.
struct ReportMerge {
    /// How many flaws are looked for at once.
    static let batch = 200

    let scan: Scan
    let now: Date
    /// What has changed until now.
    private(set) var counts = MergeCounts()
    private var isImported: [RecordID: Bool] = [:]

    init(scan: Scan, now: Date) {
        self.scan = scan
        self.now = now
    }

    /// Takes some of the flaws that the scan has found.
    mutating func take(_ items: ArraySlice<PreparedReport.Item>, _ writer: any TenantWriter) throws {
        let fingerprints = items.map { RecordValue.text($0.finding.fingerprint.rawValue) }
        let query = RecordQuery<TrackedFinding>([.id("target", scan.target), .isIn("fingerprint", fingerprints)])
        let known = Dictionary(try writer.list(query).map { ($0.fingerprint, $0) }) { first, _ in first }
        for item in items {
            let fingerprint = item.finding.fingerprint.rawValue
            let tracked = try take(item.finding, known[fingerprint], writer)
            _ = try writer.insertIfAbsent(
                FindingOccurrence(
                    id: .make(at: now),
                    tenant: scan.tenant,
                    scan: scan.id,
                    finding: tracked,
                    fingerprint: fingerprint,
                    rank: item.finding.severity.rank,
                    json: item.json
                )
            )
        }
    }

    /// - Returns: What is known of the flaw from now on.
    private mutating func take(
        _ finding: Finding,
        _ known: TrackedFinding?,
        _ writer: any TenantWriter
    ) throws -> RecordID {
        guard var tracked = known else {
            let tracked = TrackedFinding(finding, of: scan, at: now)
            try writer.insert(tracked)
            try writer.note(tracked, from: nil, by: "scan:\(scan.id)", nil, at: now)
            counts.created += 1
            return tracked.id
        }
        let before = tracked.state
        // What another tool says of a flaw never takes the place of a proof of one's own.
        if try scan.isImported && !isImported(tracked.lastScan, writer) {
            tracked.lastSeenAt = now
        } else {
            tracked.update(with: finding, of: scan, at: now)
        }
        tracked.reopen(at: now)
        try writer.update(tracked)
        if tracked.state != before { try writer.note(tracked, from: before, by: "scan:\(scan.id)", nil, at: now) }
        counts.known += 1
        if before == .fixed { counts.reopened += 1 }
        return tracked.id
    }

    /// Whether another tool has done a scan.
    private mutating func isImported(_ id: RecordID, _ writer: any TenantWriter) throws -> Bool {
        if let known = isImported[id] { return known }
        let found = try writer.find(Scan.self, id)?.isImported ?? true
        isImported[id] = found
        return found
    }
}
