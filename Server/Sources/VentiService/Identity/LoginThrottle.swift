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
/// A try counts from its beginning, so that many at once are no more than many one after another; the right password takes
/// it back. A stranger can only slow down himself: the count is of the address and the name together.
final class LoginThrottle: Sendable {
    fileprivate struct Tries {
        var failures = 0
        var blockedUntil = Date.distantPast
        var last: Date
    }

    fileprivate static let free = 5
    fileprivate static let window: TimeInterval = 60
    private let tries = Mutex<[String: Tries]>([:])

    /// Counts a try that begins.
    /// - Throws: ``ServiceError`` with code `rate-limited` where it comes too early.
    func begin(_ key: String, at now: Date) throws {
        let wait: TimeInterval = tries.withLock { tries in
            if tries.count > 10_000 { tries = tries.filter { now.timeIntervalSince($0.value.last) < 3_600 } }
            var known = tries[key] ?? Tries(last: now)
            if known.last > now {
                // The clock went back: what was to be waited still is, from now on.
                known.blockedUntil = now.addingTimeInterval(max(0, known.blockedUntil.timeIntervalSince(known.last)))
                known.last = now
                tries[key] = known
            }
            let wait = known.blockedUntil.timeIntervalSince(now)
            guard wait <= 0 else { return wait }
            if now.timeIntervalSince(known.last) > 3_600 { known.failures = 0 }
            known.failures += 1
            known.last = now
            known.block(from: now)
            tries[key] = known
            return 0
        }
        guard wait <= 0 else {
            throw ServiceError(
                .rateLimited,
                "Too many attempts to sign in; try again later.",
                retryAfterSeconds: wait.rounded(.up)
            )
        }
    }

    /// The right password: what was counted is forgotten.
    func succeed(_ key: String) { tries.withLock { $0[key] = nil } }

    /// A try that said nothing about the password, because something else went wrong: it does not count.
    func giveBack(_ key: String) {
        tries.withLock { tries in
            guard var known = tries[key] else { return }
            known.failures = max(0, known.failures - 1)
            known.block(from: known.last)
            tries[key] = known.failures > 0 ? known : nil
        }
    }
}

extension LoginThrottle.Tries {
    /// After the last free try, and after each one more, the next has to wait.
    fileprivate mutating func block(from time: Date) {
        let over = failures - LoginThrottle.free
        let seconds = LoginThrottle.window / Double(LoginThrottle.free) * pow(2, Double(min(over, 5)))
        blockedUntil = over >= 0 ? time.addingTimeInterval(seconds) : .distantPast
    }
}
