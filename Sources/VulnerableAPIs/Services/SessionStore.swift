//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Synchronization

/// Who is signed in, by random tokens that end by themselves.
final class SessionStore: Sendable {
    private struct Session {
        var subject: String
        var end: ContinuousClock.Instant
    }

    static let seconds = 1_800
    private static let maximumSessions = 10_000
    private let sessions = Mutex<[String: Session]>([:])

    /// A new token for a subject.
    func begin(for subject: String) -> String {
        let token = Fixture.randomSecret()
        let now = ContinuousClock.now
        sessions.withLock { sessions in
            if sessions.count >= Self.maximumSessions { sessions = sessions.filter { $0.value.end > now } }
            if sessions.count >= Self.maximumSessions { sessions = [:] }
            sessions[token] = Session(subject: subject, end: now + .seconds(Self.seconds))
        }
        return token
    }

    /// Whose token it is; `nil` for every other text.
    func subject(of token: String?) -> String? {
        guard let token, let session = sessions.withLock({ $0[token] }), session.end > .now else { return nil }
        return session.subject
    }

    func end(_ token: String) {
        sessions.withLock { $0[token] = nil }
    }
}
