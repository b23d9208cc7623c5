//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Synchronization
import Testing

@testable import VentiKit

struct ConcurrencyQueueTests {
    @Test func letsInNoMoreThanTheLimitInTheirOrder() {
        var queue = ConcurrencyQueue(limit: 2)
        #expect(queue.enter(1, .shared) == true)
        #expect(queue.enter(2, .shared) == true)
        #expect(queue.enter(3, .shared) == false)
        #expect(queue.enter(4, .shared) == false)
        #expect(queue.leave() == [3])
        #expect(queue.leave() == [4])
        #expect(queue.inFlight == 2)
    }

    @Test func keepsOthersOutOfAnExclusiveAccess() {
        var queue = ConcurrencyQueue(limit: 2)
        #expect(queue.enter(1, .shared) == true)
        #expect(queue.enter(2, .exclusive) == false)
        #expect(queue.enter(3, .shared) == false, "What comes later waits behind the exclusive access.")
        #expect(queue.leave() == [2])
        #expect(queue.enter(4, .within(2)) == true)
        #expect(queue.enter(5, .within(2)) == true)
        #expect(queue.enter(6, .within(2)) == false, "The limit holds within too.")
        #expect(queue.leave() == [6])
        #expect(queue.leave().isEmpty)
        #expect(queue.leave().isEmpty)
        #expect(queue.leaveExclusive(2) == [3])
    }

    @Test func letsOthersInWhenAnExclusiveAccessIsWithdrawn() {
        var queue = ConcurrencyQueue(limit: 2)
        #expect(queue.enter(1, .shared) == true)
        #expect(queue.enter(2, .exclusive) == false)
        #expect(queue.enter(3, .shared) == false)
        let (wasWaiting, admitted) = queue.withdraw(2)
        #expect(wasWaiting)
        #expect(admitted == [3])
        #expect(!queue.withdraw(3).wasWaiting)
    }

    @Test func followsALimitThatChanges() {
        var queue = ConcurrencyQueue(limit: 3)
        for ticket in 1...3 { #expect(queue.enter(UInt64(ticket), .shared) == true) }
        for ticket in 4...7 { #expect(queue.enter(UInt64(ticket), .shared) == false) }
        #expect(queue.setLimit(1).isEmpty)
        #expect(queue.leave().isEmpty)
        #expect(queue.leave().isEmpty)
        #expect(queue.inFlight == 1)
        #expect(queue.leave() == [4])
        #expect(queue.setLimit(3) == [5, 6])
        #expect(queue.setLimit(0).isEmpty)
        #expect(queue.limit == 1)
    }

    @Test func letsWaitWhoeverTriesWhileOthersDo() {
        var queue = ConcurrencyQueue(limit: 1)
        #expect(queue.tryEnter(1, .shared) == true)
        #expect(queue.tryEnter(2, .shared) == false)
        #expect(queue.waitingCount == 0, "Who only tries does not wait.")
        #expect(queue.enter(3, .exclusive) == false)
        #expect(queue.leave() == [3])
        #expect(queue.tryEnter(4, .shared) == false)
        #expect(queue.tryEnter(5, .within(3)) == true)
    }
}

@Suite(.timeLimit(.minutes(1)))
struct ConcurrencyLimiterTests {
    /// How many run at once, how many did at most, and whether one has the target for itself.
    private final class Gauge: Sendable {
        let counts = Mutex((now: 0, most: 0))
        private let exclusive = Mutex(false)

        var isExclusive: Bool {
            get { exclusive.withLock { $0 } }
            set { exclusive.withLock { $0 = newValue } }
        }

        func pass() async {
            counts.withLock { counts in
                counts.now += 1
                counts.most = max(counts.most, counts.now)
            }
            await Task.yield()
            counts.withLock { $0.now -= 1 }
        }
    }

    private final class Counts: Sendable { let value = Mutex((ran: 0, cancelled: 0)) }

    @Test func runsNoMoreThanTheLimitAtOnce() async throws {
        let limiter = ConcurrencyLimiter(limit: 3)
        let gauge = Gauge()
        try await withThrowingTaskGroup { group in
            for _ in 0..<200 { group.addTask { try await limiter.withSlot { await gauge.pass() } } }
            try await group.waitForAll()
        }
        #expect((1...3).contains(gauge.counts.withLock { $0.most }))
    }

    @Test func runsNothingElseDuringAnExclusiveAccess() async throws {
        let limiter = ConcurrencyLimiter(limit: 8)
        let gauge = Gauge()
        try await withThrowingTaskGroup { group in
            for index in 0..<200 {
                group.addTask {
                    guard index.isMultiple(of: 10) else {
                        return try await limiter.withSlot { #expect(!gauge.isExclusive) }
                    }
                    try await limiter.withExclusiveAccess {
                        gauge.isExclusive = true
                        await Task.yield()
                        try await limiter.withSlot { #expect(gauge.isExclusive) }
                        try await limiter.withExclusiveAccess { await Task.yield() }
                        gauge.isExclusive = false
                    }
                }
            }
            try await group.waitForAll()
        }
    }

    @Test func letsGoOfTenThousandAtOnce() async throws {
        let limiter = ConcurrencyLimiter(limit: 1)
        let (entered, enters) = AsyncStream.makeStream(of: Void.self)
        let counts = Counts()
        await withTaskGroup { group in
            for _ in 0..<10_001 {
                group.addTask {
                    do {
                        try await limiter.withSlot {
                            counts.value.withLock { $0.ran += 1 }
                            enters.yield()
                            try await Task.sleep(for: .seconds(3600))
                        }
                    } catch { counts.value.withLock { $0.cancelled += 1 } }
                }
            }
            for await _ in entered { break }
            group.cancelAll()
        }
        #expect(counts.value.withLock { $0.cancelled } == 10_001)
        // Whoever was let in before it was cancelled itself.
        #expect(counts.value.withLock { $0.ran } < 10_000)
        #expect(try await limiter.withSlot { 2 } == 2)
    }

    @Test func letsGoOfThoseWhoAreCancelled() async throws {
        let limiter = ConcurrencyLimiter(limit: 1)
        for round in 0..<50 {
            await withTaskGroup { group in
                for index in 0..<20 {
                    group.addTask {
                        if index.isMultiple(of: 5) {
                            try? await limiter.withExclusiveAccess { await Task.yield() }
                        } else {
                            try? await limiter.withSlot { await Task.yield() }
                        }
                    }
                }
                for _ in 0..<round { await Task.yield() }
                group.cancelAll()
            }
        }
        #expect(try await limiter.withSlot { 1 } == 1)
        #expect(try await limiter.withExclusiveAccess { 2 } == 2)
    }
}
