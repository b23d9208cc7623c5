//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Synchronization
import VentiService

/// What the server counts and remembers while it runs.
public final class ServerState: Sendable {
    private struct State {
        var isStarted = false
        var isDraining = false
        var streams: [RecordID: Int] = [:]
    }

    private let state = Mutex(State())
    let limiter = RateLimiter()
    /// What `/metrics` shows.
    public let metrics: MetricsRegistry

    /// A state of a server that has not started.
    public init(metrics: MetricsRegistry = MetricsRegistry()) { self.metrics = metrics }

    /// Whether everything is set up.
    var isStarted: Bool { state.withLock { $0.isStarted } }
    /// Whether the server is about to end.
    var isDraining: Bool { state.withLock { $0.isDraining } }

    func start() { state.withLock { $0.isStarted = true } }
    func drain() { state.withLock { $0.isDraining = true } }

    /// Lets somebody through who does not ask too often.
    ///
    /// - Parameters:
    ///   - key: Who asks, and for what kind of thing.
    ///   - rate: How often that may be; `nil` for as often as they like.
    /// - Throws: ``VentiService/ServiceError`` with code `rate-limited`.
    public func admit(_ key: String, _ rate: ServerConfiguration.Rate?) throws {
        guard let rate else { return }
        let verdict = limiter.admit(key, rate)
        guard verdict.isAdmitted else {
            throw ServiceError(.rateLimited, "Too many requests.", retryAfterSeconds: max(1, verdict.retrySeconds))
        }
    }

    /// Whether somebody has fewer streams open than so many.
    func mayOpenStream(_ principal: RecordID, most: Int) -> Bool {
        state.withLock { $0.streams[principal, default: 0] < most }
    }

    func openStream(_ principal: RecordID) { state.withLock { $0.streams[principal, default: 0] += 1 } }

    func closeStream(_ principal: RecordID) {
        state.withLock { state in
            let rest = state.streams[principal, default: 1] - 1
            state.streams[principal] = rest > 0 ? rest : nil
        }
    }
}
