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
struct FindingView: JSONWritable {
    var id: String
    var projectId: String
    var targetId: String
    var fingerprint: String
    var check: String
    var title: String
    var summary: String
    var operation: String
    var severity: String
    var confidence: String
    var state: String
    var assignee: String?
    var reason: String?
    var acceptedUntil: String?
    var firstScanId: String
    var lastScanId: String
    var firstSeenAt: String
    var lastSeenAt: String
    var fixedAt: String?

    init(_ finding: TrackedFinding) {
        id = finding.id.rawValue
        projectId = finding.project.rawValue
        targetId = finding.target.rawValue
        fingerprint = finding.fingerprint
        check = finding.check
        title = finding.title
        summary = finding.summary
        operation = finding.operation
        severity = finding.severity.rawValue
        confidence = finding.confidence.rawValue
        state = finding.state.rawValue
        assignee = finding.assignee
        reason = finding.reason
        acceptedUntil = finding.acceptedUntil.map(Timestamp.text)
        firstScanId = finding.firstScan.rawValue
        lastScanId = finding.lastScan.rawValue
        firstSeenAt = Timestamp.text(finding.firstSeenAt)
        lastSeenAt = Timestamp.text(finding.lastSeenAt)
        fixedAt = finding.fixedAt.map(Timestamp.text)
    }

    func write(to json: inout JSONText) {
        json.object { json in
            json.member("accepted_until", acceptedUntil)
            json.member("assignee", assignee)
            json.member("check", check)
            json.member("confidence", confidence)
            json.member("fingerprint", fingerprint)
            json.member("first_scan_id", firstScanId)
            json.member("first_seen_at", firstSeenAt)
            json.member("fixed_at", fixedAt)
            json.member("id", id)
            json.member("last_scan_id", lastScanId)
            json.member("last_seen_at", lastSeenAt)
            json.member("operation", operation)
            json.member("project_id", projectId)
            json.member("reason", reason)
            json.member("severity", severity)
            json.member("state", state)
            json.member("summary", summary)
            json.member("target_id", targetId)
            json.member("title", title)
        }
    }
}
