//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing

@testable import VentiKit

struct ConcurrencyControllerTests {
    private func answer(_ controller: inout ConcurrencyController, _ count: Int, _ latency: Duration? = nil) {
        for _ in 0..<count { controller.note(.answered(latency: latency), inFlight: controller.limit) }
    }

    @Test func beginsLowAndRisesToItsCeiling() {
        var controller = ConcurrencyController(ceiling: 8)
        #expect(controller.limit == 2)
        answer(&controller, 8, .milliseconds(10))
        #expect(controller.limit == 3)
        answer(&controller, 1000, .milliseconds(10))
        #expect(controller.limit == 8)
        #expect(controller.lowest == 2)
        #expect(controller.highest == 8)
        #expect(controller.reductions == 0)
    }

    @Test(arguments: [1, 0, -5])
    func staysAtOneWhereNoMoreIsAskedFor(ceiling: Int) {
        var controller = ConcurrencyController(ceiling: ceiling)
        answer(&controller, 100, .milliseconds(10))
        controller.note(.lost, inFlight: 1)
        #expect(controller.limit == 1)
        #expect(controller.reductions == 0)
    }

    @Test func doesNotRiseWhereTheLimitIsNotReached() {
        var controller = ConcurrencyController(ceiling: 8)
        for _ in 0..<500 { controller.note(.answered(latency: .milliseconds(1)), inFlight: 1) }
        #expect(controller.limit == 2)
    }

    @Test(arguments: [ConcurrencyController.Signal.limited, .lost])
    func fallsByHalfOnceForAllThatWereUnderWay(signal: ConcurrencyController.Signal) {
        var controller = ConcurrencyController(ceiling: 16)
        answer(&controller, 1000, .milliseconds(10))
        #expect(controller.limit == 16)
        for inFlight in (1...16).reversed() { controller.note(signal, inFlight: inFlight) }
        #expect(controller.limit == 8)
        #expect(controller.reductions == 1)
        for _ in 0..<100 { controller.note(signal, inFlight: 1) }
        #expect(controller.limit == 1)
        #expect(controller.lowest == 1)
        answer(&controller, 1000, .milliseconds(10))
        #expect(controller.limit == 16, "It recovers.")
    }

    @Test func fallsWhereTheLatencyRisesAndRecoversAfterwards() {
        var controller = ConcurrencyController(ceiling: 16)
        answer(&controller, 1000, .milliseconds(10))
        answer(&controller, 200, .milliseconds(200))
        #expect(controller.reductions > 0)
        #expect(controller.limit < 16)
        answer(&controller, 2000, .milliseconds(10))
        #expect(controller.limit == 16)
    }

    @Test func learnsThatTheTargetIsSlowerThanItWas() {
        var controller = ConcurrencyController(ceiling: 8)
        answer(&controller, 500, .milliseconds(10))
        answer(&controller, 2000, .milliseconds(300))
        #expect(controller.lowest == 1, "Only one request at a time shows how slow the target itself is.")
        #expect(controller.limit == 8)
    }

    @Test func takesNoLatencyOfAttacksIntoAccount() {
        var load = LoadController(ceiling: 8, isAdaptive: true)
        for index in 0..<400 {
            for _ in 0..<load.limit { load.noteSent() }
            for _ in 0..<load.limit {
                let isAttack = index >= 200
                let latency: Duration = isAttack ? .seconds(4) : .milliseconds(10)
                let response = ProbeResponse(status: 200, timeToFirstByte: latency)
                #expect(load.note(response, .answered, isAttack ? .attack : .reach) == nil)
            }
        }
        #expect(load.limit == 8)
        #expect(load.concurrency.reductions == 0)
    }

    @Test func tellsWhoIsToBlameForALostRequest() {
        func limit(after code: ProbeError.Code, _ purpose: HTTPExchange.Purpose) -> Int {
            var load = LoadController(ceiling: 8, isAdaptive: true)
            load.noteSent()
            _ = load.note(ProbeError(code, ""), purpose)
            #expect(load.inFlight == 0)
            return load.limit
        }
        #expect(limit(after: .connectionReset, .attack) == 1)
        #expect(limit(after: .connectionRefused, .attack) == 1)
        #expect(limit(after: .noResponse, .reach) == 1)
        #expect(limit(after: .noResponse, .attack) == 2, "An attack may ask for a long time.")
        #expect(limit(after: .malformedHeader, .reach) == 2)
    }

    @Test func leavesTheLimitAloneWhereItIsNotAdaptive() {
        var controller = ConcurrencyController(ceiling: 8, isAdaptive: false)
        for _ in 0..<50 { controller.note(.limited, inFlight: 8) }
        #expect(controller.limit == 8)
    }
}

/// A target behind a pool of fifteen connections, as many frameworks have by default.
struct PooledTargetTests {
    @Test(arguments: [2, 20, 100], 1...2)
    func fillsThePoolWithoutDrainingIt(milliseconds: Int, seed: UInt64) {
        var controller = ConcurrencyController(ceiling: 200)
        var target = PooledTarget(connections: 15, service: .milliseconds(milliseconds), seed: seed)
        target.serve(5000, for: &controller)
        #expect(controller.limit >= 12)
        // Below 20 ms of waiting nobody is hurt, however long the line is.
        let bearable = max(2 * 15, 15 * (20 + 2 * milliseconds) / milliseconds)
        #expect(target.mostInFlight <= bearable + 2, "\(target.mostInFlight) at once")
    }

    @Test(arguments: 1...2)
    func isSeldomRefusedByATargetThatLetsNobodyWait(seed: UInt64) {
        var controller = ConcurrencyController(ceiling: 200)
        var target = PooledTarget(connections: 15, service: .milliseconds(20), capacity: 15, seed: seed)
        target.serve(5000, for: &controller)
        #expect(target.mostInFlight <= 16)
        #expect(target.refused * 100 <= target.answered, "\(target.refused) of \(target.answered) refused")
        #expect(controller.reductions > 1)
    }

    @Test func followsATargetThatGetsWeakAndRecovers() {
        var controller = ConcurrencyController(ceiling: 32)
        var target = PooledTarget(connections: 15, service: .milliseconds(50))
        target.serve(2000, for: &controller)
        #expect((12...32).contains(controller.limit))
        target.connections = 3
        target.serve(1500, for: &controller)
        target.forgetCounts()
        target.serve(1500, for: &controller)
        #expect(target.mostInFlight <= 8, "\(target.mostInFlight) at once at a pool of three")
        target.connections = 15
        target.serve(3000, for: &controller)
        #expect(controller.limit >= 12)
    }
}
