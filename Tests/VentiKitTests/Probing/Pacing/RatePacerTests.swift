//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing

@testable import VentiKit

struct RatePacerTests {
    private let start = ContinuousClock.now

    @Test func spacesRequestsEvenly() {
        var pacer = RatePacer(requestsPerSecond: 10)
        let turns = (0..<5).map { _ in pacer.reserve(now: start) - start }
        #expect(turns == (0..<5).map { .milliseconds(100 * $0) })
    }

    @Test func savesNothingUpForABurst() {
        var pacer = RatePacer(requestsPerSecond: 10)
        _ = pacer.reserve(now: start)
        let late = start.advanced(by: .seconds(60))
        #expect(pacer.reserve(now: late) == late)
        #expect(pacer.reserve(now: late) == late.advanced(by: .milliseconds(100) - RatePacer.tolerance))
    }

    @Test(arguments: [1, 20, 500, 5000])
    func keepsTheRateThoughTimersAreLate(rate: Int) {
        var random = SeededGenerator(seed: UInt64(rate))
        var pacer = RatePacer(requestsPerSecond: Double(rate))
        var now = start
        var sent: [Duration] = []
        while now - start < .seconds(10) {
            sent.append(now - start)
            // Each sender waits for its turn, and wakes late.
            let turn = pacer.reserve(now: now)
            if turn > now { now = turn.advanced(by: .microseconds(Int.random(in: 0...3000, using: &random))) }
        }
        let count = sent.count
        #expect(abs(Double(count) / 10 - Double(rate)) <= max(1, Double(rate) * 0.02), "\(count) requests")
        // No window of 100 ms has more than its share, and that of the tolerance and of the timers' lateness.
        let share = Int((Double(rate) * (0.1 + 0.01 + 0.003)).rounded(.up)) + 1
        for (index, time) in sent.enumerated() where index + share < count {
            #expect(sent[index + share] - time > .milliseconds(100))
        }
    }

    @Test(arguments: [(1000.0, Duration.milliseconds(10)), (10, .milliseconds(100))])
    func givesAnotherTurnToWhoSleptThroughHis(rate: Double, tolerance: Duration) {
        let pacer = RatePacer(requestsPerSecond: rate)
        #expect(pacer.admits(start, now: start.advanced(by: tolerance)))
        #expect(!pacer.admits(start, now: start.advanced(by: tolerance + .milliseconds(1))))
    }

    @Test func letsNobodyPassDuringAPause() {
        var pacer = RatePacer(requestsPerSecond: 10)
        _ = pacer.reserve(now: start)
        pacer.pause(until: start.advanced(by: .seconds(2)))
        let end = start.advanced(by: .seconds(2))
        #expect(!pacer.admits(end, now: end.advanced(by: .milliseconds(-1))))
        #expect(pacer.admits(end, now: end))
    }

    @Test func letsAllPassWithoutALimit() {
        var pacer = RatePacer(requestsPerSecond: nil)
        for _ in 0..<100 { #expect(pacer.reserve(now: start) == start) }
    }

    @Test func givesNoTurnBeforeTheEndOfAPause() {
        var pacer = RatePacer(requestsPerSecond: nil)
        pacer.pause(until: start.advanced(by: .seconds(2)))
        pacer.pause(until: start.advanced(by: .seconds(1)))
        #expect(pacer.reserve(now: start) == start.advanced(by: .seconds(2)))
        let later = start.advanced(by: .seconds(3))
        #expect(pacer.reserve(now: later) == later)
    }
}

struct RequestBudgetTests {
    private let start = ContinuousClock.now

    @Test func keepsAReserveForReplays() throws {
        var budget = RequestBudget(maximumRequests: 100)
        for _ in 0..<95 { try budget.take(for: .attack, now: start) }
        #expect(throws: ProbeError.self) { try budget.take(for: .attack, now: start) }
        for _ in 0..<5 { try budget.take(for: .replay, now: start) }
        let error = #expect(throws: ProbeError.self) { try budget.take(for: .replay, now: start) }
        #expect(error?.code == .budgetExhausted)
    }

    @Test func takesBackWhatWasNotSent() throws {
        var budget = RequestBudget(maximumRequests: 1)
        try budget.take(for: .reach, now: start)
        budget.giveBack()
        try budget.take(for: .reach, now: start)
        #expect(throws: ProbeError.self) { try budget.take(for: .reach, now: start) }
    }

    @Test func endsAtItsDeadline() throws {
        var budget = RequestBudget(maximumRequests: 10, deadline: start.advanced(by: .seconds(1)))
        try budget.take(for: .reach, now: start)
        #expect(throws: ProbeError.self) { try budget.take(for: .reach, now: start.advanced(by: .seconds(1))) }
    }

    @Test func sendsNothingWithoutABudget() {
        var budget = RequestBudget(maximumRequests: -3)
        #expect(throws: ProbeError.self) { try budget.take(for: .replay, now: start) }
    }
}
