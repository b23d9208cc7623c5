//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

internal import NIOCore
internal import NIOSSL

#if canImport(Darwin)
internal import Darwin
#elseif canImport(Musl)
internal import Musl
#else
internal import Glibc
#endif

extension ProbeError {
    /// Says in the vocabulary of probes what a connection failed of.
    init(connectionError error: any Error, whileConnecting: Bool) {
        switch error {
        case let error as ProbeError:
            self = error
        case ChannelError.connectTimeout:
            self.init(.connectTimedOut, "No connection was made within the connect timeout.", cause: error)
        case is NIOSSLError, is NIOSSLExtraError, is BoringSSLError:
            self.init(
                .tlsFailed,
                "TLS was not agreed upon, or the certificate was not accepted: \(error)",
                cause: error
            )
        case let error as IOError where whileConnecting:
            let reason = error.errnoCode == ECONNREFUSED ? "Nothing accepts connections" : "No connection can be made"
            self.init(.connectionRefused, "\(reason) at the target's address.", cause: error)
        case let error as IOError where error.errnoCode == ECONNRESET:
            self.init(.connectionReset, "The server reset the connection.", cause: error)
        default:
            self.init(
                whileConnecting ? .connectionRefused : .connectionClosed,
                whileConnecting ? "No connection can be made." : "The connection broke.",
                cause: error
            )
        }
    }
}

extension TimeAmount {
    /// The duration, at most about a hundred years.
    init(_ duration: Duration) {
        let (seconds, attoseconds) = duration.components
        let bounded = min(max(seconds, -3_000_000_000), 3_000_000_000)
        self = .nanoseconds(bounded * 1_000_000_000 + attoseconds / 1_000_000_000)
    }
}
