//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

internal import Synchronization

/// One lane of a sweep: takes value after value, and lets each pass the client's guards.
final class SweepLane: ProbeLane {
    private struct State: Sendable {
        /// The value whose turn it is; it is kept while the lane waits, and where it is sent again.
        var current: (index: Int, value: String)?
        var hasBudget = false
        /// When the value's turn is.
        var turn: ContinuousClock.Instant?
        var attempt = 0
        var number = 0
        /// Whether the lane has sent something since it got its slot.
        var hasSent = false
        /// What ended the lane.
        var failure: (any Error)?
    }

    let client: ProbeClient
    let sweep: Sweep
    let options: ProbeOptions
    private let state = Mutex(State())

    init(client: ProbeClient, sweep: Sweep, options: ProbeOptions) {
        self.client = client
        self.sweep = sweep
        self.options = options
    }

    /// What ended the lane, other than that everything is sent: its transport failed of something unknown, or was
    /// cancelled.
    var failure: (any Error)? { state.withLock { $0.failure } }

    var template: ProbeTemplate { sweep.wireTemplate }
    var exchangeTimeout: Duration { client.options.limits.exchangeTimeout }
    var deadline: ContinuousClock.Instant? { client.options.deadline }

    /// Gives back what the lane holds; it is not driven any more.
    func close() {
        state.withLock { state in
            if state.hasBudget { client.giveBackBudget() }
            state.hasBudget = false
        }
    }

    /// After so many values that were refused the lane lets others have their turn on its thread.
    private static let maximumRefusedAtOnce = 64

    func next() -> LaneStep {
        state.withLock { state in
            var refused = 0
            while state.failure == nil {
                if state.current == nil {
                    // Others have their turn; the value that is next stays with the sweep.
                    if state.hasSent, client.mustYieldSlot(sweep) { break }
                    state.current = sweep.take()
                    state.attempt = 0
                }
                guard let value = state.current?.value else { break }
                do throws(ProbeError) {
                    return try pass(value, &state)
                } catch {
                    if state.hasBudget { client.giveBackBudget() }
                    state.hasBudget = false
                    state.turn = nil
                    state.current = nil
                    if error.code == .budgetExhausted { sweep.end(error) } else { sweep.note(error) }
                    refused += 1
                    if refused == Self.maximumRefusedAtOnce { return .wait(until: client.clock.now()) }
                }
            }
            state.hasSent = false
            return .leave
        }
    }

    /// Leads a value past the client's guards.
    private func pass(_ value: String, _ state: inout State) throws(ProbeError) -> LaneStep {
        let now = client.clock.now()
        if !state.hasBudget {
            if state.attempt == 0, !sweep.harmless.contains(value) {
                _ = try client.admit(sweep.origin.template.request(with: value))
            }
            try client.takeBudget(for: sweep.origin.purpose, now: now)
            state.hasBudget = true
        }
        let turn: ContinuousClock.Instant
        if let reserved = state.turn, client.rate.admits(reserved, now: now) {
            turn = reserved
        } else {
            turn = client.rate.reserve(now: now)
            state.turn = turn
            guard turn <= now else {
                if let deadline, turn >= deadline {
                    let error = ProbeError(.budgetExhausted, "The scan's deadline comes before the request's turn.")
                    client.noteUnsent(error)
                    throw error
                }
                return .wait(until: turn)
            }
        }
        (state.number, _) = try client.noteSending(bodyBytes: sweep.bodyBytes(of: value), turn: turn, now: now)
        state.hasBudget = false
        state.turn = nil
        state.hasSent = true
        return .send(value: value)
    }

    func received(_ result: Result<ProbeResponse, any Error>) {
        let (value, number, attempt) = state.withLock { state in
            defer { state.current = nil }
            return (state.current, state.number, state.attempt)
        }
        guard let value else { return }
        let purpose = sweep.origin.purpose
        switch result {
        case .success(let response):
            let verdict = client.noteResponse(response, purpose)
            let probe = SweptProbe(
                index: value.index,
                value: value.value,
                response: response,
                verdict: verdict,
                number: number,
                origin: sweep.origin
            )
            client.observer?(probe.exchange)
            if verdict == .limited, options.retriesWhenLimited, client.holdBack(after: response, attempt: attempt) {
                return state.withLock { state in
                    state.current = value
                    state.attempt = attempt + 1
                }
            }
            sweep.note(probe)
        case .failure(let error as ProbeError):
            client.noteFailure(error, purpose)
            sweep.note(error)
        case .failure(let error):
            client.noteAbandoned()
            state.withLock { $0.failure = error }
        }
    }
}
