//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Synchronization

/// Counts the failures of a key within the last minute.
///
/// Only failures count, so that whoever knows the password is never in the way of the limit's other keys.
final class FailureLimit: Sendable {
    private static let maximumKeys = 10_000
    private let failures: Mutex<[String: [ContinuousClock.Instant]]> = Mutex([:])
    private let allowed: Int
    private let window: Duration

    init(allowed: Int = 10, within window: Duration = .seconds(60)) {
        self.allowed = allowed
        self.window = window
    }

    /// The seconds to wait, or `nil` where the key may try.
    func secondsToWait(for key: String) -> Int? {
        let now = ContinuousClock.now
        return failures.withLock { failures in
            let recent = (failures[key] ?? []).filter { now - $0 < window }
            failures[key] = recent.isEmpty ? nil : recent
            guard recent.count >= allowed, let first = recent.first else { return nil }
            return max(1, Int((window - (now - first)).components.seconds) + 1)
        }
    }

    func recordFailure(of key: String) {
        failures.withLock { failures in
            if failures.count >= Self.maximumKeys { failures = [:] }
            failures[key, default: []].append(.now)
        }
    }
}
