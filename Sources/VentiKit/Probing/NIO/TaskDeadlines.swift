//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

internal import NIOCore
internal import NIOPosix
internal import Synchronization

/// Cancels tasks whose deadline passes, with one timer for all of them.
///
/// Most tasks end long before. They pay for a place in a list, and neither for a timer nor for a task that sleeps.
final class TaskDeadlines: Sendable {
    /// A task that runs until its deadline at most.
    final class Entry: Sendable {
        let deadline: ContinuousClock.Instant
        private let state: Mutex<(task: TaskReference?, hasPassed: Bool)>

        fileprivate init(_ task: TaskReference, _ deadline: ContinuousClock.Instant) {
            self.deadline = deadline
            state = Mutex((task, false))
        }

        /// Cancels the task, unless it has ended.
        fileprivate func pass() {
            state.withLock { state in
                guard let reference = state.task else { return }
                state.hasPassed = true
                // Safe: the task waits for this lock before it ends, see `end`.
                unsafe reference.task.cancel()
            }
        }

        /// Says that the task ends now; gives whether it was cancelled because its deadline had passed.
        fileprivate func end() -> Bool {
            state.withLock { state in
                state.task = nil
                return state.hasPassed
            }
        }
    }

    /// Sendable because an entry touches the task only under its lock, and the task empties the entry before it ends.
    @safe fileprivate struct TaskReference: @unchecked Sendable { let task: UnsafeCurrentTask }

    private struct State: Sendable {
        var places: [Entry?] = []
        var free: [Int] = []
        var timer: (at: ContinuousClock.Instant, scheduled: Scheduled<Void>)?
    }

    private let state = Mutex(State())
    private let eventLoop: any EventLoop = MultiThreadedEventLoopGroup.singleton.next()

    deinit { state.withLock { $0.timer?.scheduled.cancel() } }

    /// Runs the closure, and cancels the current task if it is still running at the deadline.
    ///
    /// The current task should run nothing else.
    ///
    /// - Returns: What the closure returned or threw, and whether the deadline passed before.
    func run<Value>(
        until deadline: ContinuousClock.Instant,
        _ body: () async throws -> Value
    ) async -> (result: Result<Value, any Error>, hasPassed: Bool) {
        let entry = unsafe withUnsafeCurrentTask { task in
            // There is a task wherever something is awaited.
            unsafe task.map { unsafe Entry(TaskReference(task: $0), deadline) }
        }
        let place = entry.map { begin($0) }
        let result: Result<Value, any Error>
        do {
            result = .success(try await body())
        } catch {
            result = .failure(error)
        }
        if let place { end(place) }
        return (result, entry?.end() ?? false)
    }

    private func begin(_ entry: Entry) -> Int {
        state.withLock { state in
            if state.timer.map({ entry.deadline < $0.at }) ?? true { schedule(at: entry.deadline, &state) }
            if let place = state.free.popLast() {
                state.places[place] = entry
                return place
            }
            state.places.append(entry)
            return state.places.count - 1
        }
    }

    private func end(_ place: Int) {
        state.withLock { state in
            state.places[place] = nil
            state.free.append(place)
        }
    }

    private func schedule(at instant: ContinuousClock.Instant, _ state: inout State) {
        state.timer?.scheduled.cancel()
        let time = max(.zero, ContinuousClock.now.duration(to: instant))
        state.timer = (instant, eventLoop.scheduleTask(in: TimeAmount(time)) { [weak self] in self?.fire() })
    }

    private func fire() {
        let now = ContinuousClock.now
        let late = state.withLock { state in
            state.timer = nil
            let entries = state.places.compactMap { $0 }
            if let next = entries.lazy.map(\.deadline).filter({ $0 > now }).min() { schedule(at: next, &state) }
            return entries.filter { $0.deadline <= now }
        }
        for entry in late { entry.pass() }
    }
}
