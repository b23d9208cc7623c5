//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Synchronization
public import VentiKit

/// A transport that answers with what a closure says, and remembers what it was asked.
public final class FakeTransport: ProbeTransport {
    private let received = Mutex<[ProbeRequest]>([])
    private let answer: @Sendable (ProbeRequest) async throws -> ProbeResponse

    /// Makes a transport.
    ///
    /// - Parameter answer: Answers a request, or throws what a network would.
    public init(_ answer: @escaping @Sendable (ProbeRequest) async throws -> ProbeResponse) { self.answer = answer }

    /// The requests so far, in the order in which they came.
    public var requests: [ProbeRequest] { received.withLock { $0 } }

    public func send(
        _ request: ProbeRequest,
        deadline: ContinuousClock.Instant,
        options: ProbeOptions
    ) async throws -> ProbeResponse {
        received.withLock { $0.append(request) }
        return try await answer(request)
    }
}
