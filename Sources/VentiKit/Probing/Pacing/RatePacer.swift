//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Spaces requests evenly: each gets the next instant of a grid, and time that was not used is not saved up for a burst.
///
/// A timer that wakes a request late does not move the grid, so that the rate holds on the average. The grid lags behind
/// by ``tolerance`` at most: no span of time gets more requests than its share and that of the tolerance.
struct RatePacer: Sendable {
    /// How far behind the grid may be, to make up for timers that fire late.
    static let tolerance = Duration.milliseconds(10)

    /// The time between two requests; zero where there is no limit.
    let interval: Duration
    private var next: ContinuousClock.Instant?
    private var pausedUntil: ContinuousClock.Instant?

    /// - Parameter requestsPerSecond: More than zero, or `nil` for no limit.
    init(requestsPerSecond: Double?) {
        guard let requestsPerSecond, requestsPerSecond > 0 else {
            interval = .zero
            return
        }
        interval = .seconds(1 / min(max(requestsPerSecond, 0.001), 1_000_000))
    }

    /// Takes the next free instant, and gives when the request may go: then, or now where that is past.
    mutating func reserve(now: ContinuousClock.Instant) -> ContinuousClock.Instant {
        // Without a rate there is no grid, only pauses.
        guard interval > .zero || pausedUntil != nil else { return now }
        var turn = max(next ?? now, now.advanced(by: .zero - Self.tolerance))
        if let pausedUntil { turn = max(turn, pausedUntil) }
        next = turn.advanced(by: interval)
        return max(turn, now)
    }

    /// Lets nobody pass before this instant.
    mutating func pause(until instant: ContinuousClock.Instant) {
        pausedUntil = max(pausedUntil ?? instant, instant)
    }

    /// Whether a request may go that has waited for its instant.
    ///
    /// It may not during a pause that began meanwhile. Nor may it where it woke so late that others have their turn:
    /// after a stall of the machine all would go at once.
    func admits(_ turn: ContinuousClock.Instant, now: ContinuousClock.Instant) -> Bool {
        !isPaused(now: now) && turn.duration(to: now) <= max(interval, Self.tolerance)
    }

    /// Whether nobody may pass.
    func isPaused(now: ContinuousClock.Instant) -> Bool { pausedUntil.map { now < $0 } ?? false }
}
