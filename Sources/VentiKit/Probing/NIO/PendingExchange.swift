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
    /// Gives the request for a connection that speaks HTTP/2.
    var request: () -> ProbeRequest
    /// The request as HTTP/1.1 has it.
    var bytes = ByteBuffer()
    var traits = Traits()
    var deadline = NIODeadline.distantFuture
    /// The connection that carries it, or is being opened for it.
    var connection: ConnectionPoolState.ConnectionID?
    /// Its stream, where the connection speaks HTTP/2.
    var stream: HTTP2Connection.StreamToken?
    /// How often it was started on a connection that speaks HTTP/2.
    var run = 0
    var hasBeenRepeated = false
    /// Called on the event loop when the response is there, or is known not to come.
    var onEnd: (Result<WireResponse, any Error>) -> Sequel

    var started = NIODeadline.uptimeNanoseconds(0)
    /// When the whole request was with the operating system.
    var sent: NIODeadline?
    var firstByte: NIODeadline?
    /// When the last response was complete.
    var ended: NIODeadline?

    init(
        id: UInt64,
        request: @escaping () -> ProbeRequest,
        onEnd: @escaping (Result<WireResponse, any Error>) -> Sequel
    ) {
        self.id = id
        self.request = request
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
}
