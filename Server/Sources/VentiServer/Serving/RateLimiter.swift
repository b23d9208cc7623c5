//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Synchronization

/// Lets so many requests through in so long, evenly, for each key by itself (the generic cell rate algorithm).
final class RateLimiter: Sendable {
    /// What a request is told.
    struct Verdict: Sendable, Hashable {
        var isAdmitted: Bool
        /// How many more would be let through right now.
        var remaining: Int
        /// When all of them are there again.
        var resetSeconds: Double
        /// When the next one is let through.
        var retrySeconds: Double
    }

    private static let capacity = 50_000
    private let arrivals = Mutex<[String: ContinuousClock.Instant]>([:])

    func admit(
        _ key: String,
        _ rate: ServerConfiguration.Rate,
        at now: ContinuousClock.Instant = .now
    ) -> Verdict {
        let interval = Duration.seconds(rate.seconds) / max(1, rate.requests)
        let burst = interval * max(1, rate.requests)
        return arrivals.withLock { arrivals in
            if arrivals.count >= Self.capacity { arrivals = arrivals.filter { $0.value > now } }
            let expected = max(arrivals[key] ?? now, now)
            let next = expected + interval
            let ahead = next - now
            guard ahead <= burst else {
                return Verdict(
                    isAdmitted: false,
                    remaining: 0,
                    resetSeconds: (expected - now).inSeconds,
                    retrySeconds: (ahead - burst).inSeconds
                )
            }
            arrivals[key] = next
            return Verdict(
                isAdmitted: true,
                remaining: Int(((burst - ahead) / interval).rounded(.down)),
                resetSeconds: ahead.inSeconds,
                retrySeconds: 0
            )
        }
    }
}

extension Duration {
    var inSeconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
}
