//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import NIOCore
import Synchronization

/// Stops a scan for a reason: has the cluster remove its Job, and after a while reads no more of it.
///
/// Works from anywhere, also from a task that was cancelled.
final class JobStopper: Sendable {
    /// Why a scan is stopped.
    enum Reason: Sendable, Hashable {
        case cancelled
        case deadline
        case tooMuchOutput
    }

    private struct State {
        var reason: Reason?
        var isOver = false
        var stream: ClusterStream.Cancel?
        var removal: ClusterConnection.Call?
        var authorization: String?
        var deadline: Scheduled<Void>?
        var ending: Scheduled<Void>?
    }

    private let client: ClusterClient
    private let grace: TimeAmount
    private let eventLoop: any EventLoop
    private let state = Mutex(State())

    init(_ client: ClusterClient, graceSeconds: Double) {
        self.client = client
        // The cluster needs a moment to pass the word on.
        grace = .milliseconds(Int64((graceSeconds + 4) * 1_000))
        eventLoop = client.connection.eventLoop
    }

    /// Why the scan was stopped, or `nil` where it was not.
    var reason: Reason? { state.withLock { $0.reason } }

    /// Whether nothing more is to be read.
    var isOver: Bool { state.withLock { $0.isOver } }

    /// Knows the Job from now on, and removes it at once where the scan was stopped already.
    func keep(job: String, uid: String?) async throws {
        let removal = try client.removal(of: job, uid: uid)
        let authorization = try await client.tokens.authorization()
        let isStopped = state.withLock { state in
            state.removal = removal
            state.authorization = authorization
            return state.reason != nil
        }
        if isStopped { end() }
    }

    /// The program runs: its time begins.
    func begin(deadlineSeconds: Double) {
        let scheduled = eventLoop.scheduleTask(in: .milliseconds(Int64(min(deadlineSeconds, 1e9) * 1_000))) {
            [weak self] in
            self?.stop(.deadline)
            return
        }
        state.withLock { $0.deadline = scheduled }
    }

    /// Keeps what ends the stream that is read, so that reading can be ended.
    func keep(_ stream: @escaping ClusterStream.Cancel) {
        let isOver = state.withLock { state in
            state.stream = stream
            return state.isOver
        }
        if isOver { stream() }
    }

    /// Has the program told to stop, unless that was done already. One that has not begun has nothing to say.
    func stop(_ reason: Reason) {
        let (isFirst, removal, authorization, hasBegun) = state.withLock { state in
            let isFirst = state.reason == nil
            if isFirst { state.reason = reason }
            return (isFirst, state.removal, state.authorization, state.deadline != nil)
        }
        guard isFirst else { return }
        if let removal { client.connection.fire(removal, authorization: authorization) }
        guard hasBegun, reason != .tooMuchOutput else { return end() }
        let scheduled = eventLoop.scheduleTask(in: grace) { [weak self] in
            self?.end()
            return
        }
        state.withLock { $0.ending = scheduled }
    }

    /// Reads no more.
    func end() {
        let stream = state.withLock { state in
            state.isOver = true
            return state.stream
        }
        stream?()
    }

    /// Forgets what was to happen later.
    func disarm() {
        for task in state.withLock({ [$0.deadline, $0.ending] }) { task?.cancel() }
    }
}
