//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

internal import Synchronization

/// Lets requests pass one after the other, at no more than a rate.
final class RateLimiter: Sendable {
    private let pacer: Mutex<RatePacer>
    private let clock: ProbeClock

    /// Whether there is a rate to keep.
    let hasRate: Bool

    init(requestsPerSecond: Double?, clock: ProbeClock = .continuous) {
        let pacer = RatePacer(requestsPerSecond: requestsPerSecond)
        hasRate = pacer.interval > .zero
        self.pacer = Mutex(pacer)
        self.clock = clock
    }

    /// Waits for the request's turn, and gives the instant at which it was to be.
    ///
    /// A request that slept through its turn, or into a pause, gets another one.
    ///
    /// - Throws: `CancellationError` where the task is cancelled while it waits; ``ProbeError/Code/budgetExhausted``
    ///   at once where the turn would come after the deadline.
    func wait(deadline: ContinuousClock.Instant?) async throws -> ContinuousClock.Instant {
        var missed: ContinuousClock.Instant?
        while true {
            let now = clock.now()
            let turn = reserve(now: now)
            guard turn > now else { return missed ?? turn }
            if let deadline, turn >= deadline {
                throw ProbeError(.budgetExhausted, "The scan's deadline comes before the request's turn.")
            }
            try await clock.sleep(turn)
            let awake = clock.now()
            let (isAdmitted, isPaused) = pacer.withLock { ($0.admits(turn, now: awake), $0.isPaused(now: awake)) }
            if isAdmitted { return missed ?? turn }
            // A pause is the target's wish, anything else our own delay.
            missed = isPaused ? nil : missed ?? turn
        }
    }

    /// Whether a request that waited for its turn may go.
    func admits(_ turn: ContinuousClock.Instant, now: ContinuousClock.Instant) -> Bool {
        pacer.withLock { $0.admits(turn, now: now) }
    }

    /// Takes the next turn, which is `now` or later.
    func reserve(now: ContinuousClock.Instant) -> ContinuousClock.Instant { pacer.withLock { $0.reserve(now: now) } }

    /// Holds back all requests that have not passed.
    func pause(until instant: ContinuousClock.Instant) { pacer.withLock { $0.pause(until: instant) } }
}
