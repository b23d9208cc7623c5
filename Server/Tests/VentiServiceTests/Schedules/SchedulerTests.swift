//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import Testing
import VentiKit
import VentiStore

@testable import VentiService

@Suite(.timeLimit(.minutes(3))) struct SchedulerTests {
    /// A schedule that is due every day at half past two, and a look at it.
    private struct Story {
        let test: PlatformUnderTest
        let target: (Target, StoredDocument)
        let schedule: Schedule

        init(
            _ test: PlatformUnderTest,
            missed: Schedule.Missed = .once,
            profile: ScanPolicy.Profile = .safe,
            by principal: Principal? = nil
        ) async throws {
            self.test = test
            target = try await test.target()
            schedule = try await test.platform.schedules.create(
                ScheduleInput(
                    name: "Nightly",
                    cron: "30 2 * * *",
                    scan: NewScan(target: target.0.id, document: target.1.id, profile: profile),
                    missed: missed
                ),
                as: principal ?? test.owner
            ).value
        }

        /// The schedule now.
        func now() async throws -> Schedule { try await test.platform.schedules.find(schedule.id, as: test.owner) }

        func scans() async throws -> [Scan] { try await test.platform.scans.list(as: test.owner).items }

        /// Moves the clock so long after the next time, and lets the scheduler look.
        func pass(_ seconds: TimeInterval = 1) async throws {
            let next = try #require(try await now().nextRun)
            test.clock.advance(next.timeIntervalSince(test.clock.now) + seconds)
            await test.platform.scheduler.tick()
        }
    }

    @Test func aScanIsAskedForOnceATimeAndNotBefore() async throws {
        let scanner = StubScanner(.find(["/a"]))
        let story = try await Story(PlatformUnderTest(scanner: scanner))
        let test = story.test
        await test.platform.scheduler.tick()
        #expect(try await story.scans().isEmpty)
        try await story.pass()
        for _ in 0..<3 { await test.platform.scheduler.tick() }
        let scan = try #require(try await story.scans().first)
        #expect(try await story.scans().count == 1)
        #expect(scan.schedule == story.schedule.id && scan.scheduledFor == story.schedule.nextRun)
        #expect(scan.createdBy == test.owner.name && scan.state == .queued)
        let after = try await story.now()
        #expect(after.lastOutcome == .started && after.lastScan == scan.id && after.lastRunAt == story.schedule.nextRun)
        #expect(after.nextRunAt == story.schedule.nextRunAt.map { $0 + 86_400_000 })
        _ = try await test.withWorker { try await test.wait(for: scan.id, [.completed]) }
        try await story.pass()
        #expect(try await story.scans().count == 2)
        let entries = try await test.platform.audit.list(as: test.owner).items
        #expect(entries.filter { $0.action == "schedule.run" && $0.actor == "schedule:Nightly" }.count == 2)
        #expect(entries.filter { $0.action == "scan.create" && $0.actor == "schedule:Nightly" }.count == 2)
        #expect(try await test.platform.audit.verify(as: test.owner).fault == nil)
    }

    @Test func aTimeAtWhichTheScanBeforeIsNotOverIsLeftOut() async throws {
        let story = try await Story(PlatformUnderTest(scanner: StubScanner(.hang)))
        try await story.pass()
        try await story.pass()
        let after = try await story.now()
        #expect(try await story.scans().count == 1)
        #expect(after.lastOutcome == .skipped && after.lastDetail == "The scan before it is not over.")
        #expect(after.isEnabled)
        let first = try #require(try await story.scans().first)
        _ = try await story.test.platform.scans.cancel(first.id, as: story.test.owner)
        try await story.pass()
        #expect(try await story.scans().count == 2)
    }

    @Test(arguments: [(Schedule.Missed.once, 1), (.skip, 0)])
    func whatWasMissedIsMadeUpForOnceOrNotAtAll(missed: Schedule.Missed, count: Int) async throws {
        let story = try await Story(PlatformUnderTest(scanner: StubScanner(.hang)), missed: missed)
        // Nobody was there for ten days.
        try await story.pass(10 * 86_400 + 3_600)
        #expect(try await story.scans().count == count)
        let after = try await story.now()
        #expect(after.lastOutcome == (count == 1 ? .started : .skipped))
        #expect(try #require(after.nextRun) > story.test.clock.now)
        await story.test.platform.scheduler.tick()
        #expect(try await story.scans().count == count)
    }

    @Test func aFewMinutesLateIsInTime() async throws {
        let story = try await Story(PlatformUnderTest(scanner: StubScanner(.hang)), missed: .skip)
        try await story.pass(200)
        #expect(try await story.scans().count == 1)
    }

    @Test func anEmergencyStopStandsAgainstScheduledScans() async throws {
        let story = try await Story(PlatformUnderTest(scanner: StubScanner(.hang)))
        let (test, stops) = (story.test, story.test.platform.stops)
        let stop = try await stops.engage(.tenant, reason: "enough", as: test.owner)
        try await story.pass()
        #expect(try await story.scans().isEmpty)
        let after = try await story.now()
        #expect(after.lastOutcome == .refused && after.lastDetail?.contains("enough") == true && after.isEnabled)
        let entry = try await test.platform.audit.list(as: test.owner).items.first
        #expect(entry?.action == "schedule.run" && entry?.outcome == .refused)
        try await stops.release(stop.id, reason: "mended", as: test.owner)
        await test.platform.scheduler.tick()
        #expect(try await story.scans().isEmpty)
        try await story.pass()
        #expect(try await story.scans().count == 1)
    }

    @Test func aScheduleWaitsForSomebodyWhereWhoAnswersForItMayNotAnyMore() async throws {
        let test = try await PlatformUnderTest(scanner: StubScanner(.hang))
        let invited = try await test.platform.identity.invite(
            email: "ann@example.com",
            name: "Ann",
            role: .analyst,
            as: test.owner
        ).member
        let ann = IdentityService.principal(invited, .make())
        let story = try await Story(test, profile: .active, by: ann)
        _ = try await test.platform.identity.changeMember(ann.id, role: .viewer, isDisabled: nil, as: test.owner)
        try await story.pass()
        let paused = try await story.now()
        #expect(try await story.scans().isEmpty && !paused.isEnabled)
        #expect(paused.pausedBecause?.hasPrefix("ann@example.com may not start active scans any more") == true)
        let resumed = try await test.platform.schedules.setEnabled(true, story.schedule.id, as: test.owner)
        #expect(resumed.pausedBecause == nil)
        try await story.pass()
        #expect(try await story.scans().count == 1)
    }

    /// As where the database of clocks has changed: every way to miss a time, or not to, ends with a reason.
    @Test(arguments: Schedule.Missed.allCases, [1, 3_600.0])
    func aScheduleWhoseClockIsUnknownByNowPausesAndSaysWhy(missed: Schedule.Missed, late: TimeInterval) async throws {
        let story = try await Story(PlatformUnderTest(scanner: StubScanner(.hang)), missed: missed)
        var lost = story.schedule
        lost.timeZone = "Mars/Olympus_Mons"
        let stored = lost
        try await story.test.store.write(story.test.owner.scope) { try $0.update(stored) }
        try await story.pass(late)
        let paused = try await story.now()
        #expect(try await story.scans().isEmpty && !paused.isEnabled)
        #expect(paused.pausedBecause == "There is no such clock: write UTC or a name such as Europe/Berlin.")
        #expect(paused.lastDetail == paused.pausedBecause && paused.lastOutcome == .refused)
        let resumed = try await refusal {
            try await story.test.platform.schedules.setEnabled(true, paused.id, as: story.test.owner)
        }
        #expect(resumed == .validation)
    }

    @Test func aScheduleOfARevokedKeyPauses() async throws {
        let test = try await PlatformUnderTest(scanner: StubScanner(.hang))
        let made = try await test.platform.identity.makeKey(name: "nightly", role: .developer, days: 1, as: test.owner)
        let principal = try await test.platform.identity.principal(bearer: made.text)
        let story = try await Story(test, by: principal)
        try await test.platform.identity.revokeKey(made.key.id, as: test.owner)
        try await story.pass()
        let paused = try await story.now()
        #expect(try await story.scans().isEmpty && !paused.isEnabled && paused.pausedBecause != nil)
    }

    @Test func whoStartsAScanByHandGoesBeforeTheClock() async throws {
        let scanner = StubScanner(.find([]))
        let story = try await Story(PlatformUnderTest(scanner: scanner) { $0.workerConcurrency = 1 })
        try await story.pass()
        let scheduled = try #require(try await story.scans().first)
        let new = NewScan(target: story.target.0.id, document: story.target.1.id)
        let byHand = try await story.test.platform.scans.create(new, as: story.test.owner).value
        let (test, ids) = (story.test, [scheduled.id, byHand.id])
        try await test.withWorker { for id in ids { _ = try await test.wait(for: id, [.completed]) } }
        let (late, early) = (
            try await test.platform.scans.find(scheduled.id, as: test.owner),
            try await test.platform.scans.find(byHand.id, as: test.owner)
        )
        #expect(try #require(early.startedAt) <= #require(late.startedAt))
        #expect(try #require(early.finishedAt) <= #require(late.startedAt))
    }

    /// Two stores over one file, as two processes have them, and many looks at once.
    @Test func manySchedulersOverOneFileAskForEachScanOnce() async throws {
        let folder = NSTemporaryDirectory() + "venti-schedules-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let test = try await PlatformUnderTest(store: SQLiteStore(path: folder + "/a.sqlite"))
        let target = try await test.target()
        var ids: [RecordID] = []
        for number in 0..<6 {
            let input = ScheduleInput(
                name: "S\(number)",
                cron: "*/5 * * * *",
                scan: NewScan(target: target.0.id, document: target.1.id)
            )
            ids.append(try await test.platform.schedules.create(input, as: test.owner).value.id)
        }
        let second = try SQLiteStore(path: folder + "/a.sqlite")
        var parts = Platform.Parts(store: second, keys: PlatformKeys(), signingKeys: { SigningKeys() })
        parts.settings.allowedHosts = ["127.0.0.1"]
        let clock = test.clock
        parts.now = { clock.now }
        let platforms = [test.platform, Platform(parts)]
        for _ in 0..<5 {
            clock.advance(301)
            await withTaskGroup(of: Void.self) { group in
                for index in 0..<8 { group.addTask { await platforms[index % 2].scheduler.tick() } }
            }
            let scans = try await test.platform.scans.list(as: test.owner, page: PageRequest(limit: 200)).items
            for scan in scans where !scan.state.isFinal {
                _ = try await test.platform.scans.cancel(scan.id, as: test.owner)
            }
        }
        let scans = try await test.platform.scans.list(as: test.owner, page: PageRequest(limit: 200)).items
        let times = scans.compactMap { scan in scan.scheduledFor.map { "\(scan.schedule?.rawValue ?? "") \($0)" } }
        #expect(times.count == scans.count && Set(times).count == times.count)
        #expect(scans.count >= 6 * 4 && scans.count <= 6 * 6)
        #expect(Set(scans.compactMap(\.schedule)) == Set(ids))
    }
}
