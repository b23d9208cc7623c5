//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension ProbeClient {
    /// Sends the same request this often at once, each on a connection of its own, for races (P7).
    ///
    /// First the burst takes as many turns of the rate as it has requests, one after another, while nothing else is
    /// under way; then all requests leave together. So a burst is as long in coming as the same requests in a row, the
    /// average rate holds, and no other request pays for it. Scope and budget are kept as for every request; the limit
    /// of requests under way is not, because that many at once are what the burst is for. A transport that opens fewer
    /// connections makes the rest wait.
    ///
    /// - Parameters:
    ///   - request: The request, as for ``send(_:for:as:purpose:options:)``.
    ///   - count: How often it is sent, at least once.
    ///   - operation: The operation that it is for.
    ///   - identity: In whose name it is.
    ///   - purpose: What it is for.
    /// - Returns: The exchanges that got an answer, in no order. Nobody waits where the target asks for patience.
    /// - Throws: ``ProbeError`` as ``send(_:for:as:purpose:options:)`` does where nothing was sent, and where no request
    ///   of the burst got an answer; `CancellationError` where the task was cancelled.
    public func sendTogether(
        _ request: ProbeRequest,
        count: Int,
        for operation: APIOperation? = nil,
        as identity: String? = nil,
        purpose: HTTPExchange.Purpose
    ) async throws -> [HTTPExchange] {
        var request = request
        if let userAgent = options.userAgent, !request.headers.contains("user-agent") {
            request.headers.append("User-Agent", userAgent)
        }
        try Task.checkCancellation()
        let wireRequest = try admit(request)
        return try await withExclusiveAccess {
            let sendings = try await takeTurns(max(1, count), wireRequest, purpose)
            let results = await release(sendings, wireRequest, purpose)
            try Task.checkCancellation()
            var exchanges: [HTTPExchange] = []
            var failure: (any Error)?
            for result in results {
                switch result {
                case .failure(let error): failure = failure ?? error
                case .success(let (number, response, verdict)):
                    let exchange = HTTPExchange(
                        number: number,
                        operation: operation,
                        identity: identity,
                        request: request,
                        response: response,
                        purpose: purpose,
                        verdict: verdict,
                        isEncrypted: target.scheme == .https
                    )
                    observer?(exchange)
                    exchanges.append(exchange)
                }
            }
            if exchanges.isEmpty, let failure { throw failure }
            return exchanges
        }
    }

    private typealias Sending = (number: Int, deadline: ContinuousClock.Instant)
    private typealias Answered = (number: Int, response: ProbeResponse, verdict: HTTPExchange.Verdict)

    /// Takes the budget and the turns of all requests, and notes them as sent.
    private func takeTurns(
        _ count: Int,
        _ request: ProbeRequest,
        _ purpose: HTTPExchange.Purpose
    ) async throws -> [Sending] {
        var taken = 0
        var sendings: [Sending] = []
        do {
            var turns: [ContinuousClock.Instant] = []
            for _ in 0..<count {
                try takeBudget(for: purpose, now: clock.now())
                taken += 1
            }
            for _ in 0..<count { turns.append(try await rate.wait(deadline: options.deadline)) }
            try Task.checkCancellation()
            let now = clock.now()
            // The burst's requests wait for each other on purpose, which is no delay of the pacing.
            for _ in turns { sendings.append(try noteSending(bodyBytes: request.body.count, turn: now, now: now)) }
            return sendings
        } catch {
            for _ in sendings { noteAbandoned() }
            for _ in sendings.count..<max(taken, sendings.count) { giveBackBudget() }
            throw error
        }
    }

    /// Sends all requests at once and waits for their ends.
    private func release(
        _ sendings: [Sending],
        _ request: ProbeRequest,
        _ purpose: HTTPExchange.Purpose
    ) async -> [Result<Answered, any Error>] {
        await withTaskGroup(of: Result<Answered, any Error>.self) { group in
            for sending in sendings {
                group.addTask {
                    do {
                        let response = try await self.transport.send(
                            request,
                            deadline: sending.deadline,
                            options: ProbeOptions(usesFreshConnection: true, retriesWhenLimited: false)
                        )
                        return .success((sending.number, response, self.noteResponse(response, purpose)))
                    } catch let error as ProbeError {
                        self.noteFailure(error, purpose)
                        return .failure(error)
                    } catch {
                        self.noteAbandoned()
                        return .failure(error)
                    }
                }
            }
            var results: [Result<Answered, any Error>] = []
            for await result in group { results.append(result) }
            return results
        }
    }
}
