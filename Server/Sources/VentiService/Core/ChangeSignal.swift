//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Synchronization

/// Wakes up whoever waits for a change of something, in this process.
///
/// It only saves time: everybody who waits also looks by himself from time to time, for what other processes change.
final class ChangeSignal: Sendable {
    private struct State {
        var counts: [String: Int] = [:]
        var waiting: [String: [Int: CheckedContinuation<Void, Never>]] = [:]
        var next = 0
    }

    private let state = Mutex(State())

    /// Says that something has changed.
    func notify(_ topic: String) {
        let woken = state.withLock { state in
            state.counts[topic, default: 0] += 1
            return state.waiting.removeValue(forKey: topic)
        }
        for continuation in (woken ?? [:]).values { continuation.resume() }
    }

    /// How often something has changed. Ask before looking, and wait for a change from there.
    func count(_ topic: String) -> Int { state.withLock { $0.counts[topic, default: 0] } }

    /// Forgets a topic that nobody will ask about again.
    func forget(_ topic: String) { state.withLock { $0.counts[topic] = nil } }

    /// Waits until something has changed since it was counted, or for so long.
    func wait(for topic: String, since count: Int, atMost limit: Duration) async throws {
        let end = ContinuousClock.now + limit
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await self.change(of: topic, since: count) }
            group.addTask { await AlarmClock.shared.wait(until: end) }
            defer { group.cancelAll() }
            try await group.next()
        }
        try Task.checkCancellation()
    }

    private func change(of topic: String, since count: Int) async {
        let id = state.withLock { state in
            state.next += 1
            return state.next
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isOver = state.withLock { state in
                    if Task.isCancelled || state.counts[topic, default: 0] != count { return true }
                    state.waiting[topic, default: [:]][id] = continuation
                    return false
                }
                if isOver { continuation.resume() }
            }
        } onCancel: {
            state.withLock { state in
                let continuation = state.waiting[topic]?.removeValue(forKey: id)
                if state.waiting[topic]?.isEmpty == true { state.waiting[topic] = nil }
                return continuation
            }?.resume()
        }
    }
}
