//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

internal import NIOCore

/// One end of a pipe between two connections on one event loop: what one reads the other writes, no faster than it can.
///
/// Where one side says that it sends no more, the other is told so once it has everything; where one side is gone, the
/// other gets what is left, and goes too.
final class PipeHandler: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private var partner: PipeHandler?
    private var context: ChannelHandlerContext?
    /// Whether the other end of this connection sends no more.
    private var inputEnded = false
    /// Whether what was read from the partner is followed by nothing more.
    private var outputEnds = false
    /// Whether nothing is left to be written.
    private var outputEnded = false
    private var closesAll = false

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

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if let event = event as? ChannelEvent, event == .inputClosed {
            inputEnded = true
            partner?.finish(all: false)
        }
        context.fireUserInboundEventTriggered(event)
    }

    func channelInactive(context: ChannelHandlerContext) {
        partner?.finish(all: true)
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

    /// Sends what is left, and then ends the output, or everything.
    private func finish(all: Bool) {
        closesAll = closesAll || all
        guard let context else { return }
        guard !outputEnds else {
            // The end of the output is behind, and this one reads nothing that could tell of the other's.
            if all, outputEnded { context.close(promise: nil) }
            return
        }
        outputEnds = true
        // Closing drops what was not sent yet; an empty write is done when everything before it is.
        context.writeAndFlush(wrapOutboundOut(ByteBuffer())).assumeIsolated().whenComplete { _ in
            guard let context = self.context else { return }
            self.outputEnded = true
            context.close(mode: self.closesAll || self.inputEnded ? .all : .output, promise: nil)
        }
    }

    private func readBoth() {
        readIfPossible()
        partner?.readIfPossible()
    }

    /// Reads on only while the other end takes what comes.
    private func readIfPossible() {
        guard let context, context.channel.isActive, !inputEnded, let other = partner?.context, other.channel.isActive,
            other.channel.isWritable
        else { return }
        context.read()
    }
}
