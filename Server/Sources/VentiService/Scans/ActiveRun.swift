//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Synchronization

/// A scan that a worker runs right now, and the way to end it.
final class ActiveRun: Sendable {
    /// Why a run is to end early.
    enum Reason: Sendable {
        /// Somebody has cancelled it.
        case cancelled
        /// An emergency stop.
        case stopped
        /// Another worker has the job: nothing may be written any more.
        case lost
        /// The worker ends.
        case draining
    }

    let job: Job
    let lease: JobLease
    /// Ends when the run is to end.
    let ending: AsyncStream<Never>
    private let finish: AsyncStream<Never>.Continuation
    private let state = Mutex<Reason?>(nil)

    init(_ job: Job) {
        self.job = job
        lease = JobLease(job: job.id, token: job.leaseToken)
        (ending, finish) = AsyncStream.makeStream()
    }

    /// Why the run is to end; `nil` where it is to go on. What was said first stays.
    var reason: Reason? { state.withLock { $0 } }

    func end(_ reason: Reason) {
        state.withLock { state in
            // That nothing may be written any more wins over everything.
            if state == nil || reason == .lost { state = reason }
        }
        finish.finish()
    }
}
