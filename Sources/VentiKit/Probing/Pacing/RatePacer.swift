//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Spaces requests evenly: each gets the next free instant, and time that was not used is not saved up for a burst.
struct RatePacer: Sendable {
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

    /// Takes the next free instant, which is `now` or later.
    mutating func reserve(now: ContinuousClock.Instant) -> ContinuousClock.Instant {
        var instant = max(now, next ?? now)
        if let pausedUntil { instant = max(instant, pausedUntil) }
        next = instant.advanced(by: interval)
        return instant
    }

    /// Gives no instant before this one to requests that have not got theirs yet.
    mutating func pause(until instant: ContinuousClock.Instant) {
        pausedUntil = max(pausedUntil ?? instant, instant)
    }
}
