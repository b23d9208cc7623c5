//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

internal import Synchronization

extension ProbeClient {
    /// Sends one request many times, each time with another value in the place that changes.
    ///
    /// Each probe passes the same guards as with ``send(_:for:as:purpose:options:)``: scope, budget, concurrency, pace,
    /// deadline, and the block classifier. Over a ``NetworkTransport`` the probes are written and their responses judged
    /// where the connection is read, without a task for each; a response that is not kept leaves nothing behind but its
    /// status in the count.
    ///
    /// ```swift
    /// let template = ProbeTemplate(ProbeRequest(method: "GET", target: "/items/{{value}}"))
    /// let found = try await client.sweep(template, count: 1_000, value: { String($0) }, purpose: .attack) {
    ///     $0.response.isSuccess
    /// }
    /// ```
    ///
    /// - Parameters:
    ///   - template: The request and the place that changes. Its target is relative to the target's base path.
    ///   - count: How many values there are.
    ///   - value: Gives the value of that number, from 0; asked once for each. It is called where the probes are driven,
    ///     over some transports by several at once, so it must not block.
    ///   - operation: The operation that the probes are for.
    ///   - identity: In whose name they are.
    ///   - purpose: What they are for.
    ///   - options: How they are sent.
    ///   - maximumKept: How many probes are kept at most. Defaults to 1,000.
    ///   - isInteresting: Whether to keep a probe with its response. It is called on the thread that reads the
    ///     connection, so it must not block.
    /// - Returns: What came of the probes, also where the budget or the time was used up before the last one.
    /// - Throws: ``ProbeError`` with code ``ProbeError/Code/outOfScope`` or ``ProbeError/Code/invalidRequest`` where the
    ///   value decides nothing and no request may be sent; where it does, each that is refused counts as a failure.
    ///   `CancellationError` where the task was cancelled.
    public func sweep(
        _ template: ProbeTemplate,
        count: Int,
        value: @escaping @Sendable (Int) -> String,
        for operation: APIOperation? = nil,
        as identity: String? = nil,
        purpose: HTTPExchange.Purpose,
        options: ProbeOptions = ProbeOptions(),
        maximumKept: Int = 1_000,
        keeping isInteresting: @escaping @Sendable (SweptProbe) -> Bool
    ) async throws -> SweepResult {
        var request = template.request
        if let userAgent = self.options.userAgent, !request.headers.contains("user-agent") {
            request.headers.append("User-Agent", userAgent)
        }
        var wireRequest = request
        if !(request.method == "OPTIONS" && request.target == "*") {
            wireRequest.target = target.basePath + request.target
        }
        let sweep = Sweep(
            origin: SweptProbe.Origin(
                template: ProbeTemplate(request, placeholder: template.placeholder),
                operation: operation,
                identity: identity,
                purpose: purpose,
                isEncrypted: target.scheme == .https
            ),
            wireTemplate: ProbeTemplate(wireRequest, placeholder: template.placeholder),
            count: count,
            scope: self.options.scope,
            target: target,
            maximumKept: maximumKept,
            value: value,
            isInteresting: isInteresting
        )
        // Where values decide nothing, one check stands for all.
        if sweep.harmless != .none { _ = try admit(sweep.origin.template.request(with: HarmlessValues.example)) }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<max(1, min(self.options.concurrency, count)) {
                group.addTask { try await self.run(SweepLane(client: self, sweep: sweep, options: options)) }
            }
            try await group.waitForAll()
        }
        return sweep.result
    }

    /// Drives a lane; between its turns others have theirs.
    private func run(_ lane: SweepLane) async throws {
        defer { lane.close() }
        while lane.sweep.hasMore {
            lane.sweep.waitingLanes.wrappingAdd(1, ordering: .relaxed)
            var waits = true
            defer { if waits { lane.sweep.waitingLanes.wrappingSubtract(1, ordering: .relaxed) } }
            try await concurrency.withSlot {
                lane.sweep.waitingLanes.wrappingSubtract(1, ordering: .relaxed)
                waits = false
                if let transport = transport as? any LaneTransport {
                    try await transport.drive(lane)
                } else {
                    try await TaskLaneDriver(transport: transport, clock: clock).drive(lane)
                }
            }
            if let failure = lane.failure { throw failure }
        }
    }

    /// Whether a lane should give up its slot: the target gets less at once, or others than lanes of its sweep wait.
    func mustYieldSlot(_ sweep: Sweep) -> Bool {
        concurrency.isOverdrawn(beside: sweep.waitingLanes.load(ordering: .relaxed))
    }

    /// Holds everything back as the response asks for.
    ///
    /// - Returns: Whether the request is to be sent again then.
    func holdBack(after response: ProbeResponse, attempt: Int) -> Bool {
        guard attempt < Self.maximumRepetitions, let resumption = resumption(after: response, attempt: attempt) else {
            return false
        }
        rate.pause(until: resumption)
        return true
    }
}
