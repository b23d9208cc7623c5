//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import VentiKit

/// An answer that comes bit by bit: watches and logs.
///
/// Reading slowly makes the cluster wait. Ends when the cluster ends it, after its time, or when it is cancelled; the
/// cancellation of the reading task does not touch it.
struct ClusterStream: Sendable {
    let status: Int
    let headers: HTTPHeaders
    let bytes: BackpressuredChannel<[UInt8]>
    let cancel: Cancel

    typealias Cancel = @Sendable () -> Void

    /// The next bytes, or `nil` at the end.
    func next() async throws -> [UInt8]? { try await bytes.receive() }

    /// Everything that is left, up to a size.
    func collect(upTo maximum: Int) async throws -> [UInt8] {
        var all: [UInt8] = []
        while all.count < maximum, let bytes = try await next() { all += bytes }
        return Array(all.prefix(maximum))
    }

    /// Takes an answer's parts from the connection.
    final class Receiver: HTTPClientResponseDelegate, Sendable {
        let head: EventLoopPromise<HTTPResponseHead>
        let bytes = BackpressuredChannel<[UInt8]>(capacity: 4)

        init(eventLoop: any EventLoop) { head = eventLoop.makePromise() }

        func didReceiveHead(task: HTTPClient.Task<Void>, _ head: HTTPResponseHead) -> EventLoopFuture<Void> {
            self.head.succeed(head)
            return task.eventLoop.makeSucceededVoidFuture()
        }

        func didReceiveBodyPart(task: HTTPClient.Task<Void>, _ buffer: ByteBuffer) -> EventLoopFuture<Void> {
            let taken = task.eventLoop.makePromise(of: Void.self)
            let part = Array(buffer.readableBytesView)
            taken.completeWithTask { [bytes] in await bytes.send(part) }
            return taken.futureResult
        }

        func didReceiveError(task: HTTPClient.Task<Void>, _ error: any Error) {
            head.fail(error)
            bytes.finish(throwing: error)
        }

        func didFinishRequest(task: HTTPClient.Task<Void>) throws {
            head.fail(HTTPClientError.remoteConnectionClosed)
            bytes.finish()
        }
    }
}
