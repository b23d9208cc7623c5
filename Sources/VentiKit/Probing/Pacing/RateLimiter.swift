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

    init(requestsPerSecond: Double?, clock: ProbeClock = .continuous) {
        pacer = Mutex(RatePacer(requestsPerSecond: requestsPerSecond))
        self.clock = clock
    }

    /// Waits for the request's turn.
    ///
    /// - Throws: `CancellationError` where the task is cancelled while it waits; ``ProbeError/Code/budgetExhausted``
    ///   at once where the turn would come after the deadline.
    func wait(deadline: ContinuousClock.Instant?) async throws {
        let now = clock.now()
        let turn = pacer.withLock { $0.reserve(now: now) }
        guard turn > now else { return }
        if let deadline, turn >= deadline {
            throw ProbeError(.budgetExhausted, "The scan's deadline comes before the request's turn.")
        }
        try await clock.sleep(turn)
    }

    /// Reserves the next turn.
    ///
    /// - Returns: When it is, or `nil` for now.
    func turn(
        now: ContinuousClock.Instant,
        deadline: ContinuousClock.Instant?
    ) throws(ProbeError) -> ContinuousClock.Instant? {
        let turn = pacer.withLock { $0.reserve(now: now) }
        guard turn > now else { return nil }
        if let deadline, turn >= deadline {
            throw ProbeError(.budgetExhausted, "The scan's deadline comes before the request's turn.")
        }
        return turn
    }

    /// Holds back all requests that have not got their turn.
    func pause(until instant: ContinuousClock.Instant) { pacer.withLock { $0.pause(until: instant) } }
}
