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

/// What becomes of scans that wait, or whose workers are lost, when an emergency stop comes and is released.
@Suite(.timeLimit(.minutes(2))) struct StopTests {
    private func scan(_ test: PlatformUnderTest, _ target: (Target, StoredDocument)) async throws -> Scan {
        let new = NewScan(target: target.0.id, document: target.1.id)
        return try await test.platform.scans.create(new, as: test.owner).value
    }

    /// A stop that comes while scans wait: they end, and do not begin by themselves when it is released.
    @Test(arguments: EmergencyStop.Reach.allCases)
    func aWaitingScanEndsWithAStop(_ reach: EmergencyStop.Reach) async throws {
        let scanner = StubScanner(.find([]))
        let test = try await PlatformUnderTest(scanner: scanner)
        let (target, other) = (try await test.target(), try await test.target(url: "http://127.0.0.1:2"))
        let (made, elsewhere) = (try await scan(test, target), try await scan(test, other))
        let stop = try await test.platform.stops.engage(
            reach,
            target: reach == .target ? target.0.id : nil,
            reason: "x",
            as: test.owner
        )
        let ended = try await test.platform.scans.find(made.id, as: test.owner)
        #expect(ended.state == .stopped && ended.detail == "ended by an emergency stop while it waited")
        #expect(try await test.platform.scans.events(of: made.id, as: test.owner).last?.kind == "done")
        let next = try await test.withWorker {
            try await Task.sleep(for: .milliseconds(300))
            #expect(scanner.begun == (reach == .target ? 1 : 0))
            try await test.platform.stops.release(stop.id, reason: "y", as: test.owner)
            let next = try await scan(test, target)
            _ = try await test.wait(for: next.id, [.completed])
            return next
        }
        #expect(try await test.platform.scans.find(made.id, as: test.owner) == ended)
        let second = try await test.platform.scans.find(elsewhere.id, as: test.owner)
        #expect(second.state == (reach == .target ? .completed : .stopped) && next.id != made.id)
        let stopped = try await test.platform.audit.list(as: test.owner).items.filter { $0.action == "scan.stopped" }
        #expect(stopped.count == (reach == .target ? 1 : 2))
    }

    /// The worker is lost while the stop stands, and the stop is released before anybody has missed the worker.
    @Test func aStoppedScanOfALostWorkerDoesNotBeginAgain() async throws {
        let scanner = StubScanner(.find([]))
        let test = try await PlatformUnderTest(scanner: scanner) { $0.lease = .milliseconds(400) }
        let made = try await scan(test, test.target())
        let now = test.platform.core.milliseconds
        let claim = JobClaim(owner: "dead", limit: 1, maximumPerTenant: 1, now: now, leaseUntil: now + 400)
        _ = try #require(try await test.store.writePlatform { try $0.claim(claim) }.first)
        let stop = try await test.platform.stops.engage(.global, reason: "x", as: test.owner)
        try await test.platform.stops.release(stop.id, reason: "y", as: test.owner)
        let ended = try await test.withWorker { try await test.wait(for: made.id, [.stopped, .completed, .cancelled]) }
        #expect(ended.state == .stopped && scanner.begun == 0)
    }

    /// A worker that ends before it hears of the stop hands nothing back, though the stop is released by then.
    @Test func aStopOutlivesTheWorkerThatHasNotHeardOfIt() async throws {
        let scanner = StubScanner(.hang)
        let test = try await PlatformUnderTest(scanner: scanner) { $0.heartbeat = .seconds(600) }
        let elsewhere = try await PlatformUnderTest.second(over: test, scanner: scanner)
        let made = try await scan(test, test.target())
        try await test.withWorker {
            _ = try await test.wait(for: made.id, [.running])
            let stop = try await elsewhere.platform.stops.engage(.tenant, reason: "x", as: test.owner)
            try await elsewhere.platform.stops.release(stop.id, reason: "y", as: test.owner)
        }
        #expect(try await test.platform.scans.find(made.id, as: test.owner).state == .stopped)
        #expect(scanner.begun == 1)
    }

    @Test func aDeadJobGetsNoOtherChanceUnderAStop() async throws {
        let test = try await PlatformUnderTest(scanner: StubScanner(.fail(ScanError(.invalidDocument, "no paths"))))
        let made = try await scan(test, test.target())
        _ = try await test.withWorker { try await test.wait(for: made.id, [.failed]) }
        let keeper = test.principal(.platformAdmin)
        let job = try #require(try await test.platform.queue.dead(as: keeper).items.first)
        let stop = try await test.platform.stops.engage(.tenant, reason: "x", as: test.owner)
        #expect(try await refusal { try await test.platform.queue.redrive(job.id, as: keeper) } == .emergencyStop)
        try await test.platform.stops.release(stop.id, reason: "y", as: test.owner)
        #expect(try await test.platform.queue.redrive(job.id, as: keeper).state == .ready)
    }
}
