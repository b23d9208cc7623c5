//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Synchronization
import VentiKit

/// Notes when each request comes.
final class TimingTransport: ProbeTransport {
    private let noted = Mutex<[ContinuousClock.Instant]>([])
    private let inner: any ProbeTransport

    init(inner: any ProbeTransport) { self.inner = inner }

    var instants: [ContinuousClock.Instant] { noted.withLock { $0 } }

    /// How late each request was on a grid of this interval, in milliseconds.
    ///
    /// The grid begins with the first request, and begins anew at each that was later than timers may be. Where a scan
    /// had nothing to send for a while, that counts as late too.
    func delays(interval: Duration) -> [Double] {
        guard var turn = instants.first else { return [] }
        return instants.map { instant in
            let delay = max(.zero, turn.duration(to: instant))
            turn = max(turn, instant - .milliseconds(10)) + interval
            return delay / .milliseconds(1)
        }
    }

    func send(
        _ request: ProbeRequest,
        deadline: ContinuousClock.Instant,
        options: ProbeOptions
    ) async throws -> ProbeResponse {
        noted.withLock { $0.append(.now) }
        return try await inner.send(request, deadline: deadline, options: options)
    }
}
