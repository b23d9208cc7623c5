//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// How a probe reaches the API under test: over the network, or straight into a handler in the same process.
///
/// A transport sends one request and gives back one response. Scope, budget and pacing are not its business: they
/// stand above it, in ``ProbeClient``, and cannot be bypassed.
public protocol ProbeTransport: Sendable {
    /// Sends the request and waits for the whole response.
    ///
    /// - Parameters:
    ///   - request: The request, to be sent exactly as it is.
    ///   - deadline: When to give up, whatever the target does.
    ///   - options: How the connection is to be used.
    /// - Throws: ``ProbeError`` with the code that says what went wrong; `CancellationError` if the task was cancelled.
    func send(
        _ request: ProbeRequest,
        deadline: ContinuousClock.Instant,
        options: ProbeOptions
    ) async throws -> ProbeResponse
}

/// How one probe is sent.
public struct ProbeOptions: Sendable, Hashable {
    /// Whether the request gets a connection that nothing was sent on before, and that is closed afterwards.
    ///
    /// Replays do.
    public var usesFreshConnection: Bool
    /// Whether ``ProbeClient`` waits and sends again where the target asks for patience (429, or 503 with Retry-After).
    ///
    /// Defaults to `true`; a check that wants to see the refusal says `false`.
    public var retriesWhenLimited: Bool

    /// How one request is sent.
    public init(usesFreshConnection: Bool = false, retriesWhenLimited: Bool = true) {
        self.usesFreshConnection = usesFreshConnection
        self.retriesWhenLimited = retriesWhenLimited
    }
}
