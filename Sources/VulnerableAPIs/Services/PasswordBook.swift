//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Synchronization

/// Knows the passwords of a service, and refuses to be asked too often.
///
/// The failures of a name count whether anybody has the name or not, and asking and counting is one step, so that
/// parallel guesses are no way around the limit.
final class PasswordBook: Sendable {
    private let passwords: Mutex<[String: DemoPassword]>
    private let limit = FailureLimit()

    init(_ accounts: [DemoAccount]) {
        let pairs = accounts.map { ($0.username, DemoPassword($0.password)) }
        passwords = Mutex(Dictionary(pairs, uniquingKeysWith: { $1 }))
    }

    /// - Parameter purpose: What the password is asked for; each purpose has failures of its own.
    /// - Throws: ``Problem`` with status 429 after too many failures, with `refusal` where the password is wrong.
    func check(_ password: String, of name: String, for purpose: String = "login", else refusal: Problem) throws {
        let key = "\(purpose) \(name)"
        try passwords.withLock { passwords in
            if let seconds = limit.secondsToWait(for: key) { throw Problem.tooMany(seconds) }
            guard DemoPassword.check(password, against: passwords[name]) else {
                limit.recordFailure(of: key)
                throw refusal
            }
        }
    }

    func change(_ name: String, to password: String) {
        passwords.withLock { $0[name] = DemoPassword(password) }
    }
}
