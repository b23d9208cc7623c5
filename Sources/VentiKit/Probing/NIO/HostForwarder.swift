//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

internal import NIOCore
internal import NIOPosix

/// Passes connections on to one address of this machine: how a container reaches a target that listens on the loopback
/// address, and nothing else here.
package enum HostForwarder {
    /// Listens on an address while the body runs.
    ///
    /// - Parameters:
    ///   - address: The address to listen on, that of this machine in the container's network.
    ///   - host: Where connections are passed on to.
    ///   - port: The port there.
    ///   - body: Gets the port that is listened on, or `nil` where this machine does not have the address.
    package static func withForwarder<Result>(
        on address: String,
        to host: String,
        _ port: Int,
        _ body: (Int?) async throws -> Result
    ) async throws -> Result {
        let group = MultiThreadedEventLoopGroup.singleton
        let listener: any Channel
        do {
            listener = try await ServerBootstrap(group: group)
                .serverChannelOption(.backlog, value: 128)
                .childChannelOption(.autoRead, value: false)
                .childChannelInitializer { inbound in
                    ClientBootstrap(group: inbound.eventLoop)
                        .channelOption(.autoRead, value: false)
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
            return result
        } catch {
            try? await listener.close()
            throw error
        }
    }
}

/// One end of a pipe between two connections on one event loop: what one reads the other writes, no faster than it can.
private final class PipeHandler: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private var partner: PipeHandler?
    private var context: ChannelHandlerContext?

    static func pair() -> (PipeHandler, PipeHandler) {
        let near = PipeHandler()
        let far = PipeHandler()
        near.partner = far
        far.partner = near
        return (near, far)
    }

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        if context.channel.isActive { readBoth() }
    }

    func channelActive(context: ChannelHandlerContext) {
        context.fireChannelActive()
        readBoth()
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        self.context = nil
        partner = nil
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        partner?.context?.write(data, promise: nil)
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        partner?.context?.flush()
        readIfPossible()
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        partner?.readIfPossible()
        context.fireChannelWritabilityChanged()
    }

    func channelInactive(context: ChannelHandlerContext) {
        partner?.context?.close(promise: nil)
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

    private func readBoth() {
        readIfPossible()
        partner?.readIfPossible()
    }

    /// Reads on only while the other end takes what comes.
    private func readIfPossible() {
        guard let context, context.channel.isActive, let other = partner?.context, other.channel.isActive,
            other.channel.isWritable
        else { return }
        context.read()
    }
}
