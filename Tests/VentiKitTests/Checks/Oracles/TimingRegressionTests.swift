//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing

@testable import VentiKit

struct TimingRegressionTests {
    private func verdict(_ samples: (Double, Double)...) -> TimingRegression.Verdict {
        var regression = TimingRegression()
        for (asked, measured) in samples { regression.add(.init(asked: asked, measured: measured)) }
        return regression.verdict
    }

    private func fittedSlope(_ verdict: TimingRegression.Verdict) -> Double? {
        if case .delayed(let slope, _) = verdict { slope } else { nil }
    }

    @Test func aLineOfSlopeOneIsADelay() throws {
        let slope = try #require(fittedSlope(verdict((0, 0.11), (2, 2.13), (0, 0.09), (4, 4.10), (0, 0.12), (7, 7.14))))
        #expect(abs(slope - 1) < 0.05)
    }

    @Test func aLineOfSlopeTwoIsADelayThatIsEvaluatedTwice() throws {
        let slope = try #require(fittedSlope(verdict((0, 0.1), (2, 4.1), (0, 0.1), (4, 8.2), (0, 0.1), (7, 14.1))))
        #expect(abs(slope - 2) < 0.05)
    }

    @Test func anAPIThatIsAlwaysSlowHasNoDelay() {
        #expect(fittedSlope(verdict((0, 5.0), (2, 5.1), (0, 5.0), (4, 5.0), (0, 5.2), (7, 5.1))) == nil)
    }

    @Test func anAPIThatIsAlwaysSlowAndHasTheFlawIsFound() throws {
        let slope = try #require(fittedSlope(verdict((0, 3.0), (2, 5.1), (0, 3.1), (4, 7.0), (0, 3.0), (7, 10.1))))
        #expect(abs(slope - 1) < 0.05)
    }

    @Test func aConstantDelayThatFollowsThePayloadIsNoDelay() {
        #expect(fittedSlope(verdict((0, 0.1), (2, 8), (0, 0.1), (4, 8), (0, 0.1), (7, 8))) == nil)
    }

    @Test func noiseIsNoDelay() {
        #expect(fittedSlope(verdict((0, 0.1), (2, 9), (0, 4), (4, 1), (0, 0.2), (7, 3))) == nil)
        #expect(fittedSlope(verdict((0, 0.1), (2, 6), (0, 0.1), (4, 4), (0, 0.1), (7, 7))) == nil)
    }

    @Test func aSlopeBetweenOneAndTwoIsNoDelay() {
        #expect(fittedSlope(verdict((0, 0.1), (2, 3.1), (0, 0.1), (4, 6.1), (0, 0.1), (7, 10.6))) == nil)
        #expect(fittedSlope(verdict((0, 0.1), (2, 6.1), (0, 0.1), (4, 12.1), (0, 0.1), (7, 21.1))) == nil)
    }

    @Test func aFastOneAmongTheSlowOnesDecides() {
        #expect(
            verdict((0, 0.1), (2, 2.1), (0, 0.1), (4, 0.1), (0, 0.1), (7, 7.1))
                == .notDelayed(reason: "a delay of 4.0 s was answered in 0.1 s")
        )
    }

    @Test func aSlowZeroDecides() {
        #expect(fittedSlope(verdict((0, 0.1), (2, 2.1), (0, 0.1), (4, 4.1), (0, 6.9), (7, 7.1))) == nil)
    }

    @Test func tooFewSamplesSayNothing() {
        #expect(verdict() == .notDelayed(reason: "too few samples"))
        #expect(verdict((0, 0.1), (2, 2.1), (4, 4.1), (7, 7.1)) == .notDelayed(reason: "too few samples"))
        #expect(verdict((0, 0.1), (2, 2.1), (0, 0.1), (4, 4.1)) == .notDelayed(reason: "too few samples"))
    }

    @Test func oneSlowSampleIsPromisingOnlyAboveTheSlowestFastOne() {
        var regression = TimingRegression()
        #expect(regression.isPromising(.init(asked: 2, measured: 2)))
        regression.add(.init(asked: 0, measured: 1))
        #expect(regression.isPromising(.init(asked: 2, measured: 2.7)))
        #expect(!regression.isPromising(.init(asked: 2, measured: 2.5)))
    }
}
