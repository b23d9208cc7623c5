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
struct ScanView: JSONWritable {
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

extension ScanView {
    func write(to json: inout JSONText) {
        json.object { json in
            json.member("attempt", attempt)
            json.key("budget")
            json.object { json in
                json.member("requests", budget.requests)
                json.key("requests_per_second")
                json.number(budget.requestsPerSecond)
                json.key("seconds")
                json.number(budget.seconds)
            }
            if let coverage {
                json.key("coverage")
                json.object { json in
                    json.member("operations", coverage.operations)
                    json.member("reached", coverage.reached)
                }
            }
            json.member("created_at", Timestamp.text(createdAt))
            json.member("created_by", createdBy)
            json.member("detail", detail)
            json.member("document_id", documentId?.rawValue)
            json.key("findings")
            write(findings, to: &json)
            json.member("finished_at", finishedAt.map(Timestamp.text))
            json.member("id", id.rawValue)
            json.key("identities")
            json.array(identities) { $0.string($1) }
            json.key("is_imported")
            json.boolean(isImported)
            json.key("links")
            json.object { json in
                json.member("events", links.events)
                json.member("findings", links.findings)
                json.member("report", links.report)
            }
            json.member("outcome", outcome)
            json.member("profile", profile.rawValue)
            json.key("progress")
            write(progress, to: &json)
            json.member("project_id", projectId.rawValue)
            json.member("scanner", scanner)
            json.member("schedule_id", scheduleId?.rawValue)
            json.member("scheduled_for", scheduledFor.map(Timestamp.text))
            json.member("started_at", startedAt.map(Timestamp.text))
            json.member("state", state.rawValue)
            json.member("target_id", targetId.rawValue)
        }
    }

    private func write(_ counts: Scan.Counts, to json: inout JSONText) {
        json.object { json in
            json.member("critical", counts.critical)
            json.member("high", counts.high)
            json.member("info", counts.info)
            json.member("low", counts.low)
            json.member("medium", counts.medium)
        }
    }

    private func write(_ progress: Scan.Progress, to json: inout JSONText) {
        json.object { json in
            json.member("activity", progress.activity)
            json.key("fraction")
            json.number(progress.fraction)
            json.member("maximum_requests", progress.maximumRequests)
            json.member("phase", progress.phase)
            json.member("requests_sent", progress.requestsSent)
        }
    }
}
