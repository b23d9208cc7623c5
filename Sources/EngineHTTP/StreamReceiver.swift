//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

package import AsyncHTTPClient
package import NIOCore
package import NIOHTTP1
package import VentiKit

/// Takes an answer that comes bit by bit from the connection: logs, events and watches of container engines and clusters.
///
/// Reading slowly makes the other side wait.
package final class StreamReceiver: HTTPClientResponseDelegate, Sendable {
    /// The head of the answer, once it is there.
    package let head: EventLoopPromise<HTTPResponseHead>
    /// The body, a piece at a time.
    package let bytes = BackpressuredChannel<[UInt8]>(capacity: 4)

    /// Makes a receiver for one request.
    package init(eventLoop: any EventLoop) { head = eventLoop.makePromise() }

    package func didReceiveHead(task: HTTPClient.Task<Void>, _ head: HTTPResponseHead) -> EventLoopFuture<Void> {
        self.head.succeed(head)
        return task.eventLoop.makeSucceededVoidFuture()
    }

    package func didReceiveBodyPart(task: HTTPClient.Task<Void>, _ buffer: ByteBuffer) -> EventLoopFuture<Void> {
        let taken = task.eventLoop.makePromise(of: Void.self)
        let part = Array(buffer.readableBytesView)
        taken.completeWithTask { [bytes] in await bytes.send(part) }
        return taken.futureResult
    }

    package func didReceiveError(task: HTTPClient.Task<Void>, _ error: any Error) {
        head.fail(error)
        bytes.finish(throwing: error)
    }

    package func didFinishRequest(task: HTTPClient.Task<Void>) throws {
        head.fail(HTTPClientError.remoteConnectionClosed)
        bytes.finish()
    }
}

extension BackpressuredChannel where Element == [UInt8] {
    /// Everything that is left, up to a size.
    package func collect(upTo maximum: Int) async throws -> [UInt8] {
        var all: [UInt8] = []
        while all.count < maximum, let bytes = try await receive() { all += bytes }
        return Array(all.prefix(maximum))
    }
}
