//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Synchronization

@testable import VentiKit

/// A clock that goes on only while somebody sleeps: a sleep ends at once, and it is as late as was asked for.
final class ManualClock: Sendable {
    let start = ContinuousClock.now
    private let offset = Mutex(Duration.zero)
    private let slept = Mutex([Duration]())

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
                let length = self.offset.withLock { offset in
                    defer { offset = max(offset, until) }
                    return until - offset
                }
                self.slept.withLock { $0.append(length) }
                await Task.yield()
            },
            secondsSince1970: { 784_111_740 }
        )
    }
}
