//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

internal import NIOCore
internal import NIOPosix
internal import Synchronization

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#endif

/// Passes connections on to one address of this machine: how a container reaches a target that listens on the loopback
/// address, and nothing else here.
package enum HostForwarder {
    /// Listens on an address while the body runs.
    ///
    /// - Parameters:
    ///   - address: The address to listen on, that of this machine in the container's network.
    ///   - comesLater: Whether this machine is yet to be given the address.
    ///   - host: Where connections are passed on to.
    ///   - port: The port there.
    ///   - body: Gets the port that is listened on, or `nil` where this machine does not have the address.
    package static func withForwarder<Result>(
        on address: String,
        comesLater: Bool = false,
        to host: String,
        _ port: Int,
        _ body: (Int?) async throws -> Result
    ) async throws -> Result {
        let group = MultiThreadedEventLoopGroup.singleton
        let pipes = OpenPipes()
        let listener: any Channel
        do {
            var bootstrap = ServerBootstrap(group: group).serverChannelOption(.backlog, value: 128)
            #if os(Linux)
            if comesLater {
                let freely = ChannelOptions.Types.SocketOption(level: .ip, name: .init(rawValue: IP_FREEBIND))
                bootstrap = bootstrap.serverChannelOption(freely, value: 1)
            }
            #endif
            listener =
                try await bootstrap
                .childChannelOption(.autoRead, value: false)
                .childChannelOption(.allowRemoteHalfClosure, value: true)
                .childChannelInitializer { inbound in
                    pipes.note(inbound)
                    return ClientBootstrap(group: inbound.eventLoop)
                        .channelOption(.autoRead, value: false)
                        .channelOption(.allowRemoteHalfClosure, value: true)
                        .connectTimeout(.seconds(10))
                        .connect(host: host, port: port)
                        .flatMapThrowing { outbound in
                            let (near, far) = PipeHandler.pair()
                            try inbound.pipeline.syncOperations.addHandler(near)
                            try outbound.pipeline.syncOperations.addHandler(far)
                        }
                }
                .bind(host: address, port: 0)
                .get()
        } catch is IOError {
            return try await body(nil)
        }
        do {
            let result = try await body(listener.localAddress?.port)
            try? await listener.close()
            pipes.close()
            return result
        } catch {
            try? await listener.close()
            pipes.close()
            throw error
        }
    }
}

/// The connections that are passed on at the moment: those that nobody has ended go when the scan does.
private final class OpenPipes: Sendable {
    private let channels = Mutex<[ObjectIdentifier: any Channel]>([:])

    func note(_ channel: any Channel) {
        let id = ObjectIdentifier(channel)
        channels.withLock { $0[id] = channel }
        channel.closeFuture.whenComplete { _ in self.channels.withLock { $0[id] = nil } }
    }

    func close() {
        let open = channels.withLock { Array($0.values) }
        for channel in open { channel.close(promise: nil) }
    }
}
