//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import Testing

@testable import VentiService

@Suite(.timeLimit(.minutes(1))) struct DeadlineTests {
    @Test func whatIsDoneInTimeIsGiven() async throws {
        #expect(try await withDeadline(.seconds(30)) { 7 } == 7)
        await #expect(throws: CocoaError.self) {
            try await withDeadline(.seconds(30)) { throw CocoaError(.coderInvalidValue) }
        }
    }

    @Test func whatTakesTooLongIsCancelledAndRefused() async throws {
        let code = try await refusal {
            try await withDeadline(.milliseconds(200)) { try await Task.sleep(for: .seconds(50)) }
        }
        #expect(code == .overloaded)
    }

    @Test func whoIsCancelledIsToldThatAndNotThatItTookTooLong() async throws {
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                await #expect(throws: CancellationError.self) {
                    try await withDeadline(.seconds(50)) { try await Task.sleep(for: .seconds(50)) }
                }
            }
            try? await Task.sleep(for: .milliseconds(50))
            group.cancelAll()
        }
    }

    @Test func nobodyIsKeptWaitingOnceTheWorkIsDone() async throws {
        let clock = AlarmClock()
        let end = ContinuousClock.now + .seconds(3_600)
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<500 { group.addTask { await clock.wait(until: end) } }
            while clock.count < 500 { await Task.yield() }
            group.cancelAll()
        }
        #expect(clock.count == 0)
    }

    @Test func eachIsWokenAtTheirTimeAndNobodyBefore() async throws {
        let clock = AlarmClock(tick: .milliseconds(5))
        let start = ContinuousClock.now
        await withTaskGroup(of: Void.self) { group in
            for number in 0..<50 {
                let time = start + .milliseconds(number * 4)
                group.addTask {
                    await clock.wait(until: time)
                    #expect(ContinuousClock.now >= time)
                }
            }
        }
        #expect(clock.count == 0)
        // One whose time is over already, after the clock has stopped ticking.
        await clock.wait(until: start)
        #expect(clock.count == 0)
    }
}
