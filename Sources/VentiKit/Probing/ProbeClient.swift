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
public final class ProbeClient: Sendable {
    /// Called with each exchange that was completed, before its sender gets it.
    public typealias Observer = @Sendable (HTTPExchange) -> Void

    private struct State: Sendable {
        var statistics = ProbeStatistics()
        var histogram = LatencyHistogram()
        var classifier = BlockClassifier()
        var budget: RequestBudget
        var lastNumber = 0
    }

    /// Where all requests go.
    public let target: TargetURL
    /// What the client may send, and how fast.
    public let options: Options

    let transport: any ProbeTransport
    private let observer: Observer?
    private let clock: ProbeClock
    private let state: Mutex<State>
    private let concurrency: ConcurrencyLimiter
    private let rate: RateLimiter

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
        state = Mutex(State(budget: budget))
        concurrency = ConcurrencyLimiter(limit: options.concurrency)
        rate = RateLimiter(requestsPerSecond: options.requestsPerSecond, clock: clock)
    }

    /// What was sent and what came back so far.
    public var statistics: ProbeStatistics {
        state.withLock { state in
            var statistics = state.statistics
            statistics.medianLatency = state.histogram.quantile(0.5)
            statistics.latency95thPercentile = state.histogram.quantile(0.95)
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

    private static let maximumRepetitions = 2

    private func sendOnce(
        _ request: ProbeRequest,
        for operation: APIOperation?,
        as identity: String?,
        purpose: HTTPExchange.Purpose,
        options: ProbeOptions
    ) async throws -> HTTPExchange {
        try Task.checkCancellation()
        let wireRequest = try admit(request)
        try state.withLock { try $0.budget.take(for: purpose, now: clock.now()) }
        var wasSent = false
        defer { if !wasSent { state.withLock { $0.budget.giveBack() } } }
        return try await concurrency.withSlot {
            try await rate.wait(deadline: self.options.deadline)
            try Task.checkCancellation()
            let now = clock.now()
            if let deadline = self.options.deadline, now >= deadline {
                throw ProbeError(.budgetExhausted, "The scan's time is used up.")
            }
            let number = state.withLock { state in
                state.statistics.sent += 1
                state.statistics.requestBodyBytes += request.body.count
                state.lastNumber += 1
                return state.lastNumber
            }
            wasSent = true
            let response = try await transmit(wireRequest, now: now, options: options)
            let verdict = BlockClassifier.verdict(on: response)
            note(response, verdict, purpose)
            return HTTPExchange(
                number: number,
                operation: operation,
                identity: identity,
                request: request,
                response: response,
                purpose: purpose,
                verdict: verdict
            )
        }
    }

    /// Puts the base path before the target, and checks the result.
    private func admit(_ request: ProbeRequest) throws -> ProbeRequest {
        var wireRequest = request
        if !(request.method == "OPTIONS" && request.target == "*") {
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
        try RequestRules.check(wireRequest)
        return wireRequest
    }

    private func transmit(
        _ request: ProbeRequest,
        now: ContinuousClock.Instant,
        options: ProbeOptions
    ) async throws -> ProbeResponse {
        var deadline = now.advanced(by: self.options.limits.exchangeTimeout)
        if let end = self.options.deadline { deadline = min(deadline, end) }
        do {
            return try await transport.send(request, deadline: deadline, options: options)
        } catch let error as ProbeError {
            let pause = state.withLock { state in
                state.statistics.failures[error.code, default: 0] += 1
                state.classifier.note(error)
                return Self.backoff(&state)
            }
            if let pause { rate.pause(until: clock.now().advanced(by: pause)) }
            throw error
        }
    }

    private func note(_ response: ProbeResponse, _ verdict: HTTPExchange.Verdict, _ purpose: HTTPExchange.Purpose) {
        let pause = state.withLock { state in
            state.statistics.note(response, verdict)
            state.histogram.record(response.timeToFirstByte)
            state.classifier.note(response, countsLatency: purpose != .attack && purpose != .replay)
            return Self.backoff(&state)
        }
        if let pause { rate.pause(until: clock.now().advanced(by: pause)) }
    }

    /// How long to hold everything back, where the target cannot keep up.
    private static func backoff(_ state: inout State) -> Duration? {
        guard let pressure = state.classifier.pressure else { return nil }
        state.statistics.backoffs += 1
        switch pressure {
        case .resets(let count): return .milliseconds(min(4000, 250 << min(count - 3, 4)))
        case .latency:
            state.classifier.resetLatencyWindow()
            return .milliseconds(500)
        }
    }

    /// When to send again; `nil` where the target asks for more time than it is granted.
    private func resumption(after response: ProbeResponse, attempt: Int) -> ContinuousClock.Instant? {
        let asked = response.headers["retry-after"].flatMap { value in
            RetryAfter.delay(value, date: response.headers["date"], now: clock.secondsSince1970())
        }
        let delay = asked ?? .seconds(1 << attempt)
        let resumption = clock.now().advanced(by: delay)
        guard delay <= options.maximumRetryAfter, options.deadline.map({ resumption < $0 }) ?? true else { return nil }
        return resumption
    }
}
