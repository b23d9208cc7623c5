//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Synchronization
import VentiService

/// The spans that wait to be sent. It never holds more than it may, and whoever adds never waits.
final class TraceQueue: Sendable {
    private struct State {
        var spans: [TraceSpan] = []
        var dropped = 0
    }

    private let state = Mutex(State())
    private let most: Int

    init(most: Int) { self.most = most }

    /// How many spans wait.
    var count: Int { state.withLock { $0.spans.count } }

    /// Adds a span, or drops it where too many wait already.
    func add(_ span: TraceSpan) {
        state.withLock { state in
            if state.spans.count < most { state.spans.append(span) } else { state.dropped += 1 }
        }
    }

    /// Takes the oldest spans, and how many were dropped since the last time.
    func take(_ count: Int) -> (spans: [TraceSpan], dropped: Int) {
        state.withLock { state in
            let taken = Array(state.spans.prefix(count))
            state.spans.removeFirst(taken.count)
            defer { state.dropped = 0 }
            return (taken, state.dropped)
        }
    }
}
