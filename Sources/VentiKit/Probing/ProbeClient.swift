//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

internal import Synchronization

/// The only way to send a probe: over a transport, within the scope, the budget and the rate.
///
/// Nothing else holds the transport, so that no check can leave the scope or ignore the rate. Each request passes, in
/// this order: cancellation, scope, budget, concurrency, pacing. The response then passes the block classifier (P11).
/// ``sendTogether(_:count:for:as:purpose:)`` waits for all turns first and then sends at once.
public final class ProbeClient: Sendable {
    /// Called with each exchange that was completed, before its sender gets it.
    public typealias Observer = @Sendable (HTTPExchange) -> Void

    struct State: Sendable {
        var statistics = ProbeStatistics()
        var latencies = LatencyHistogram()
        var pacingDelays = LatencyHistogram()
        var load: LoadController
        var budget: RequestBudget
        var lastNumber = 0
    }

    /// Where all requests go.
    public let target: TargetURL
    /// What the client may send, and how fast.
    public let options: Options

    let transport: any ProbeTransport
    let observer: Observer?
    // The guards are here for all files of the client.
    let clock: ProbeClock
    let state: Mutex<State>
    let concurrency: ConcurrencyLimiter
    let rate: RateLimiter

    /// Makes a client.
    ///
    /// - Parameters:
    ///   - target: Where all requests go. Its base path is put before each request's target.
    ///   - transport: What sends them. It must lead to the target.
    ///   - options: What may be sent, and how fast. Defaults to the target as scope, and the defaults of all else.
    ///   - observer: Called with each completed exchange, from whatever thread it is completed on.
    public convenience init(
        target: TargetURL,
        transport: any ProbeTransport,
        options: Options? = nil,
        observer: Observer? = nil
    ) {
        self.init(target: target, transport: transport, options: options, clock: .continuous, observer: observer)
    }

    init(
        target: TargetURL,
        transport: any ProbeTransport,
        options: Options?,
        clock: ProbeClock,
        observer: Observer?
    ) {
        let options = options ?? Options(scope: ScanScope(target: target))
        self.target = target
        self.options = options
        self.transport = transport
        self.observer = observer
        self.clock = clock
        let budget = RequestBudget(
            maximumRequests: options.maximumRequests,
            replayReserve: options.replayReserve,
            deadline: options.deadline
        )
        let load = LoadController(ceiling: options.concurrency, isAdaptive: options.isAdaptive)
        state = Mutex(State(load: load, budget: budget))
        concurrency = ConcurrencyLimiter(limit: load.limit)
        rate = RateLimiter(requestsPerSecond: options.requestsPerSecond, clock: clock)
    }

    /// What was sent and what came back so far.
    public var statistics: ProbeStatistics {
        state.withLock { state in
            var statistics = state.statistics
            statistics.medianLatency = state.latencies.quantile(0.5)
            statistics.latency95thPercentile = state.latencies.quantile(0.95)
            statistics.pacingDelay99thPercentile = state.pacingDelays.quantile(0.99)
            statistics.backoffs = state.load.pauses
            statistics.lowestConcurrency = state.load.concurrency.lowest
            statistics.highestConcurrency = state.load.concurrency.highest
            statistics.concurrencyReductions = state.load.concurrency.reductions
            return statistics
        }
    }

    /// Sends a request and gives back the exchange.
    ///
    /// Where the target asks for patience, the client waits as long as it says (a second where it does not say, at most
    /// ``Options/maximumRetryAfter``) and sends again, twice at most. What comes back may still be
    /// ``HTTPExchange/Verdict/limited`` or ``HTTPExchange/Verdict/blocked``: callers treat both as missing data.
    ///
    /// - Parameters:
    ///   - request: The request. Its target is relative to the target's base path, which is put before it on the wire;
    ///     the exchange keeps the request as it is here, with a `User-Agent` if it had none.
    ///   - operation: The operation that it is for.
    ///   - identity: In whose name it is.
    ///   - purpose: What it is for.
    ///   - options: How it is sent.
    /// - Throws: ``ProbeError``: with code ``ProbeError/Code/outOfScope``, ``ProbeError/Code/budgetExhausted`` or
    ///   ``ProbeError/Code/invalidRequest`` where it was not sent, and with another where no response came;
    ///   `CancellationError` where the task was cancelled.
    public func send(
        _ request: ProbeRequest,
        for operation: APIOperation? = nil,
        as identity: String? = nil,
        purpose: HTTPExchange.Purpose,
        options: ProbeOptions = ProbeOptions()
    ) async throws -> HTTPExchange {
        var request = request
        if let userAgent = self.options.userAgent, !request.headers.contains("user-agent") {
            request.headers.append("User-Agent", userAgent)
        }
        var attempt = 0
        while true {
            let exchange = try await sendOnce(request, for: operation, as: identity, purpose: purpose, options: options)
            observer?(exchange)
            guard exchange.verdict == .limited, options.retriesWhenLimited, attempt < Self.maximumRepetitions,
                let resumption = resumption(after: exchange.response, attempt: attempt)
            else { return exchange }
            attempt += 1
            rate.pause(until: resumption)
        }
    }

    /// Runs the closure while nothing else is under way, for measurements of time (P4).
    ///
    /// The sends within it pass; all others wait until it ends.
    ///
    /// - Throws: `CancellationError` where the task is cancelled while it waits; what the closure throws.
    public func withExclusiveAccess<Result>(_ body: () async throws -> Result) async throws -> Result {
        try await concurrency.withExclusiveAccess(body)
    }

    static let maximumRepetitions = 2

    private func sendOnce(
        _ request: ProbeRequest,
        for operation: APIOperation?,
        as identity: String?,
        purpose: HTTPExchange.Purpose,
        options: ProbeOptions
    ) async throws -> HTTPExchange {
        try Task.checkCancellation()
        let wireRequest = try admit(request)
        try takeBudget(for: purpose, now: clock.now())
        var wasSent = false
        defer { if !wasSent { giveBackBudget() } }
        return try await concurrency.withSlot {
            let turn = try await waitForTurn()
            try Task.checkCancellation()
            let (number, deadline) = try noteSending(bodyBytes: wireRequest.body.count, turn: turn, now: clock.now())
            wasSent = true
            let response: ProbeResponse
            do {
                response = try await transport.send(wireRequest, deadline: deadline, options: options)
            } catch let error as ProbeError {
                noteFailure(error, purpose)
                throw error
            } catch {
                noteAbandoned()
                throw error
            }
            return HTTPExchange(
                number: number,
                operation: operation,
                identity: identity,
                request: request,
                response: response,
                purpose: purpose,
                verdict: noteResponse(response, purpose),
                isEncrypted: target.scheme == .https
            )
        }
    }

    private func waitForTurn() async throws -> ContinuousClock.Instant {
        do {
            return try await rate.wait(deadline: options.deadline)
        } catch let error as ProbeError {
            noteUnsent(error)
            throw error
        }
    }

    /// When to send again; `nil` where the target asks for more time than it is granted.
    func resumption(after response: ProbeResponse, attempt: Int) -> ContinuousClock.Instant? {
        let asked = response.headers["retry-after"].flatMap { value in
            RetryAfter.delay(value, date: response.headers["date"], now: clock.secondsSince1970())
        }
        let delay = asked ?? .seconds(1 << attempt)
        let resumption = clock.now().advanced(by: delay)
        guard delay <= options.maximumRetryAfter, options.deadline.map({ resumption < $0 }) ?? true else { return nil }
        return resumption
    }
}
