//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

internal import NIOCore

/// A request between its coming and its end.
///
/// It belongs to the event loop, and answers its caller once.
final class PendingExchange {
    let id: UInt64
    let request: ProbeRequest
    let usesFreshConnection: Bool
    /// The connection that carries it.
    var connection: ConnectionPoolState.ConnectionID?
    var hasBeenRepeated = false
    var timer: Scheduled<Void>?
    private var continuation: CheckedContinuation<WireResponse, any Error>?

    init(
        id: UInt64,
        request: ProbeRequest,
        usesFreshConnection: Bool,
        continuation: CheckedContinuation<WireResponse, any Error>
    ) {
        self.id = id
        self.request = request
        self.usesFreshConnection = usesFreshConnection
        self.continuation = continuation
    }

    /// What the pool is to know of it.
    var demand: ConnectionPoolState.Demand {
        .init(
            id: id,
            wantsFresh: usesFreshConnection || hasBeenRepeated,
            isRepeatable: Self.repeatableMethods.contains(request.method) && !hasBeenRepeated
        )
    }

    /// The methods that do the same if carried out twice (RFC 9110, 9.2.2).
    private static let repeatableMethods: Set<String> = ["GET", "HEAD", "OPTIONS", "TRACE", "PUT", "DELETE"]

    func end(_ result: Result<WireResponse, any Error>) {
        timer?.cancel()
        timer = nil
        continuation?.resume(with: result)
        continuation = nil
    }
}
