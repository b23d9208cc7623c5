//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Synchronization

/// The clock that `pg_sleep` waits by: the real one, unless the caller counts pauses instead of spending them.
package enum DatabaseClock {
    /// The pauses that statements asked for, added up and not waited for.
    package final class Tally: Sendable {
        private let total = Mutex(Duration.zero)

        package init() {}

        package var elapsed: Duration { total.withLock { $0 } }

        func add(_ pause: Duration) { total.withLock { $0 += pause } }
    }

    /// Where pauses are counted; `nil` to wait.
    @TaskLocal package static var tally: Tally?

    static func sleep(for pause: Duration) async throws {
        if let tally {
            tally.add(pause)
        } else {
            try await Task.sleep(for: pause)
        }
    }
}
