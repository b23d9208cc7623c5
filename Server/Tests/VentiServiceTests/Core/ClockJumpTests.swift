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

/// The clock jumps by a day, forward and back, while everything is under way.
@Suite(.timeLimit(.minutes(3))) struct ClockJumpTests {
    private static let day: TimeInterval = 86_400

    private func scan(_ test: PlatformUnderTest) async throws -> RecordID {
        let (target, document) = try await test.target()
        let new = NewScan(target: target.id, document: document.id)
        return try await test.platform.scans.create(new, as: test.owner).value.id
    }

    private func job(of scan: RecordID, _ test: PlatformUnderTest) async throws -> Job {
        try #require(
            try await test.store.readPlatform { try $0.listAll(RecordQuery<Job>([.id("subject", scan)])) }.first
        )
    }

    /// Two workers, who look for work far more often than they are heard of: whoever judges by the clock alone takes the
    /// other's scan, or his own.
    @Test(arguments: [[day], [-day], [day, -day], [-day, day]])
    func aScanThatRunsStaysWithItsWorker(jumps: [TimeInterval]) async throws {
        let scanner = StubScanner(.hang)
        let test = try await PlatformUnderTest(scanner: scanner) {
            $0.pollInterval = .milliseconds(10)
            $0.heartbeat = .milliseconds(300)
        }
        let id = try await scan(test)
        try await test.withWorker(named: "a") {
            try await test.withWorker(named: "b") {
                _ = try await test.wait(for: id, [.running])
                for jump in jumps {
                    test.clock.advance(jump)
                    // Long enough for many looks, and for a few heartbeats.
                    try await Task.sleep(for: .milliseconds(1_500))
                }
                let job = try await job(of: id, test)
                #expect(job.state == .running && job.attempt == 1 && job.failures.isEmpty)
                #expect(scanner.begun == 1 && scanner.running == 1)
                // It is renewed by what the clock shows now.
                let ahead = Double(try #require(job.leaseExpiresAt)) / 1_000 - test.clock.now.timeIntervalSince1970
                #expect((0...31).contains(ahead), "\(ahead)")
                _ = try await test.platform.scans.cancel(id, as: test.owner)
                #expect(try await test.wait(for: id, [.cancelled]).attempt == 1)
            }
        }
        #expect(scanner.begun == 1)
        #expect(try await test.platform.audit.verify(as: test.owner).fault == nil)
    }

    /// Before the clock went back, its worker had said until when it is to be heard of, and is gone.
    @Test func aScanWhoseWorkerIsGoneIsTakenOnceAfterTheClockWentBack() async throws {
        let scanner = StubScanner(.find(["/a"]))
        let test = try await PlatformUnderTest(scanner: scanner) { $0.lease = .milliseconds(400) }
        let id = try await scan(test)
        let now = test.clock.now.milliseconds
        let claim = JobClaim(owner: "gone", limit: 1, maximumPerTenant: 1, now: now, leaseUntil: now + 400)
        #expect(try await test.store.writePlatform { try $0.claim(claim) }.count == 1)
        test.clock.advance(-Self.day)
        let begun = ContinuousClock.now
        let over = try await test.withWorker(named: "a") {
            try await test.withWorker(named: "b") { try await test.wait(for: id, [.completed]) }
        }
        #expect(over.attempt == 2 && over.findings.total == 1 && scanner.begun == 1)
        // Not before whoever has it could have been heard of.
        #expect(ContinuousClock.now - begun >= .milliseconds(400))
    }

    @Test(arguments: [day, -day]) func aScanThatWaitsIsDoneOnceAndAtOnce(jump: TimeInterval) async throws {
        let scanner = StubScanner(.find(["/a"]))
        let test = try await PlatformUnderTest(scanner: scanner)
        let waiting = try await scan(test)
        // And one that waits for its next attempt.
        let again = try await scan(test)
        let now = test.clock.now.milliseconds
        let claim = JobClaim(owner: "gone", limit: 2, maximumPerTenant: 9, now: now, leaseUntil: now + 30_000)
        let taken = try await test.store.writePlatform { try $0.claim(claim) }
        #expect(taken.count == 2)
        for job in taken {
            let lease = JobLease(job: job.id, token: job.leaseToken)
            let ending: JobEnding = job.subject == again ? .retry(at: now + 1_000, message: "m") : .handedBack
            #expect(try await test.store.writePlatform { try $0.finish(lease, ending, at: now) } == ending)
        }
        test.clock.advance(jump)
        let over = try await test.withWorker {
            [try await test.wait(for: waiting, [.completed]), try await test.wait(for: again, [.completed])]
        }
        #expect(over.map(\.attempt) == [1, 2] && scanner.begun == 2)
    }

    /// Also where another process looks by then, which knows nothing of the jump.
    @Test(arguments: [false, true]) func aScheduleGoesOnByTheClockThatIs(isRestarted: Bool) async throws {
        let test = try await PlatformUnderTest(scanner: StubScanner(.hang))
        let (target, document) = try await test.target()
        let input = ScheduleInput(
            name: "Hourly",
            cron: "0 * * * *",
            scan: NewScan(target: target.id, document: document.id)
        )
        let schedule = try await test.platform.schedules.create(input, as: test.owner).value
        var parts = Platform.Parts(store: test.store, keys: PlatformKeys(), signingKeys: { SigningKeys() })
        parts.settings = test.platform.settings
        let clock = test.clock
        parts.now = { clock.now }
        let platform = isRestarted ? Platform(parts) : test.platform
        /// Looks a few times, and ends the scan that has come of it.
        func look(_ scheduler: Scheduler) async throws -> Int {
            for _ in 0..<3 { await scheduler.tick() }
            let open = try await test.platform.scans.list(as: test.owner).items.filter { !$0.state.isFinal }
            for scan in open { _ = try await test.platform.scans.cancel(scan.id, as: test.owner) }
            return open.count
        }
        #expect(try await look(test.platform.scheduler) == 0)
        clock.advance(Self.day)
        // One makes up for all that were missed, as far as anybody can know.
        #expect(try await look(test.platform.scheduler) == 1)
        clock.advance(-Self.day)
        // The time that was used is not due again, and the next one is not a day away.
        let first = try #require(schedule.nextRun)
        #expect(try await look(platform.scheduler) == 0)
        let planned = try await test.platform.schedules.find(schedule.id, as: test.owner)
        #expect(planned.nextRun == first.addingTimeInterval(3_600) && planned.lastRunAt == first)
        clock.advance(first.timeIntervalSince(clock.now) + 1)
        #expect(try await look(platform.scheduler) == 0)
        for _ in 0..<30 {
            clock.advance(3_600)
            #expect(try await look(platform.scheduler) == 1)
        }
        let times = try await test.platform.scans.list(as: test.owner, page: PageRequest(limit: 200)).items
            .compactMap(\.scheduledFor)
        #expect(times.count == 31 && Set(times).count == 31)
    }

    @Test func whoIsSignedInStaysSoAndNoLongerThanBefore() async throws {
        let test = try await PlatformUnderTest()
        let identity = test.platform.identity
        let input = IdentityService.SignIn(email: "admin@localhost", password: test.password)
        func isIn(_ cookie: String) async throws -> Bool {
            // As after two seconds.
            test.platform.core.cache.clear()
            return try await refusal { try await identity.principal(cookie: cookie) } == nil
        }
        let (tokens, cookie) = (try await identity.signIn(input), try await identity.openBrowserSession(input).cookie)
        test.clock.advance(Self.day)
        // A browser that was idle for a day is out; what is refreshed goes on.
        #expect(try await !isIn(cookie))
        let (later, other) = (
            try await identity.refresh(tokens.refresh), try await identity.openBrowserSession(input).cookie
        )
        test.clock.advance(-Self.day)
        #expect(try await isIn(cookie))
        #expect(try await isIn(other))
        let last = try await identity.refresh(later.refresh)
        #expect(try await identity.principal(bearer: last.access).id == test.owner.id)
        // What was signed for tomorrow is not good yet, and nothing but a new one is needed.
        test.platform.core.cache.clear()
        #expect(try await refusal { try await identity.principal(bearer: later.access) } == .unauthenticated)
        // What nobody uses is over half an hour later, not a day and half an hour.
        test.clock.advance(31 * 60)
        #expect(try await !isIn(other))
        #expect(try await !isIn(cookie))
    }

    @Test(arguments: [day, -day]) func whoGuessesWaitsAsLongAsBeforeAndNotADay(jump: TimeInterval) throws {
        let (throttle, now) = (LoginThrottle(), Date())
        for _ in 0..<5 { try throttle.begin("a", at: now) }
        #expect(throws: ServiceError.self) { try throttle.begin("a", at: now.addingTimeInterval(1)) }
        let after = now.addingTimeInterval(jump)
        if jump < 0 {
            #expect(throws: ServiceError.self) { try throttle.begin("a", at: after) }
            #expect(throws: ServiceError.self) { try throttle.begin("a", at: after.addingTimeInterval(11)) }
        }
        try throttle.begin("a", at: after.addingTimeInterval(13))
    }

    /// With the upkeep, which forgets keys after a day.
    @Test(arguments: [[day + 60], [-day], [day + 60, -day]])
    func aRequestWithAKeyIsDoneOnce(jumps: [TimeInterval]) async throws {
        let test = try await PlatformUnderTest { $0.retention.interval = .milliseconds(20) }
        let projects = test.platform.projects
        let key = Idempotency(key: "k", body: [])
        let made = try await projects.create(name: "P", as: test.owner, idempotency: key)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await test.platform.upkeep.run() }
            try await Task.sleep(for: .milliseconds(200))
            for jump in jumps {
                test.clock.advance(jump)
                try await Task.sleep(for: .milliseconds(200))
                let again = try await projects.create(name: "P", as: test.owner, idempotency: key)
                #expect(again.isReplayed && again.value == made.value)
            }
            group.cancelAll()
            try await group.waitForAll()
        }
        #expect(try await projects.list(as: test.owner).total == 1)
    }

    @Test(arguments: [day, -day]) func aStopStandsUntilItIsReleased(jump: TimeInterval) async throws {
        let scanner = StubScanner(.hang)
        let test = try await PlatformUnderTest(scanner: scanner)
        let (target, document) = try await test.target()
        let new = NewScan(target: target.id, document: document.id)
        let scan = try await test.platform.scans.create(new, as: test.owner).value
        try await test.withWorker {
            _ = try await test.wait(for: scan.id, [.running])
            let stop = try await test.platform.stops.engage(.tenant, reason: "enough", as: test.owner)
            test.clock.advance(jump)
            _ = try await test.wait(for: scan.id, [.stopped])
            #expect(
                try await refusal { try await test.platform.scans.create(new, as: test.owner) } == .emergencyStop
            )
            test.clock.advance(-jump)
            #expect(
                try await refusal { try await test.platform.scans.create(new, as: test.owner) } == .emergencyStop
            )
            try await test.platform.stops.release(stop.id, reason: "mended", as: test.owner)
            let next = try await test.platform.scans.create(new, as: test.owner).value
            _ = try await test.wait(for: next.id, [.running])
            #expect(try await test.platform.scans.find(scan.id, as: test.owner).state == .stopped)
        }
        #expect(scanner.begun == 2)
    }

    @Test func aJumpIsNoticedOnceAndWhatIsNoneIsNot() {
        let (watch, start, now) = (ClockWatch(), ContinuousClock.now, Date())
        #expect(watch.look(at: now, start) == nil)
        watch.settle()
        // An hour passes, with a minute's half of correction.
        #expect(watch.look(at: now + 3_630, start + .seconds(3_600)) == nil)
        #expect(watch.ahead(within: .seconds(86_400), start) == 0 && !watch.mayHaveGoneBack)
        #expect(watch.look(at: now + 3_631 + Self.day, start + .seconds(3_601)) == Self.day)
        #expect(watch.look(at: now + 3_632 + Self.day, start + .seconds(3_602)) == nil)
        #expect(watch.ahead(within: .seconds(86_400), start + .seconds(3_700)) == Self.day && !watch.mayHaveGoneBack)
        #expect(watch.look(at: now + 3_633, start + .seconds(3_603)) == -Self.day)
        #expect(watch.ahead(within: .seconds(86_400), start + .seconds(3_700)) == 0 && watch.mayHaveGoneBack)
        #expect(watch.ahead(within: .seconds(1), start + .seconds(9_999)) == 0)
    }
}
