//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Dispatch
import Synchronization

/// Wakes whoever waits when their time has come, or before where their task is cancelled.
///
/// `Task.sleep` keeps its timer until the time has come, even where the task was cancelled long before. Each request has a
/// deadline that it nearly never reaches: with thousands of requests a second that is a hundred thousand timers. Here they
/// share one, which runs only while somebody waits.
final class AlarmClock: Sendable {
    private struct Waiter {
        var time: ContinuousClock.Instant
        var wake: CheckedContinuation<Void, Never>
    }

    private struct State {
        var waiters: [UInt64: Waiter] = [:]
        var next: UInt64 = 0
        var isTicking = false
    }

    /// Everybody's.
    static let shared = AlarmClock()

    private let tick: DispatchTimeInterval
    private let state = Mutex(State())

    /// - Parameter tick: How much later than asked somebody may be woken.
    init(tick: DispatchTimeInterval = .milliseconds(100)) { self.tick = tick }

    /// How many wait.
    var count: Int { state.withLock { $0.waiters.count } }

    /// Waits until a time, or until the task is cancelled.
    func wait(until time: ContinuousClock.Instant) async {
        let number = state.withLock { state in
            state.next += 1
            return state.next
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { add(number, Waiter(time: time, wake: $0)) }
        } onCancel: {
            wake(number)
        }
    }

    private func add(_ number: UInt64, _ waiter: Waiter) {
        let isFirst = state.withLock { state in
            state.waiters[number] = waiter
            defer { state.isTicking = true }
            return !state.isTicking
        }
        if isFirst { tickLater() }
        // The cancellation may have come before there was anybody to wake.
        if Task.isCancelled { wake(number) }
    }

    private func wake(_ number: UInt64) {
        let waiter = state.withLock { $0.waiters.removeValue(forKey: number) }
        waiter?.wake.resume()
    }

    private func tickLater() {
        DispatchQueue.global().asyncAfter(deadline: .now() + tick) { self.ring(.now) }
    }

    private func ring(_ now: ContinuousClock.Instant) {
        let (due, goesOn) = state.withLock { state in
            let due = state.waiters.filter { $0.value.time <= now }
            for number in due.keys { state.waiters[number] = nil }
            state.isTicking = !state.waiters.isEmpty
            return (due.values.map(\.wake), state.isTicking)
        }
        if goesOn { tickLater() }
        for wake in due { wake.resume() }
    }
}
