//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

internal import NIOCore

/// Tells an HTTP/2 connection how many bytes came, before they are taken apart into frames.
final class HTTP2Meter: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer

    private let connection: HTTP2Connection

    init(connection: HTTP2Connection) { self.connection = connection }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        connection.overhead.receive(unwrapInboundIn(data).readableBytes)
        context.fireChannelRead(data)
        if connection.overhead.isExceeded { connection.refuseFlood() }
    }
}
