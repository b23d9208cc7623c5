//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

internal import NIOCore

/// A request between its coming and its end.
///
/// It belongs to its event loop. One that has ended may carry the next request of the same sender.
final class PendingExchange {
    /// What the sender wants after a response.
    enum Sequel {
        /// Nothing more.
        case done
        /// The exchange holds another request, to be sent at once, on the same connection where that is possible.
        case another
    }

    let id: UInt64
    /// The request as HTTP/1.1 has it.
    var bytes = ByteBuffer()
    var traits = Traits()
    var deadline = NIODeadline.distantFuture
    /// The connection that carries it, or is being opened for it.
    var connection: ConnectionPoolState.ConnectionID?
    var hasBeenRepeated = false
    /// Called on the event loop when the response is there, or is known not to come.
    var onEnd: (Result<WireResponse, any Error>) -> Sequel

    var started = NIODeadline.uptimeNanoseconds(0)
    /// When the whole request was with the operating system.
    var sent: NIODeadline?
    var firstByte: NIODeadline?

    init(id: UInt64, onEnd: @escaping (Result<WireResponse, any Error>) -> Sequel) {
        self.id = id
        self.onEnd = onEnd
    }

    /// What the pool is to know of it.
    var demand: ConnectionPoolState.Demand {
        .init(
            id: id,
            wantsFresh: traits.usesFreshConnection || hasBeenRepeated,
            isRepeatable: traits.isRepeatable && !hasBeenRepeated
        )
    }

    /// What is to be known of a request beside its bytes.
    struct Traits {
        var method = "GET"
        /// Whether it asks for another protocol.
        var asksForUpgrade = false
        /// Whether its method does the same if carried out twice (RFC 9110, 9.2.2).
        var isRepeatable = true
        var usesFreshConnection = false

        init() {}

        init(_ request: ProbeRequest, usesFreshConnection: Bool) {
            method = request.method
            asksForUpgrade = request.headers.contains("upgrade")
            isRepeatable = Self.repeatableMethods.contains(request.method)
            self.usesFreshConnection = usesFreshConnection
        }

        private static let repeatableMethods: Set<String> = ["GET", "HEAD", "OPTIONS", "TRACE", "PUT", "DELETE"]
    }

    /// Why nothing more is waited for at the deadline.
    func lateError(isConnecting: Bool) -> ProbeError {
        if isConnecting {
            return ProbeError(.connectTimedOut, "The connection was not made when the deadline passed.")
        }
        if connection == nil {
            return ProbeError(.timedOut, "The request still waited for a connection when the deadline passed.")
        }
        return firstByte == nil
            ? ProbeError(.noResponse, "Nothing had come when the deadline passed.")
            : ProbeError(.responseTooSlow, "The response was not complete when the deadline passed.")
    }
}
