//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import Testing
import VentiKit

@testable import VentiService

@Suite(.timeLimit(.minutes(2))) struct ScheduleServiceTests {
    private func input(
        _ target: (Target, StoredDocument),
        cron: String = "30 2 * * *",
        zone: String = "UTC",
        profile: ScanPolicy.Profile = .safe
    ) -> ScheduleInput {
        ScheduleInput(
            name: "Nightly",
            cron: cron,
            timeZone: zone,
            scan: NewScan(target: target.0.id, document: target.1.id, profile: profile)
        )
    }

    private func field(_ body: () async throws -> some Sendable) async throws -> (String, String)? {
        do {
            _ = try await body()
            return nil
        } catch let error as ServiceError {
            return error.fields.first.map { ($0.pointer, $0.message) }
        }
    }

    @Test func aScheduleIsMadeChangedPausedAndDeletedAndAllOfItIsAudited() async throws {
        let test = try await PlatformUnderTest()
        let (schedules, target) = (test.platform.schedules, try await test.target())
        let key = Idempotency(key: "k", body: [])
        let made = try await schedules.create(input(target, cron: " 30  2 * * * "), as: test.owner, idempotency: key)
            .value
        #expect(try await schedules.create(input(target), as: test.owner, idempotency: key).value == made)
        #expect(made.cron == "30 2 * * *" && made.project == target.0.project && made.isEnabled)
        #expect(try await schedules.find(made.id, as: test.owner) == made)
        let times = made.nextRuns(3)
        #expect(times.count == 3 && times[0] > test.clock.now && times[1].timeIntervalSince(times[0]) == 86_400)

        var other = input(target, cron: "0 4 * * *", zone: "Europe/Berlin")
        other.missed = .skip
        let analyst = test.principal(.analyst)
        let changed = try await schedules.change(made.id, to: other, version: made.version, as: analyst)
        #expect(changed.timeZone == "Europe/Berlin" && changed.missed == .skip && changed.responsible.id == analyst.id)
        #expect(
            try await refusal { try await schedules.change(made.id, to: other, version: made.version, as: test.owner) }
                == .preconditionFailed
        )
        let paused = try await schedules.setEnabled(false, made.id, as: test.owner)
        #expect(!paused.isEnabled && paused.nextRuns(5).isEmpty)
        #expect(try await schedules.setEnabled(false, made.id, as: test.owner).version == paused.version)
        let resumed = try await schedules.setEnabled(true, made.id, as: test.owner)
        #expect(resumed.isEnabled && resumed.responsible.id == test.owner.id)
        try await schedules.delete(made.id, as: test.owner)
        #expect(try await schedules.list(as: test.owner).total == 0)
        let actions = try await test.platform.audit.list(as: test.owner).items.map(\.action)
        #expect(
            actions.filter { $0.hasPrefix("schedule.") } == [
                "schedule.delete", "schedule.resume", "schedule.pause", "schedule.change", "schedule.create",
            ]
        )
    }

    @Test func whatIsWrongNamesItsFieldAndTheMend() async throws {
        let test = try await PlatformUnderTest()
        let (schedules, target) = (test.platform.schedules, try await test.target())
        func fault(_ change: (inout ScheduleInput) -> Void) async throws -> (String, String)? {
            var wrong = input(target)
            change(&wrong)
            let sent = wrong
            return try await field { try await schedules.create(sent, as: test.owner) }
        }
        let cron = try #require(try await fault { $0.cron = "70 * * * *" })
        #expect(cron == ("/cron", "The minute has the value 70: write one from 0 to 59."))
        let often = try #require(try await fault { $0.cron = "*/2 * * * *" })
        #expect(often == ("/cron", "Two times are 2 min apart: leave at least 5 min between them."))
        for zone in ["", "Mars/Olympus", "GMT+3", "CET", String(repeating: "a/", count: 60)] {
            #expect(try await fault { $0.timeZone = zone }?.0 == "/time_zone", "\(zone)")
        }
        #expect(try await fault { $0.name = "" }?.0 == "/name")
        #expect(try await fault { $0.scan.scanner = "none" }?.0 == "/scanner")
        #expect(try await fault { $0.scan.identities = ["alice"] }?.0 == "/identities")
        #expect(try await fault { $0.scan.budget.requests = 0 }?.0 == "/budget/requests")
        var lost = input(target)
        lost.scan.document = .make()
        let sent = lost
        #expect(try await refusal { try await schedules.create(sent, as: test.owner) } == .notFound)
        #expect(try await schedules.list(as: test.owner).total == 0)
    }

    @Test func onlyWhoMayStartItsScansMakesAScheduleAndOnlyOfItsOwnTenant() async throws {
        let test = try await PlatformUnderTest { $0.schedulesPerTenant = 2 }
        let (schedules, target) = (test.platform.schedules, try await test.target())
        for role in [Role.viewer, .auditor, .ci, .platformAdmin] {
            #expect(
                try await refusal { try await schedules.create(input(target), as: test.principal(role)) } == .forbidden
            )
        }
        let active = input(target, profile: .active)
        #expect(try await refusal { try await schedules.create(active, as: test.principal(.developer)) } == .forbidden)
        let made = try await schedules.create(active, as: test.principal(.analyst)).value
        // Who may not start its scans neither pauses nor resumes, changes nor deletes it.
        let developer = test.principal(.developer)
        for isEnabled in [false, true] {
            #expect(
                try await refusal { try await schedules.setEnabled(isEnabled, made.id, as: developer) } == .forbidden
            )
        }
        #expect(
            try await refusal { try await schedules.change(made.id, to: input(target), as: developer) } == .forbidden
        )
        #expect(try await refusal { try await schedules.delete(made.id, as: developer) } == .forbidden)
        #expect(try await schedules.find(made.id, as: developer) == made)
        let other = try await test.otherOwner()
        #expect(try await refusal { try await schedules.find(made.id, as: other) } == .notFound)
        #expect(try await refusal { try await schedules.delete(made.id, as: other) } == .notFound)
        #expect(try await refusal { try await schedules.create(input(target), as: other) } == .notFound)
        _ = try await schedules.create(input(target), as: developer)
        #expect(try await refusal { try await schedules.create(input(target), as: test.owner) } == .conflict)
        // They go with their target.
        try await test.platform.targets.delete(target.0.id, as: test.owner)
        #expect(try await schedules.list(as: test.owner).total == 0)
        let entry = try await test.platform.audit.list(as: test.owner).items.first
        #expect(entry?.action == "target.delete" && entry?.detail == "with 2 of its schedules")
    }
}
