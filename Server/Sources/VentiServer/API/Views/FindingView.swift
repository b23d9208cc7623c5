//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import VentiKit
import VentiService

/// What clients see of a finding.
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
