//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import VentiKit
import VentiService

/// What a form for a schedule shows.
struct ScheduleForm: Sendable {
    /// Where it is sent.
    let action: String
    /// What its button says.
    let verb: String
    /// The version that a change is made from; empty for a new one.
    let version: String
    let name: String
    let cron: String
    let timeZone: String
    /// The targets to choose from; none where the target stays.
    let targets: [Choice]
    /// The target that stays; `nil` where one is to be chosen.
    let target: String?
    let documents: [Choice]
    let profiles: [Choice]
    let scanners: [Choice]
    let missed: [Choice]
    let budget: ScanPlanPage.Budget
    let most: ScanPlanPage.Budget
}

/// All schedules, and the way to another one.
struct SchedulesPage: PageView {
    /// A schedule in the list.
    struct Row: Sendable {
        let href: String
        let scheduleName: String
        let targetName: String
        let when: String
        let next: String
        let state: String
        let stateKind: String
        let last: String
    }

    let template = "schedules"
    let page: Chrome
    let total: String
    let hasItems: Bool
    let schedules: [Row]
    let pager: Pager?
    let mayWrite: Bool
    /// What makes another one; `nil` where there is nothing to scan yet, or somebody may not.
    let form: ScheduleForm?
}

/// One schedule.
struct SchedulePage: PageView {
    /// A time at which it is due.
    struct Time: Sendable {
        let at: String
        let atText: String
    }

    let template = "schedule"
    let page: Chrome
    let scheduleName: String
    let href: String
    let targetName: String
    let targetHref: String
    let state: String
    let stateKind: String
    /// Why it is paused, where the server has paused it by itself.
    let pausedBecause: String?
    let facts: [Fact]
    let hasTimes: Bool
    let times: [Time]
    let isEnabled: Bool
    let mayWrite: Bool
    /// Why somebody who makes schedules may not change this one.
    let mayNotBecause: String?
    let form: ScheduleForm?
}

extension Schedule {
    /// Whether it asks for scans, in a word.
    var stateWords: String { isEnabled ? "on" : "paused" }
    /// The look of that word.
    var stateKind: String { isEnabled ? "good" : pausedBecause == nil ? "" : "bad" }
    /// When it is due, as somebody has written it.
    var when: String { "\(cron) \(timeZone)" }

    /// What came of the last time, in a few words.
    var lastWords: String {
        guard let lastRunAt, let lastOutcome else { return "never" }
        return "\(lastOutcome.rawValue) \(Moment(lastRunAt).text)"
    }
}
