//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import NIOCore
import Synchronization

/// Stops a container for a reason: tells the program to stop, and after a while reads no more of it.
///
/// Works from anywhere, also from a task that was cancelled.
final class ContainerStopper: Sendable {
    /// Why a container is stopped.
    enum Reason: Sendable, Hashable {
        case cancelled
        case deadline
        case tooMuchOutput
    }

    private struct State {
        var reason: Reason?
        var isOver = false
        var stream: DockerStream?
        var deadline: Scheduled<Void>?
        var ending: Scheduled<Void>?
        var watch: RepeatedTask?
        /// How often in a row the container was seen not to run.
        var misses = 0
        /// Whether the stream goes on for as long as the container runs, and whether somebody waits for more of it.
        var follows = false
        var isWaitedFor = false
        /// How often something came of the stream, now and when it was looked at the last time.
        var reads = 0
        var readsBefore = 0
    }

    private let client: DockerClient
    private let container: String
    private let grace: TimeAmount
    private let eventLoop: any EventLoop
    private let state = Mutex(State())

    init(_ client: DockerClient, container: String, graceSeconds: Double, deadlineSeconds: Double) {
        self.client = client
        self.container = container
        grace = .milliseconds(Int64(graceSeconds * 1_000))
        eventLoop = client.connection.eventLoop
        let scheduled = eventLoop.scheduleTask(in: .milliseconds(Int64(min(deadlineSeconds, 1e9) * 1_000))) {
            [weak self] in
            self?.stop(.deadline)
            return
        }
        let watch = eventLoop.scheduleRepeatedAsyncTask(initialDelay: .seconds(3), delay: .seconds(3)) {
            [weak self] _ in
            self?.look() ?? client.connection.eventLoop.makeSucceededVoidFuture()
        }
        state.withLock { state in
            state.deadline = scheduled
            state.watch = watch
        }
    }

    /// Ends a stream that an engine leaves open though the container has ended or is gone; reading then begins anew.
    private func look() -> EventLoopFuture<Void> {
        client.isRunning(container).map { isRunning in
            let stream = self.state.withLock { state in
                state.misses = isRunning ? 0 : state.misses + 1
                defer { state.readsBefore = state.reads }
                // What is still read is left alone, however long that takes.
                let isStuck = state.follows && state.isWaitedFor && state.reads == state.readsBefore
                return state.misses >= 2 && isStuck ? state.stream : nil
            }
            stream?.cancel()
        }
    }

    /// Why the container was stopped, or `nil` where it was not.
    var reason: Reason? { state.withLock { $0.reason } }

    /// Whether nothing more is to be read.
    var isOver: Bool { state.withLock { $0.isOver } }

    /// Whether the container was seen not to run, and not just in the moment in which it was started.
    var sawEnd: Bool { state.withLock { $0.misses >= 2 } }

    /// Keeps the stream that is read, so that reading can be ended.
    func keep(_ stream: DockerStream, follows: Bool) {
        let isOver = state.withLock { state in
            state.stream = stream
            state.follows = follows
            state.isWaitedFor = true
            return state.isOver
        }
        if isOver { stream.cancel() }
    }

    /// Notes that somebody waits for more of the stream, or that something came of it.
    func noteWaiting(_ isWaiting: Bool) {
        state.withLock { state in
            state.isWaitedFor = isWaiting
            if !isWaiting { state.reads += 1 }
        }
    }

    /// Tells the program to stop, unless that was done already.
    func stop(_ reason: Reason) {
        let isFirst = state.withLock { state in
            guard state.reason == nil else { return false }
            state.reason = reason
            return true
        }
        guard isFirst else { return }
        client.sendSignal("SIGTERM", to: container)
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
        stream?.cancel()
    }

    /// Forgets what was to happen later.
    func disarm() {
        let (scheduled, watch) = state.withLock { ([$0.deadline, $0.ending], $0.watch) }
        for task in scheduled { task?.cancel() }
        watch?.cancel()
    }
}

extension DockerClient {
    /// Whether a container runs, as far as the engine says; an engine that says nothing gets the benefit of the doubt.
    fileprivate func isRunning(_ container: String) -> EventLoopFuture<Bool> {
        connection.begin(versioned(.init(.get, "/containers/\(container)/json"))).map { answer in
            guard answer.status != 404 else { return false }
            return (try? Self.decode(ContainerDetails.self, from: answer.body))?.state.isRunning ?? true
        }
        .recover { _ in true }
    }

    /// Sends a signal to a container, and does not wait for the answer.
    func sendSignal(_ signal: String, to container: String) {
        _ = connection.begin(versioned(.init(.post, "/containers/\(container)/kill", query: [("signal", signal)])))
    }
}
