//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import VentiKit
import VentiService

/// What clients of the first server see of a scan.
struct V0Scan: Encodable, Sendable {
    var scanId: RecordID
    var status: String
    var progress: Int
    var currentPhase: String
    var findingsCount: Int
    var requestsSent: Int
    var createdAt: Date
    var startedAt: Date?
    var completedAt: Date?
    var error: String?

    init(_ scan: Scan) {
        scanId = scan.id
        status = Self.status(scan.state)
        progress = Int((min(1, max(0, scan.progress.fraction)) * 100).rounded(.down))
        currentPhase = scan.progress.phase
        findingsCount = scan.findings.total
        requestsSent = scan.progress.requestsSent
        createdAt = scan.createdAt
        startedAt = scan.startedAt
        completedAt = scan.finishedAt
        error = scan.state == .failed ? scan.detail : nil
    }

    static func status(_ state: Scan.State) -> String {
        switch state {
        case .queued: "pending"
        case .running: "running"
        case .completed: "completed"
        case .failed: "failed"
        case .cancelled, .stopped: "cancelled"
        }
    }
}

/// What clients of the first server see of all scans.
struct V0Scans: Encodable, Sendable {
    var scans: [V0Scan]
    var total: Int
    var nextCursor: String?

    init(_ page: Page<Scan>) {
        scans = page.items.map(V0Scan.init)
        total = page.total
        nextCursor = page.next
    }
}

/// What clients of the first server see of the findings of a scan.
struct V0Findings: Encodable, Sendable {
    struct Item: Encodable, Sendable {
        var id: RecordID
        var rule: String
        var title: String
        var severity: Severity
        var confidence: Confidence
        var method: String
        var endpoint: String
        var description: String
        var state: TrackedFinding.State
    }

    var scanId: RecordID
    var findings: [Item]
    var total: Int
    var nextCursor: String?

    init(_ scan: RecordID, _ page: Page<TrackedFinding>) {
        scanId = scan
        findings = page.items.map { finding in
            let parts = finding.operation.split(separator: " ", maxSplits: 1).map(String.init)
            return Item(
                id: finding.id,
                rule: finding.check,
                title: finding.title,
                severity: finding.severity,
                confidence: finding.confidence,
                method: parts.count == 2 ? parts[0] : "",
                endpoint: parts.last ?? "",
                description: finding.summary,
                state: finding.state
            )
        }
        total = page.total
        nextCursor = page.next
    }
}
