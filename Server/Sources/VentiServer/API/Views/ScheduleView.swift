//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import VentiKit
import VentiService

/// What clients see of a schedule.
struct ScheduleView: Encodable, Sendable {
    struct Responsible: Encodable, Sendable {
        var id: RecordID
        var kind: Principal.Kind
        var name: String
    }

    struct Last: Encodable, Sendable {
        var at: Date
        var outcome: Schedule.Outcome
        var detail: String?
    }

    var id: RecordID
    var projectId: RecordID
    var targetId: RecordID
    var documentId: RecordID
    var name: String
    var cron: String
    var timeZone: String
    var profile: ScanPolicy.Profile
    var scanner: String?
    var identities: [String]?
    var budget: ScanBudget
    var missed: Schedule.Missed
    var isEnabled: Bool
    var pausedBecause: String?
    var responsible: Responsible
    var nextRuns: [Date]
    var lastRun: Last?
    var lastScanId: RecordID?
    var createdAt: Date

    init(_ schedule: Schedule) {
        id = schedule.id
        projectId = schedule.project
        targetId = schedule.target
        documentId = schedule.document
        name = schedule.name
        cron = schedule.cron
        timeZone = schedule.timeZone
        profile = schedule.profile
        scanner = schedule.scanner
        identities = schedule.identities
        budget = schedule.budget
        missed = schedule.missed
        isEnabled = schedule.isEnabled
        pausedBecause = schedule.pausedBecause
        let who = schedule.responsible
        responsible = Responsible(id: who.id, kind: who.kind, name: who.name)
        nextRuns = schedule.nextRuns(5)
        if let at = schedule.lastRunAt, let outcome = schedule.lastOutcome {
            lastRun = Last(at: at, outcome: outcome, detail: schedule.lastDetail)
        }
        lastScanId = schedule.lastScan
        createdAt = schedule.createdAt
    }
}
