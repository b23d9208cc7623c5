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
        case let error as NIOSSLExtraError where error == .failedToValidateHostname:
            self.init(.certificateWrongName, "The server's certificate names another host.", cause: error)
        case _ where Self.refusesCertificate(error):
            self.init(refusalOfCertificate: error, validity: nil, now: 0)
        case is NIOSSLError, is NIOSSLExtraError, is BoringSSLError:
            self.init(.tlsFailed, "TLS was not agreed upon, or was broken off: \(error)", cause: error)
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

extension ProbeError {
    /// Whether TLS was broken off because of the server's certificate, its name left aside.
    static func refusesCertificate(_ error: any Error) -> Bool {
        switch error {
        case NIOSSLError.unableToValidateCertificate, NIOSSLError.noCertificateToValidate: true
        case NIOSSLError.handshakeFailed(.sslError(let stack)):
            // The reason is in the text only.
            stack.contains { String(describing: $0).contains("CERTIFICATE_VERIFY_FAILED") }
        default: false
        }
    }

    /// Says why the server's certificate was refused.
    ///
    /// - Parameters:
    ///   - error: What TLS says.
    ///   - validity: The seconds since 1970 in which the certificate is valid, or `nil` where it is not known.
    ///   - now: The seconds since 1970.
    init(refusalOfCertificate error: any Error, validity: ClosedRange<Int64>?, now: Int64) {
        if let validity, now > validity.upperBound {
            self.init(.certificateExpired, "The server's certificate is expired.", cause: error)
        } else if let validity, now < validity.lowerBound {
            self.init(.certificateExpired, "The server's certificate is not valid yet.", cause: error)
        } else {
            self.init(
                .certificateUntrusted,
                "The server's certificate does not lead to a trusted root, or is too weak to count.",
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
