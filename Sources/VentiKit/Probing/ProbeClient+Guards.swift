//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

internal import Synchronization

/// What each request passes, and what its end is noted in: no step waits, so that they serve whoever drives them.
extension ProbeClient {
    /// Puts the base path before the target, and checks the result against the scope and the rules of the wire.
    ///
    /// - Returns: The request as it goes on the wire.
    /// - Throws: ``ProbeError`` with code ``ProbeError/Code/outOfScope`` or ``ProbeError/Code/invalidRequest``.
    func admit(_ request: ProbeRequest) throws(ProbeError) -> ProbeRequest {
        var wireRequest = request
        if !target.basePath.isEmpty, !(request.method == "OPTIONS" && request.target == "*") {
            wireRequest.target = target.basePath + request.target
        }
        let refusal =
            request.target.utf8.first == UInt8(ascii: "/") || wireRequest.target == "*"
            ? options.scope.admits(wireRequest, to: target)
            : ScopeRefusal(.ambiguous, "A request's target begins with a slash.")
        if let refusal {
            state.withLock { $0.statistics.note(refused: wireRequest, refusal) }
            throw ProbeError(.outOfScope, refusal.message)
        }
        do {
            try RequestRules.check(wireRequest)
        } catch {
            noteUnsent(error)
            throw error
        }
        return wireRequest
    }

    /// Notes a request that a guard did not let pass.
    func noteUnsent(_ error: ProbeError) { state.withLock { $0.statistics.unsent[error.code, default: 0] += 1 } }

    /// Takes one request out of the budget.
    ///
    /// - Throws: ``ProbeError`` with code ``ProbeError/Code/budgetExhausted``.
    func takeBudget(
        for purpose: HTTPExchange.Purpose,
        now: ContinuousClock.Instant
    ) throws(ProbeError) {
        let result: Result<Void, ProbeError> = state.withLock { state in
            do throws(ProbeError) {
                return .success(try state.budget.take(for: purpose, now: now))
            } catch {
                state.statistics.unsent[error.code, default: 0] += 1
                return .failure(error)
            }
        }
        try result.get()
    }

    /// Puts a request back that was not sent.
    func giveBackBudget() { state.withLock { $0.budget.giveBack() } }

    /// Notes a request that goes to the transport now.
    ///
    /// - Parameters:
    ///   - bodyBytes: The length of its body.
    ///   - turn: The instant at which its turn was to be.
    ///   - now: The time.
    /// - Returns: Its number, and when to give it up.
    /// - Throws: ``ProbeError`` with code ``ProbeError/Code/budgetExhausted`` where the scan's time is used up.
    func noteSending(
        bodyBytes: Int,
        turn: ContinuousClock.Instant,
        now: ContinuousClock.Instant
    ) throws(ProbeError) -> (number: Int, deadline: ContinuousClock.Instant) {
        var deadline = now.advanced(by: options.limits.exchangeTimeout)
        if let end = options.deadline {
            guard now < end else {
                let error = ProbeError(.budgetExhausted, "The scan's time is used up.")
                noteUnsent(error)
                throw error
            }
            deadline = min(deadline, end)
        }
        let number = state.withLock { state in
            state.statistics.sent += 1
            state.statistics.requestBodyBytes += bodyBytes
            if rate.hasRate { state.pacingDelays.record(turn.duration(to: now)) }
            state.load.noteSent()
            state.lastNumber += 1
            return state.lastNumber
        }
        return (number, deadline)
    }

    /// Notes a response, and says whether it is the application's.
    func noteResponse(_ response: ProbeResponse, _ purpose: HTTPExchange.Purpose) -> HTTPExchange.Verdict {
        let verdict = BlockClassifier.verdict(on: response)
        adjustLoad { state in
            state.statistics.note(response, verdict)
            state.latencies.record(response.timeToFirstByte)
            return state.load.note(response, verdict, purpose)
        }
        return verdict
    }

    /// Notes that no response came.
    func noteFailure(_ error: ProbeError, _ purpose: HTTPExchange.Purpose) {
        adjustLoad { state in
            state.statistics.failures[error.code, default: 0] += 1
            return state.load.note(error, purpose)
        }
    }

    /// Notes that a request that was sent is given up, because its task was cancelled.
    func noteAbandoned() { state.withLock { $0.load.noteAbandoned() } }

    /// Changes the load, and puts into force what follows from it.
    private func adjustLoad(_ change: (inout State) -> Duration?) {
        let (before, after, pause) = state.withLock { state in
            let before = state.load.limit
            let pause = change(&state)
            return (before, state.load.limit, pause)
        }
        if before != after { concurrency.setLimit { state.withLock { $0.load.limit } } }
        if let pause { rate.pause(until: clock.now().advanced(by: pause)) }
    }
}
