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
