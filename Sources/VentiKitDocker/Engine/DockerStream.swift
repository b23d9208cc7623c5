//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import EngineHTTP
import NIOCore
import NIOHTTP1
import VentiKit

/// An answer that comes bit by bit: logs, events, the progress of a pull.
///
/// Reading slowly makes the engine wait. Ends when the engine ends it or when ``cancel`` is called; the cancellation of
/// the reading task does not touch it.
struct DockerStream: Sendable {
    let bytes: ReceivedBytes
    let cancel: @Sendable () -> Void
    private let head: EventLoopFuture<HTTPResponseHead>

    init(_ receiver: StreamReceiver, cancel: @escaping @Sendable () -> Void) {
        bytes = receiver.bytes
        head = receiver.head.futureResult
        self.cancel = cancel
    }

    /// The status, once the engine has sent it: some send it only with the first bytes.
    func status() async throws -> Int { Int(try await head.get().status.code) }

    /// The next bytes, or `nil` at the end.
    func next() async throws -> [UInt8]? { try await bytes.receive() }
}
