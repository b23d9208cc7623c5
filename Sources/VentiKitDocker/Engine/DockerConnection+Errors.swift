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
        if error is NIOSSLError || error is NIOSSLExtraError {
            return DockerError(
                .unreachable,
                "The container engine at \(endpoint) and this client do not trust each other: \(error). Check the keys.",
                cause: error
            )
        }
        return DockerError(
            .unreachable,
            "The container engine at \(endpoint) does not answer (\(error)).",
            cause: error
        )
    }
}
