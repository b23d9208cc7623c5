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

@Suite(.timeLimit(.minutes(3))) struct ScanWorkerTests {
    private func scan(
        _ test: PlatformUnderTest,
        _ target: (Target, StoredDocument),
        key: String? = nil
    ) async throws -> Scan {
        try await test.platform.scans.create(
            NewScan(target: target.0.id, document: target.1.id),
            as: test.owner,
            idempotency: key.map { Idempotency(key: $0, body: []) }
        ).value
    }

    @Test func aScanRunsAndItsEventsHaveNoGaps() async throws {
        let test = try await PlatformUnderTest(scanner: StubScanner(.find(["/a", "/b"])))
        let made = try await scan(test, test.target())
        #expect(made.state == .queued)
        let done = try await test.withWorker { try await test.wait(for: made.id, [.completed]) }
        #expect(done.findings.high == 2 && done.progress.fraction == 1 && done.attempt == 1)
        #expect(done.coverage == Scan.Coverage(operations: 3, reached: 3))
        let events = try await test.platform.scans.events(of: made.id, as: test.owner)
        #expect(events.map(\.seq) == Array(1...events.count))
        #expect(events.first?.kind == "state" && events.last?.kind == "done")
        #expect(events.filter { $0.kind == "finding" }.count == 2 && events.filter { $0.kind == "done" }.count == 1)
        #expect(
            try await test.platform.scans.events(of: made.id, after: 2, as: test.owner) == Array(events.dropFirst(2))
        )
        #expect(try await test.platform.reports.text(of: made.id, .sarif, as: test.owner).contains("\"2.1.0\""))
    }

    @Test func theSameRequestTwiceIsOneScan() async throws {
        let test = try await PlatformUnderTest(scanner: StubScanner(.hang))
        let target = try await test.target()
        let first = try await scan(test, target, key: "one")
        #expect(try await scan(test, target, key: "one").id == first.id)
        #expect(try await scan(test, target, key: "two").id != first.id)
        let other = Idempotency(key: "one", body: [1])
        let code = try await refusal {
            try await test.platform.scans.create(
                NewScan(target: target.0.id, document: target.1.id),
                as: test.owner,
                idempotency: other
            )
        }
        #expect(code == .idempotencyKeyReused)
        #expect(try await test.platform.scans.list(as: test.owner).total == 2)
    }

    @Test func aCancelledScanEndsAndKeepsItsReport() async throws {
        let scanner = StubScanner(.hang)
        let test = try await PlatformUnderTest(scanner: scanner)
        let target = try await test.target()
        let (running, waiting) = (try await scan(test, target), try await scan(test, target))
        try await test.withWorker {
            _ = try await test.wait(for: running.id, [.running])
            // Of one target: the second waits for the first.
            #expect(try await test.platform.scans.cancel(waiting.id, as: test.owner).state == .cancelled)
            _ = try await test.platform.scans.cancel(running.id, as: test.owner)
            let ended = try await test.wait(for: running.id, [.cancelled, .completed, .failed])
            #expect(ended.state == .cancelled && ended.outcome == "cancelled")
        }
        #expect(scanner.begun == 1 && scanner.running == 0)
        #expect(try await refusal { try await test.platform.scans.cancel(running.id, as: test.owner) } == .conflict)
        #expect(try await test.platform.reports.report(of: running.id, as: test.owner).outcome == .cancelled)
    }

    /// Each kind of stop ends what runs, lets nothing begin, and stands after everything was started anew.
    @Test(arguments: EmergencyStop.Reach.allCases)
    func anEmergencyStopEndsScansAndSurvivesARestart(_ reach: EmergencyStop.Reach) async throws {
        let scanner = StubScanner(.hang)
        let test = try await PlatformUnderTest(scanner: scanner)
        let target = try await test.target()
        let running = try await scan(test, target)
        let stop = try await test.withWorker {
            _ = try await test.wait(for: running.id, [.running])
            let began = ContinuousClock.now
            let stop = try await test.platform.stops.engage(
                reach,
                target: reach == .target ? target.0.id : nil,
                reason: "enough",
                as: test.owner
            )
            #expect(try await test.wait(for: running.id, [.stopped, .cancelled]).state == .stopped)
            #expect(ContinuousClock.now - began < .seconds(10))
            return stop
        }
        #expect(scanner.running == 0)
        #expect(try await refusal { try await scan(test, target) } == .emergencyStop)
        // Another process: a platform of its own over the same store.
        let again = try await PlatformUnderTest.second(over: test, scanner: scanner)
        #expect(try await refusal { try await scan(again, target) } == .emergencyStop)
        #expect(try await again.platform.stops.engaged(as: test.owner).map(\.id) == [stop.id])
        try await again.platform.stops.release(stop.id, reason: "mended", as: test.owner)
        scanner.next(.find([]))
        let next = try await scan(again, target)
        _ = try await again.withWorker { try await again.wait(for: next.id, [.completed]) }
    }

    /// A worker that dies without a word: another one scans again, and nothing is doubled.
    @Test func aLostWorkersScanGoesOnElsewhereWithoutDoubles() async throws {
        let test = try await PlatformUnderTest(scanner: StubScanner(.find(["/a"]))) { $0.lease = .milliseconds(400) }
        let made = try await scan(test, test.target())
        // What a worker does that is killed then: it claims and is never heard of again.
        let now = test.platform.core.milliseconds
        let claim = JobClaim(owner: "dead", limit: 1, maximumPerTenant: 1, now: now, leaseUntil: now + 400)
        let lost = try #require(try await test.store.writePlatform { try $0.claim(claim) }.first)
        let done = try await test.withWorker { try await test.wait(for: made.id, [.completed]) }
        #expect(done.attempt == 2 && done.findings.total == 1)
        // The dead one rises again and reports what it has found: it is thrown away.
        let request = ScanRequest(document: .bytes([], name: "d"), target: "http://127.0.0.1:1")
        let late = StubScanner.report(request, ["/a", "/b"].map(StubScanner.finding))
        try await ScanFinish(core: test.platform.core, run: ActiveRun(lost)).write(late, nil)
        #expect(try await test.platform.findings.list(as: test.owner).total == 1)
        #expect(try await test.platform.scans.find(made.id, as: test.owner) == done)
        let events = try await test.platform.scans.events(of: made.id, as: test.owner)
        #expect(events.filter { $0.kind == "done" }.count == 1)
        #expect(events.map(\.seq) == Array(1...events.count))
    }

    /// A worker that ends hands its scans back, and they have not failed.
    @Test func aWorkerThatEndsHandsItsScansBack() async throws {
        let scanner = StubScanner(.hang)
        let test = try await PlatformUnderTest(scanner: scanner)
        let made = try await scan(test, test.target())
        try await test.withWorker { _ = try await test.wait(for: made.id, [.running]) }
        #expect(try await test.platform.scans.find(made.id, as: test.owner).state == .queued)
        #expect(scanner.running == 0)
        scanner.next(.find([]))
        let done = try await test.withWorker { try await test.wait(for: made.id, [.completed]) }
        #expect(done.attempt == 1)
    }

    /// Somebody cancels on another server, and the worker ends before it hears of it.
    @Test func aCancelOutlivesTheWorkerThatHasNotHeardOfIt() async throws {
        let scanner = StubScanner(.hang)
        let test = try await PlatformUnderTest(scanner: scanner) { $0.heartbeat = .seconds(600) }
        let elsewhere = try await PlatformUnderTest.second(over: test, scanner: scanner)
        let made = try await scan(test, test.target())
        try await test.withWorker {
            _ = try await test.wait(for: made.id, [.running])
            _ = try await elsewhere.platform.scans.cancel(made.id, as: test.owner)
        }
        let ended = try await test.platform.scans.find(made.id, as: test.owner)
        #expect(ended.state == .cancelled && ended.finishedAt != nil)
        let next = try await scan(test, test.target(url: "http://127.0.0.1:2"))
        scanner.next(.find([]))
        _ = try await test.withWorker { try await test.wait(for: next.id, [.completed]) }
        #expect(scanner.begun == 2)
        #expect(try await test.platform.scans.find(made.id, as: test.owner) == ended)
    }

    @Test func aCancelledScanThatFailsIsNotTriedAgain() async throws {
        let test = try await PlatformUnderTest(scanner: StubScanner(.find([])))
        let made = try await scan(test, test.target())
        let now = test.platform.core.milliseconds
        let claim = JobClaim(owner: "w", limit: 1, maximumPerTenant: 1, now: now, leaseUntil: now + 60_000)
        let job = try #require(try await test.store.writePlatform { try $0.claim(claim) }.first)
        _ = try await test.platform.scans.cancel(made.id, as: test.owner)
        let failure = ScanError(.executionFailed, "the container is gone")
        try await ScanFinish(core: test.platform.core, run: ActiveRun(job)).write(nil, failure)
        let ended = try await test.platform.scans.find(made.id, as: test.owner)
        #expect(ended.state == .cancelled && ended.finishedAt != nil)
        let events = try await test.platform.scans.events(of: made.id, as: test.owner)
        #expect(events.filter { $0.kind == "done" }.count == 1 && events.last?.kind == "done")
    }

    @Test func whatCannotBeScannedFailsWithItsReasonAndWhatMayGoAgainDoes() async throws {
        let scanner = StubScanner(.fail(ScanError(.invalidDocument, "no paths")))
        let test = try await PlatformUnderTest(scanner: scanner)
        let target = try await test.target()
        let first = try await scan(test, target)
        try await test.withWorker {
            let failed = try await test.wait(for: first.id, [.failed])
            #expect(failed.detail == "no paths" && failed.attempt == 1)
            scanner.next(.fail(ScanError(.executionFailed, "the container is gone")))
            let second = try await scan(test, target)
            let deadline = ContinuousClock.now + .seconds(20)
            while scanner.begun < 2, ContinuousClock.now < deadline { try await Task.sleep(for: .milliseconds(20)) }
            scanner.next(.find([]))
            _ = try await test.wait(for: second.id, [.queued])
            test.clock.advance(60)
            #expect(try await test.wait(for: second.id, [.completed]).attempt == 2)
        }
    }

    @Test func noMoreScansRunAtOnceThanAllowed() async throws {
        let scanner = StubScanner(.hang)
        let test = try await PlatformUnderTest(scanner: scanner) {
            $0.workerConcurrency = 2
            $0.scansPerTenant = 2
        }
        for number in 1...4 { _ = try await scan(test, test.target(url: "http://127.0.0.1:\(number)")) }
        try await test.withWorker {
            let deadline = ContinuousClock.now + .seconds(20)
            while scanner.running < 2, ContinuousClock.now < deadline { try await Task.sleep(for: .milliseconds(20)) }
            try await Task.sleep(for: .milliseconds(200))
        }
        #expect(scanner.most == 2)
    }

    @Test(arguments: [
        (Role.viewer, ScanPolicy.Profile.safe, false), (.developer, .safe, true), (.developer, .active, false),
        (.ci, .passive, true), (.ci, .active, false), (.analyst, .active, true), (.admin, .dangerous, false),
        (.owner, .dangerous, true), (.auditor, .safe, false), (.platformAdmin, .safe, false),
    ])
    func profilesNeedTheirPermission(_ role: Role, _ profile: ScanPolicy.Profile, _ isAllowed: Bool) async throws {
        let test = try await PlatformUnderTest(scanner: StubScanner(.find([])))
        let target = try await test.target()
        let code = try await refusal {
            try await test.platform.scans.create(
                NewScan(target: target.0.id, document: target.1.id, profile: profile),
                as: test.principal(role)
            )
        }
        #expect(code == (isAllowed ? nil : .forbidden))
    }
}

extension PlatformUnderTest {
    /// A platform of its own over another one's store, as a second process has it.
    static func second(over test: PlatformUnderTest, scanner: any APIScanner) async throws -> PlatformUnderTest {
        var parts = Platform.Parts(
            store: test.store,
            keys: test.platform.core.keys,
            signingKeys: { try test.platform.core.signing.keys() }
        )
        parts.settings = test.platform.settings
        parts.scanners = ScannerCatalog([
            .init(id: "stub", title: "Stub", executor: InProcessExecutor()) { _ in scanner }
        ])
        return PlatformUnderTest(copy: test, platform: Platform(parts))
    }

    private init(copy: PlatformUnderTest, platform: Platform) {
        self.platform = platform
        store = copy.store
        clock = copy.clock
        owner = copy.owner
        password = copy.password
    }
}
