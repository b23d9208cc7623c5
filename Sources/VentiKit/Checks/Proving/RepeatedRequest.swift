//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// A request that a proof sends once, several times in a row, or several times at once.
struct RepeatedRequest: Sendable {
    var request: ProbeRequest
    var operation: APIOperation?
    var identity: String?
    var tokenMutation: TokenMutation?
    /// The most repetitions that are sent at once.
    static let maximumParallel = 32

    /// Sends the request this often.
    ///
    /// - Throws: ``ProbeError`` if a request got no response; `CancellationError`.
    func send(
        _ repetitions: Int,
        isParallel: Bool,
        purpose: HTTPExchange.Purpose,
        through prober: any CheckProber
    ) async throws -> [HTTPExchange] {
        guard isParallel, repetitions > 1 else {
            var exchanges: [HTTPExchange] = []
            for _ in 0..<repetitions { exchanges.append(try await send(repetitions, purpose, through: prober)) }
            return exchanges
        }
        return try await prober.sendTogether(
            request,
            count: min(repetitions, Self.maximumParallel),
            for: operation,
            as: identity,
            tokenMutation: tokenMutation,
            purpose: purpose
        )
    }

    private func send(
        _ repetitions: Int,
        _ purpose: HTTPExchange.Purpose,
        through prober: any CheckProber
    ) async throws -> HTTPExchange {
        try await prober.send(
            request,
            for: operation,
            as: identity,
            tokenMutation: tokenMutation,
            purpose: purpose,
            // A burst is sent to see whether the target limits it.
            waitsWhenLimited: repetitions <= 1
        )
    }
}
