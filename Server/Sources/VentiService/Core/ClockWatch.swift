//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import Logging
import Synchronization

/// Notices where the clock is set: it then shows a time that has not passed, or one that was already.
final class ClockWatch: Sendable {
    private struct State {
        /// What the clock showed when it was looked at last, and when that was.
        var last: (shown: Date, passed: ContinuousClock.Instant)?
        /// By how much it was set, and when that was noticed.
        var leaps: [(seconds: TimeInterval, noticed: ContinuousClock.Instant)] = []
        /// Whether it may have gone back since everything was planned: nobody knows that of the time before this process.
        var mayHaveGoneBack = true
    }

    /// What is less is the gentle correction of a clock, or a process that had no processor for a while.
    static let least: TimeInterval = 60
    private let state = Mutex(State())

    /// Looks at the clock.
    /// - Returns: By how many seconds it was set since somebody has looked last; `nil` where it was not.
    func look(at now: Date, _ passed: ContinuousClock.Instant = .now) -> TimeInterval? {
        state.withLock { state in
            defer { state.last = (now, passed) }
            guard let last = state.last else { return nil }
            let elapsed = (passed - last.passed).components
            let set = now.timeIntervalSince(last.shown) - Double(elapsed.seconds) - Double(elapsed.attoseconds) / 1e18
            guard abs(set) >= Self.least else { return nil }
            state.leaps.append((set, passed))
            if set < 0 { state.mayHaveGoneBack = true }
            return set
        }
    }

    /// How many seconds the clock shows more than have passed in the last while.
    func ahead(within time: Duration, _ now: ContinuousClock.Instant = .now) -> TimeInterval {
        state.withLock { state in
            state.leaps.removeAll { now - $0.noticed > time }
            return max(0, state.leaps.reduce(0) { $0 + $1.seconds })
        }
    }

    /// Whether it may have gone back since ``settle()``.
    var mayHaveGoneBack: Bool { state.withLock { $0.mayHaveGoneBack } }

    /// Everything is planned by what the clock shows now.
    func settle() { state.withLock { $0.mayHaveGoneBack = false } }
}

extension PlatformCore {
    /// Looks whether the clock was set, and says so once.
    func lookAtClock() {
        guard let seconds = watch.look(at: now()) else { return }
        logger.warning("the clock was set", metadata: ["seconds": "\(Int(seconds.rounded()))"])
    }
}
