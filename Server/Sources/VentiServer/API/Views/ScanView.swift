//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import VentiKit
import VentiService

/// What clients see of a scan.
struct ScanView: Encodable, Sendable {
    struct Links: Encodable, Sendable {
        var events: String
        var findings: String
        var report: String
    }

    var id: RecordID
    var projectId: RecordID
    var targetId: RecordID
    var documentId: RecordID?
    var isImported: Bool
    var state: Scan.State
    var profile: ScanPolicy.Profile
    var scanner: String
    var identities: [String]
    var budget: ScanBudget
    var progress: Scan.Progress
    var findings: Scan.Counts
    var coverage: Scan.Coverage?
    var outcome: String?
    var detail: String?
    var attempt: Int
    var createdBy: String
    var createdAt: Date
    var scheduleId: RecordID?
    var scheduledFor: Date?
    var startedAt: Date?
    var finishedAt: Date?
    var links: Links

    init(_ scan: Scan) {
        id = scan.id
        projectId = scan.project
        targetId = scan.target
        documentId = scan.document
        isImported = scan.isImported
        state = scan.state
        profile = scan.profile
        scanner = scan.scanner
        identities = scan.identities
        budget = scan.budget
        progress = scan.progress
        findings = scan.findings
        coverage = scan.coverage
        outcome = scan.outcome
        detail = scan.detail
        attempt = scan.attempt
        createdBy = scan.createdBy
        createdAt = scan.createdAt
        scheduleId = scan.schedule
        scheduledFor = scan.scheduledFor
        startedAt = scan.startedAt
        finishedAt = scan.finishedAt
        let base = "\(API.base)/scans/\(scan.id)"
        links = Links(events: "\(base)/events", findings: "\(base)/findings", report: "\(base)/report")
    }
}
