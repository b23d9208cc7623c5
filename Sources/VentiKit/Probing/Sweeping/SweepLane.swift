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
        var hasTurn = false
        var attempt = 0
        var number = 0
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

    func next() -> LaneStep {
        state.withLock { state in
            while true {
                guard state.failure == nil else { return leave(&state) }
                if state.current == nil {
                    // Others have their turn; the value that is next stays with the sweep.
                    if state.hasSent, client.mustYieldSlot { return leave(&state) }
                    guard let next = sweep.take() else { return leave(&state) }
                    state.current = next
                    state.attempt = 0
                    state.hasTurn = false
                }
                guard let current = state.current else { return leave(&state) }
                let now = client.clock.now()
                do throws(ProbeError) {
                    if state.attempt == 0, !state.hasBudget, !sweep.harmless.contains(current.value) {
                        try client.check(sweep.wireTemplate.request(with: current.value))
                    }
                    if !state.hasBudget {
                        try client.takeBudget(for: sweep.origin.purpose, now: now)
                        state.hasBudget = true
                    }
                    if !state.hasTurn {
                        let turn = try client.turn(now: now)
                        state.hasTurn = true
                        if let turn { return .wait(until: turn) }
                    }
                    try client.checkDeadline(now: now)
                } catch {
                    if state.hasBudget { client.giveBackBudget() }
                    state.hasBudget = false
                    state.current = nil
                    guard error.code != .budgetExhausted else {
                        sweep.end(error)
                        return leave(&state)
                    }
                    sweep.note(error)
                    continue
                }
                state.number = client.noteSent(bodyBytes: sweep.wireTemplate.request.body.count)
                state.hasBudget = false
                state.hasSent = true
                return .send(value: current.value)
            }
        }
    }

    func received(_ result: Result<ProbeResponse, any Error>) {
        let (current, number, attempt) = state.withLock { ($0.current, $0.number, $0.attempt) }
        guard let current else { return }
        switch result {
        case .success(let response):
            let verdict = BlockClassifier.verdict(on: response)
            client.note(response, verdict, sweep.origin.purpose)
            let probe = SweptProbe(
                index: current.index,
                value: current.value,
                response: response,
                verdict: verdict,
                number: number,
                origin: sweep.origin
            )
            client.observe(probe)
            if verdict == .limited, options.retriesWhenLimited,
                client.holdBack(after: response, attempt: attempt)
            {
                return state.withLock { state in
                    state.attempt += 1
                    state.hasTurn = false
                }
            }
            sweep.note(probe)
        case .failure(let error as ProbeError):
            client.note(error)
            sweep.note(error)
        case .failure(let error):
            state.withLock { $0.failure = error }
        }
        state.withLock { $0.current = nil }
    }

    private func leave(_ state: inout State) -> LaneStep {
        state.hasSent = false
        return .leave
    }
}
