//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import VentiKit
import VentiService

struct ScanView: Encodable, Sendable {
    struct Links: Encodable, Sendable {
        var events: String
        var findings: String
        var report: String
    }

    var id: RecordID
    var projectId: RecordID
    var targetId: RecordID
    var documentId: RecordID
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
    var startedAt: Date?
    var finishedAt: Date?
    var links: Links

    init(_ scan: Scan) {
        id = scan.id
        projectId = scan.project
        targetId = scan.target
        documentId = scan.document
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
        startedAt = scan.startedAt
        finishedAt = scan.finishedAt
        let base = "\(API.base)/scans/\(scan.id)"
        links = Links(events: "\(base)/events", findings: "\(base)/findings", report: "\(base)/report")
    }
}

struct FindingView: Encodable, Sendable {
    var id: RecordID
    var projectId: RecordID
    var targetId: RecordID
    var fingerprint: String
    var check: String
    var title: String
    var summary: String
    var operation: String
    var severity: Severity
    var confidence: Confidence
    var state: TrackedFinding.State
    var assignee: String?
    var reason: String?
    var acceptedUntil: Date?
    var firstScanId: RecordID
    var lastScanId: RecordID
    var firstSeenAt: Date
    var lastSeenAt: Date
    var fixedAt: Date?

    init(_ finding: TrackedFinding) {
        id = finding.id
        projectId = finding.project
        targetId = finding.target
        fingerprint = finding.fingerprint
        check = finding.check
        title = finding.title
        summary = finding.summary
        operation = finding.operation
        severity = finding.severity
        confidence = finding.confidence
        state = finding.state
        assignee = finding.assignee
        reason = finding.reason
        acceptedUntil = finding.acceptedUntil
        firstScanId = finding.firstScan
        lastScanId = finding.lastScan
        firstSeenAt = finding.firstSeenAt
        lastSeenAt = finding.lastSeenAt
        fixedAt = finding.fixedAt
    }
}

struct FindingChangeView: Encodable, Sendable {
    var actor: String
    var from: TrackedFinding.State?
    var to: TrackedFinding.State
    var comment: String?
    var at: Date

    init(_ change: FindingChange) {
        actor = change.actor
        from = change.from
        to = change.to
        comment = change.comment
        at = change.at
    }
}

struct StopView: Encodable, Sendable {
    var id: RecordID
    var reach: EmergencyStop.Reach
    var targetId: RecordID?
    var reason: String
    var engagedBy: String
    var engagedAt: Date

    init(_ stop: EmergencyStop) {
        id = stop.id
        reach = stop.reach
        targetId = stop.target
        reason = stop.reason
        engagedBy = stop.engagedBy
        engagedAt = stop.engagedAt
    }
}

struct AuditEntryView: Encodable, Sendable {
    var seq: Int
    var at: String
    var actor: String
    var action: String
    var object: String
    var outcome: AuditEntry.Outcome
    var detail: String
    var requestId: String
    var hash: String

    init(_ entry: AuditEntry) {
        seq = entry.seq
        at = entry.at
        actor = entry.actor
        action = entry.action
        object = entry.object
        outcome = entry.outcome
        detail = entry.detail
        requestId = entry.request
        hash = entry.hash
    }
}

struct JobView: Encodable, Sendable {
    var id: RecordID
    var kind: String
    var scanId: RecordID
    var state: Job.State
    var attempt: Int
    var failures: [Job.Failure]
    var createdAt: Date

    init(_ job: Job) {
        id = job.id
        kind = job.kind
        scanId = job.subject
        state = job.state
        attempt = job.attempt
        failures = job.failures
        createdAt = job.createdAt
    }
}
