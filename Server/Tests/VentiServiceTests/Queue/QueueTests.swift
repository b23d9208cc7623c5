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

@Suite(.timeLimit(.minutes(2))) struct QueueTests {
    private let store: SQLiteStore
    private let scope = TenantScope(tenant: .make())

    init() throws { store = try SQLiteStore() }

    private func job(_ key: String? = nil, tenant: RecordID? = nil, _ priority: Job.Priority = .interactive) -> Job {
        Job(
            id: .make(),
            tenant: tenant ?? scope.tenant,
            subject: .make(),
            priority: priority,
            state: .ready,
            runAt: 0,
            attempt: 0,
            maximumAttempts: 3,
            leaseToken: 0,
            concurrencyKey: key,
            failures: [],
            createdAt: Date()
        )
    }

    private func add(_ jobs: [Job]) async throws {
        try await store.writePlatform { platform in
            for job in jobs { try platform.tenant(job.scope).insert(job) }
        }
    }

    private func claim(_ limit: Int, now: Int64 = 1_000, perTenant: Int = 100) async throws -> [Job] {
        let claim = JobClaim(owner: "w", limit: limit, maximumPerTenant: perTenant, now: now, leaseUntil: now + 100)
        return try await store.writePlatform { try $0.claim(claim) }
    }

    private func lease(_ job: Job) -> JobLease { JobLease(job: job.id, token: job.leaseToken) }

    @Test func manyWorkersTakeEachJobOnce() async throws {
        try await add((0..<200).map { _ in job() })
        let taken = try await withThrowingTaskGroup(of: [RecordID].self) { group in
            for _ in 0..<8 {
                group.addTask {
                    var mine: [RecordID] = []
                    while case let jobs = try await claim(7, perTenant: 1_000), !jobs.isEmpty { mine += jobs.map(\.id) }
                    return mine
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        #expect(taken.count == 200 && Set(taken).count == 200)
    }

    @Test func jobsOfOneKeyRunOneAfterAnother() async throws {
        try await add([job("a"), job("a"), job("b")])
        let first = try await claim(10)
        #expect(first.count == 2 && Set(first.map(\.concurrencyKey)) == ["a", "b"])
        #expect(try await claim(10).isEmpty)
        let done = try #require(first.first { $0.concurrencyKey == "a" })
        #expect(try await store.writePlatform { try $0.finish(lease(done), .done, at: 1_000) } == .done)
        #expect(try await claim(10).count == 1)
    }

    @Test func oneTenantsLongQueueDoesNotHoldUpOthers() async throws {
        let other = RecordID.make()
        try await add((0..<50).map { _ in job() } + [job(tenant: other)])
        let first = try await claim(2)
        #expect(Set(first.map(\.tenant)) == [scope.tenant, other])
        #expect(try await claim(10, perTenant: 3).count == 2)
    }

    @Test func whoHasLostTheLeaseWritesNothing() async throws {
        try await add([job()])
        let slow = try #require(try await claim(1).first)
        #expect(try await store.writePlatform { try $0.reclaimExpired(at: 1_050) }.isEmpty)
        #expect(try await store.writePlatform { try $0.reclaimExpired(at: 1_101) }.map(\.state) == [.ready])
        #expect(!(try await store.writePlatform { try $0.holds(lease(slow)) }))
        let fast = try #require(try await claim(1, now: 1_200).first)
        #expect(fast.leaseToken > slow.leaseToken && fast.attempt == 2)
        #expect(try await store.writePlatform { try $0.finish(lease(slow), .done, at: 1_300) } == nil)
        #expect(
            try await store.writePlatform { try $0.renew([lease(slow), lease(fast)], until: 2_000) }.map(\.lease) == [
                lease(fast)
            ]
        )
        #expect(try await store.writePlatform { try $0.finish(lease(fast), .done, at: 1_300) } == .done)
        #expect(try await store.writePlatform { try $0.finish(lease(fast), .done, at: 1_300) } == nil)
        #expect(try await store.readPlatform { try $0.jobCounts() } == ["done": 1])
    }

    @Test func whatFailsTooOftenIsDeadAndWhatIsHandedBackIsNot() async throws {
        try await add([job()])
        for _ in 0..<5 {
            let taken = try #require(try await claim(1).first)
            #expect(taken.attempt == 1)
            #expect(try await store.writePlatform { try $0.finish(lease(taken), .handedBack, at: 500) } == .handedBack)
        }
        for attempt in 1...3 {
            let taken = try #require(try await claim(1).first)
            #expect(taken.attempt == attempt)
            let state = try await store.writePlatform { try $0.reclaimExpired(at: 1_101) }.first?.state
            #expect(state == (attempt == 3 ? .dead : .ready))
            if attempt < 3 {
                // What was reclaimed may begin again from then on.
                let again = try #require(try await claim(1, now: 1_101).first)
                #expect(
                    try await store.writePlatform { try $0.finish(lease(again), .handedBack, at: 500) } == .handedBack
                )
            }
        }
        #expect(try await claim(1, now: 9_999).isEmpty)
    }

    @Test func aRetryWaitsForItsTime() async throws {
        try await add([job()])
        let taken = try #require(try await claim(1).first)
        let ending = JobEnding.retry(at: 5_000, message: "the place was lost")
        #expect(try await store.writePlatform { try $0.finish(lease(taken), ending, at: 1_000) } == ending)
        #expect(try await claim(1, now: 4_999).isEmpty)
        let again = try #require(try await claim(1, now: 5_000).first)
        #expect(again.failures.map(\.message) == ["the place was lost"] && again.attempt == 2)
    }

    /// However the worker lets the job go, nobody begins again what somebody has asked to end.
    @Test(arguments: [JobEnding.handedBack, .retry(at: 1_000, message: "m"), .dead(message: "m"), .cancelled])
    func aCancelIsNotLostWithTheWorker(_ ending: JobEnding) async throws {
        try await add([job()])
        var taken = try #require(try await claim(1).first)
        taken.cancelRequestedAt = 1_000
        let asked = taken
        try await store.write(scope) { try $0.update(asked) }
        #expect(try await store.writePlatform { try $0.finish(lease(asked), ending, at: 1_000) } == .cancelled)
        #expect(try await claim(1, now: 9_999).isEmpty)
        #expect(try await store.readPlatform { try $0.jobCounts() } == ["cancelled": 1])
    }

    @Test func whatIsDoneIsDoneThoughSomebodyHasAskedToEndIt() async throws {
        try await add([job()])
        var taken = try #require(try await claim(1).first)
        taken.cancelRequestedAt = 1_000
        let asked = taken
        try await store.write(scope) { try $0.update(asked) }
        #expect(try await store.writePlatform { try $0.finish(lease(asked), .done, at: 1_000) } == .done)
    }

    @Test(arguments: [JobEnding.handedBack, .retry(at: 1_000, message: "m"), .dead(message: "m"), .cancelled])
    func whatAStopHasEndedDoesNotBeginAgain(_ ending: JobEnding) async throws {
        try await add([job()])
        var taken = try #require(try await claim(1).first)
        taken.stoppedAt = 1_000
        let stopped = taken
        try await store.write(scope) { try $0.update(stopped) }
        let pulse = try await store.writePlatform { try $0.renew([lease(stopped)], until: 2_000) }
        #expect(pulse.map(\.isStopped) == [true])
        #expect(try await store.writePlatform { try $0.finish(lease(stopped), ending, at: 1_000) } == .cancelled)
        #expect(try await claim(1, now: 9_999).isEmpty)
    }

    /// An earlier version has left such jobs behind.
    @Test func aWaitingJobThatIsToEndEndsBeforeAnybodyTakesIt() async throws {
        var asked = job()
        asked.cancelRequestedAt = 10
        try await add([asked, job()])
        let ended = try await store.writePlatform { try $0.reclaimExpired(at: 1_000) }
        #expect(ended.map(\.id) == [asked.id] && ended.map(\.state) == [.cancelled])
        #expect(ended.allSatisfy { $0.failures.isEmpty && $0.finishedAt != nil })
        #expect(try await claim(10).count == 1)
    }

    @Test func urgentJobsGoFirst() async throws {
        let (late, urgent) = (job("a", .scheduled), job("a", .interactive))
        try await add([late, urgent])
        #expect(try await claim(10).map(\.id) == [urgent.id])
        // One tenant's haste is no reason for another's to wait.
        let other = job(tenant: .make(), .scheduled)
        try await add([other, job(), job()])
        #expect(try await claim(2).contains { $0.id == other.id })
    }
}
