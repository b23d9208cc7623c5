//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

package import AsyncHTTPClient
package import NIOCore
package import NIOHTTP1

/// Takes an answer that comes bit by bit from the connection: logs, events and watches of container engines and clusters.
///
/// Reading slowly makes the other side wait.
package final class StreamReceiver: HTTPClientResponseDelegate, Sendable {
    /// The head of the answer, once it is there.
    package let head: EventLoopPromise<HTTPResponseHead>
    /// The body, as it comes.
    package let bytes = ReceivedBytes()

    /// Makes a receiver for one request.
    package init(eventLoop: any EventLoop) { head = eventLoop.makePromise() }

    package func didReceiveHead(task: HTTPClient.Task<Void>, _ head: HTTPResponseHead) -> EventLoopFuture<Void> {
        self.head.succeed(head)
        return task.eventLoop.makeSucceededVoidFuture()
    }

    package func didReceiveBodyPart(task: HTTPClient.Task<Void>, _ buffer: ByteBuffer) -> EventLoopFuture<Void> {
        bytes.append(buffer.readableBytesView, on: task.eventLoop)
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
