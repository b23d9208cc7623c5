//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

internal import Synchronization

/// Lets no more than a number of requests be under way at once, in the order in which they came.
final class ConcurrencyLimiter: Sendable {
    private struct State: Sendable {
        var queue: ConcurrencyQueue
        var nextTicket: UInt64 = 1
        var continuations: [UInt64: CheckedContinuation<Void, any Error>] = [:]
        /// Tickets whose task was cancelled before it waited.
        var cancelled: Set<UInt64> = []
    }

    /// The exclusive access that the current task has, by limiter.
    @TaskLocal private static var held: Held?

    private struct Held: Sendable {
        var limiter: ObjectIdentifier
        var ticket: UInt64
    }

    private let state: Mutex<State>

    init(limit: Int) { state = Mutex(State(queue: ConcurrencyQueue(limit: limit))) }

    /// Whether somebody waits.
    var isContended: Bool { state.withLock { $0.queue.waitingCount > 0 } }

    private var ownTicket: UInt64? {
        guard let held = Self.held, held.limiter == ObjectIdentifier(self) else { return nil }
        return held.ticket
    }

    /// Runs the closure as one of the requests that are under way.
    ///
    /// - Throws: `CancellationError` where the task is cancelled while it waits; what the closure throws.
    func withSlot<Result>(_ body: () async throws -> Result) async throws -> Result {
        _ = try await enter(ownTicket.map { .within($0) } ?? .shared)
        defer { resume { $0.queue.leave() } }
        return try await body()
    }

    /// Runs the closure while no other request is under way; those that it sends itself pass.
    ///
    /// - Throws: `CancellationError` where the task is cancelled while it waits; what the closure throws.
    func withExclusiveAccess<Result>(_ body: () async throws -> Result) async throws -> Result {
        guard ownTicket == nil else { return try await body() }
        let ticket = try await enter(.exclusive)
        defer { resume { $0.queue.leaveExclusive(ticket) } }
        return try await Self.$held.withValue(Held(limiter: ObjectIdentifier(self), ticket: ticket)) {
            try await body()
        }
    }

    private func enter(_ kind: ConcurrencyQueue.Kind) async throws -> UInt64 {
        try Task.checkCancellation()
        let ticket = state.withLock { state in
            defer { state.nextTicket += 1 }
            return state.nextTicket
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let immediate: Result<Void, any Error>? = state.withLock { state in
                    if state.cancelled.remove(ticket) != nil { return .failure(CancellationError()) }
                    if state.queue.enter(ticket, kind) { return .success(()) }
                    state.continuations[ticket] = continuation
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
            return (state.continuations.removeValue(forKey: ticket), Self.take(admitted, from: &state))
        }
        own?.resume(throwing: CancellationError())
        for continuation in others { continuation.resume() }
    }

    private func resume(_ change: (inout State) -> [UInt64]) {
        let admitted = state.withLock { state in
            let tickets = change(&state)
            return Self.take(tickets, from: &state)
        }
        for continuation in admitted { continuation.resume() }
    }

    private static func take(_ tickets: [UInt64], from state: inout State) -> [CheckedContinuation<Void, any Error>] {
        tickets.compactMap { state.continuations.removeValue(forKey: $0) }
    }
}
