//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Synchronization

@testable import VentiKit

/// A clock that goes on only while somebody sleeps: of those who do, the first wakes at once, and it is as late as it
/// asked for.
final class ManualClock: Sendable {
    let start = ContinuousClock.now
    private let offset = Mutex(Duration.zero)
    private let slept = Mutex([Duration]())
    /// When each of those who sleep wants to wake, by its number.
    private let sleepers = Mutex((next: 0, ends: [Int: Duration]()))

    /// The time since the beginning.
    var elapsed: Duration { offset.withLock { $0 } }
    /// How long each sleep was.
    var sleeps: [Duration] { slept.withLock { $0 } }

    func advance(by duration: Duration) { offset.withLock { $0 += duration } }

    var probeClock: ProbeClock {
        ProbeClock(
            now: { self.start.advanced(by: self.elapsed) },
            sleep: { instant in
                try Task.checkCancellation()
                let until = instant - self.start
                self.slept.withLock { $0.append(until - self.elapsed) }
                let number = self.sleepers.withLock { sleepers in
                    sleepers.next += 1
                    sleepers.ends[sleepers.next] = until
                    return sleepers.next
                }
                defer { self.sleepers.withLock { _ = $0.ends.removeValue(forKey: number) } }
                repeat {
                    try Task.checkCancellation()
                    await Task.yield()
                } while self.sleepers.withLock { $0.ends.values.contains { $0 < until } }
                self.offset.withLock { $0 = max($0, until) }
            },
            secondsSince1970: { 784_111_740 }
        )
    }
}
