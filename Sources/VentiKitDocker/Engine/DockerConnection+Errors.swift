//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import AsyncHTTPClient
import NIOCore
import NIOPosix
import NIOSSL

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

extension DockerConnection {
    /// What went wrong between the keys of both sides; `nil` where it was something else.
    private func describeTLS(_ error: any Error, _ tls: DockerTLS) -> String? {
        let text = "\(error)"
        let isClosed =
            error as? HTTPClientError == .remoteConnectionClosed || (error as? IOError)?.errnoCode == ECONNRESET
        let isOfTLS = error is NIOSSLError || error is NIOSSLExtraError || error is BoringSSLError
        guard isOfTLS || isClosed else { return nil }
        if text.contains("CERTIFICATE_VERIFY_FAILED") {
            let authority = tls.authorityFile.map { "the authority in \($0)" } ?? "an authority that this system knows"
            return "shows a certificate that \(authority) does not vouch for."
        }
        if error is NIOSSLExtraError { return "shows a certificate that is not for its address: \(text)." }
        if text.contains("WRONG_VERSION_NUMBER") || text.contains("HTTP_REQUEST") {
            return "does not speak TLS; unset DOCKER_TLS_VERIFY, or give the port with TLS (2376)."
        }
        if tls.certificateFile == nil {
            return "refuses a client without a certificate; put cert.pem and key.pem beside ca.pem."
        }
        // What an engine that does not like a certificate says, or that it says nothing and goes.
        if isClosed || text.contains("ALERT") {
            return "refuses the certificate of this client, \(tls.certificateFile ?? "")."
        }
        return "and this client do not agree upon TLS: \(text)."
    }

    /// The error in words for somebody who sets an engine up.
    func describe(_ error: any Error) -> any Error {
        if error is DockerError || error is CancellationError { return error }
        let number =
            (error as? IOError)?.errnoCode
            ?? (error as? NIOConnectionError)?.connectionErrors.lazy.compactMap { ($0.error as? IOError)?.errnoCode }
            .first
        switch number {
        case EACCES, EPERM:
            return DockerError(
                .permissionDenied,
                "This user may not use the container engine at \(endpoint); add the user to the group that owns the "
                    + "socket, or give another engine by DOCKER_HOST.",
                cause: error
            )
        case ENOENT:
            return DockerError(
                .unreachable,
                "There is no container engine at \(endpoint): the socket does not exist.",
                cause: error
            )
        case ECONNREFUSED:
            return DockerError(.unreachable, "No container engine listens at \(endpoint); is it running?", cause: error)
        default: break
        }
        if let error = error as? ResponseAccumulator.ResponseTooBigError {
            return DockerError(
                .invalidAnswer,
                "The container engine's answer is longer than the \(error.maxBodySize) bytes that are taken in.",
                cause: error
            )
        }
        if let tls = endpoint.tls, let message = describeTLS(error, tls) {
            return DockerError(.unreachable, "The container engine at \(endpoint) \(message)", cause: error)
        }
        return DockerError(
            .unreachable,
            "The container engine at \(endpoint) does not answer (\(error)).",
            cause: error
        )
    }
}
