//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// What a ``ProbeClient`` has sent and got back so far.
public struct ProbeStatistics: Sendable, Hashable {
    /// The requests that went to the transport, repetitions included.
    public var sent = 0
    /// The responses that came back.
    public var received = 0
    /// The requests that ended without a response, by reason.
    public var failures: [ProbeError.Code: Int] = [:]
    /// The requests that were refused because they lie outside the scope.
    ///
    /// None of them was sent.
    public var refusedCount = 0
    /// The first 100 of those that were refused.
    public var refused: [RefusedRequest] = []
    /// The requests that were not sent, by reason: out of scope, against the rules of the wire, beyond the budget.
    public var unsent: [ProbeError.Code: Int] = [:]
    /// The bytes of the request bodies.
    public var requestBodyBytes = 0
    /// The bytes of the response bodies that were kept.
    public var responseBodyBytes = 0
    /// The responses with a status of 400 to 499.
    public var clientErrors = 0
    /// The responses with a status of 500 to 599.
    public var serverErrors = 0
    /// The responses that asked for patience.
    public var limited = 0
    /// The responses that were a gateway's or firewall's block page.
    public var blocked = 0
    /// How often everything was held back because the target could not keep up.
    public var backoffs = 0
    /// The median time to the first byte, exact to about 10 %; `nil` where nothing came back.
    public var medianLatency: Duration?
    /// The 95th percentile of the time to the first byte, exact to about 10 %; `nil` where nothing came back.
    public var latency95thPercentile: Duration?
    /// The least requests that could be under way at once at some time, as ``ProbeClient/Options/isAdaptive`` says.
    public var lowestConcurrency = 0
    /// The most requests that could be under way at once at some time.
    public var highestConcurrency = 0
    /// How often fewer requests were let be under way, because the target could not keep up.
    public var concurrencyReductions = 0
    /// How much later than ``ProbeClient/Options/requestsPerSecond`` asks for requests were sent, exact to about 10 %:
    /// 99 % of them no later than this; `nil` where there is no rate.
    public var pacingDelay99thPercentile: Duration?

    /// Nothing sent yet.
    public init() {}

    /// A request that the scope refused.
    public struct RefusedRequest: Sendable, Hashable {
        /// The method of the refused request.
        public var method: String
        /// The path on the wire, without its query, cut to 200 characters.
        public var path: String
        /// Why it was refused.
        public var refusal: ScopeRefusal

        /// A request that the scope refused.
        public init(method: String, path: String, refusal: ScopeRefusal) {
            self.method = method
            self.path = path
            self.refusal = refusal
        }
    }

    static let maximumRefused = 100

    mutating func note(refused request: ProbeRequest, _ refusal: ScopeRefusal) {
        refusedCount += 1
        unsent[.outOfScope, default: 0] += 1
        guard refused.count < Self.maximumRefused else { return }
        let path = request.target.prefix { $0 != "?" }.prefix(200)
        refused.append(RefusedRequest(method: String(request.method.prefix(20)), path: String(path), refusal: refusal))
    }

    mutating func note(_ response: ProbeResponse, _ verdict: HTTPExchange.Verdict) {
        received += 1
        responseBodyBytes += response.body.count
        if (400..<500).contains(response.status) { clientErrors += 1 }
        if (500..<600).contains(response.status) { serverErrors += 1 }
        if verdict == .limited { limited += 1 }
        if verdict == .blocked { blocked += 1 }
    }
}
