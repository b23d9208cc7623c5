//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import Synchronization

/// Slows down who guesses passwords: five tries a minute for an address and a name, with growing delays.
///
/// A stranger can only slow down himself: the count is of the address and the name together.
final class LoginThrottle: Sendable {
    private struct Tries {
        var failures: Int
        var blockedUntil: Date
        var last: Date
    }

    private static let free = 5
    private static let window: TimeInterval = 60
    private let tries = Mutex<[String: Tries]>([:])

    /// - Throws: ``ServiceError`` with code `rate-limited` where a try comes too early.
    func admit(_ key: String, at now: Date) throws {
        let wait: TimeInterval = tries.withLock { tries in
            guard let known = tries[key] else { return 0 }
            return known.blockedUntil.timeIntervalSince(now)
        }
        guard wait <= 0 else {
            throw ServiceError(
                .rateLimited,
                "Too many attempts to sign in; try again later.",
                retryAfterSeconds: wait.rounded(.up)
            )
        }
    }

    /// A wrong password.
    func fail(_ key: String, at now: Date) {
        tries.withLock { tries in
            if tries.count > 10_000 { tries = tries.filter { now.timeIntervalSince($0.value.last) < 3_600 } }
            var known = tries[key] ?? Tries(failures: 0, blockedUntil: .distantPast, last: now)
            if now.timeIntervalSince(known.last) > 3_600 { known.failures = 0 }
            known.failures += 1
            known.last = now
            if known.failures >= Self.free {
                let factor = pow(2, Double(min(known.failures - Self.free, 5)))
                known.blockedUntil = now.addingTimeInterval(Self.window / Double(Self.free) * factor)
            }
            tries[key] = known
        }
    }

    /// The right password.
    func succeed(_ key: String) { tries.withLock { $0[key] = nil } }
}
