//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

internal import Synchronization

/// Lets no more than a number of requests be under way at once, in the order in which they came.
final class ConcurrencyLimiter: Sendable {
    private typealias Waiter = CheckedContinuation<Void, any Error>

    private struct State: Sendable {
        var queue: ConcurrencyQueue
        var nextTicket: UInt64 = 1
        var waiters: [UInt64: Waiter] = [:]
        /// Tickets whose task was cancelled before it waited.
        var cancelled: Set<UInt64> = []

        mutating func makeTicket() -> UInt64 {
            defer { nextTicket += 1 }
            return nextTicket
        }

        mutating func take(_ tickets: [UInt64]) -> [Waiter] { tickets.compactMap { waiters.removeValue(forKey: $0) } }
    }

    /// The exclusive access that the current task has, by limiter.
    @TaskLocal private static var held: Held?

    private struct Held: Sendable {
        var limiter: ObjectIdentifier
        var ticket: UInt64
    }

    private let state: Mutex<State>

    init(limit: Int) { state = Mutex(State(queue: ConcurrencyQueue(limit: limit))) }

    /// Whether more requests are under way than the limit is now, or more wait for a slot than this many.
    func isOverdrawn(beside waiting: Int) -> Bool {
        state.withLock { $0.queue.inFlight > $0.queue.limit || $0.queue.waitingCount > waiting }
    }

    private var ownTicket: UInt64? {
        guard let held = Self.held, held.limiter == ObjectIdentifier(self) else { return nil }
        return held.ticket
    }

    /// Runs the closure as one of the requests that are under way.
    ///
    /// - Throws: `CancellationError` where the task is cancelled while it waits; what the closure throws.
    func withSlot<Result>(_ body: () async throws -> Result) async throws -> Result {
        _ = try await enter(ownTicket.map { .within($0) } ?? .shared)
        defer { letIn { $0.leave() } }
        return try await body()
    }

    /// Runs the closure while no other request is under way; those that it sends itself pass.
    ///
    /// - Throws: `CancellationError` where the task is cancelled while it waits; what the closure throws.
    func withExclusiveAccess<Result>(_ body: () async throws -> Result) async throws -> Result {
        guard ownTicket == nil else { return try await body() }
        let ticket = try await enter(.exclusive)
        defer { letIn { $0.leaveExclusive(ticket) } }
        return try await Self.$held.withValue(Held(limiter: ObjectIdentifier(self), ticket: ticket)) {
            try await body()
        }
    }

    /// Lets more requests be under way from now on, or fewer.
    ///
    /// - Parameter limit: Called with the lock held, so that of two changes at once the later one holds.
    func setLimit(_ limit: () -> Int) { letIn { $0.setLimit(limit()) } }

    private func enter(_ kind: ConcurrencyQueue.Kind) async throws -> UInt64 {
        try Task.checkCancellation()
        let (ticket, isIn) = state.withLock { state in
            let ticket = state.makeTicket()
            return (ticket, state.queue.tryEnter(ticket, kind))
        }
        if isIn { return ticket }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let immediate: Result<Void, any Error>? = state.withLock { state in
                    if state.cancelled.remove(ticket) != nil { return .failure(CancellationError()) }
                    if state.queue.enter(ticket, kind) { return .success(()) }
                    state.waiters[ticket] = continuation
                    return nil
                }
                if let immediate { continuation.resume(with: immediate) }
            }
        } onCancel: {
            cancel(ticket)
        }
        state.withLock { _ = $0.cancelled.remove(ticket) }
        return ticket
    }

    private func cancel(_ ticket: UInt64) {
        let (own, others) = state.withLock { state in
            let (wasWaiting, admitted) = state.queue.withdraw(ticket)
            // Not yet waiting, or let in already: in that case `enter` takes the mark away again.
            if !wasWaiting { state.cancelled.insert(ticket) }
            return (state.waiters.removeValue(forKey: ticket), state.take(admitted))
        }
        own?.resume(throwing: CancellationError())
        for waiter in others { waiter.resume() }
    }

    private func letIn(_ change: (inout ConcurrencyQueue) -> [UInt64]) {
        let waiters = state.withLock { state in
            let tickets = change(&state.queue)
            return tickets.isEmpty ? [] : state.take(tickets)
        }
        for waiter in waiters { waiter.resume() }
    }
}
