//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

internal import NIOCore
internal import NIOPosix

/// A port that nothing listens on, and that nobody else gets meanwhile.
enum ClosedPort {
    /// Takes a port without listening on it: a client whose own end it is holds it.
    static func bind() async throws -> any Channel {
        let peer = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .bind(host: "127.0.0.1", port: 0).get()
        guard let address = peer.localAddress else { throw ChannelError.unknownLocalAddress }
        let holder = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton).connect(to: address).get()
        holder.closeFuture.whenComplete { _ in peer.close(promise: nil) }
        return holder
    }
}
