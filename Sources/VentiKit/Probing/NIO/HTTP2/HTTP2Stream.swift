//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

internal import NIOCore

/// One exchange on a stream of an ``HTTP2Connection``.
final class HTTP2Stream {
    var response: HTTP2ResponseReader
    let end: (HTTPConnection.Outcome) -> Void
    let started = NIODeadline.now()
    /// When the last byte of the request was written.
    var flushed: NIODeadline?
    var firstByte: NIODeadline?

    init(requestMethod: String, limits: ProbeLimits, end: @escaping (HTTPConnection.Outcome) -> Void) {
        response = HTTP2ResponseReader(requestMethod: requestMethod, limits: limits)
        self.end = end
    }

    /// The response, which is complete.
    func wireResponse() -> WireResponse {
        let now = NIODeadline.now()
        let firstByte = firstByte ?? now
        return WireResponse(
            head: response.head,
            body: response.body,
            bodyIsTruncated: response.bodyIsTruncated,
            nanosecondsToFirstByte: max(0, (firstByte - (flushed ?? firstByte)).nanoseconds),
            nanoseconds: (now - started).nanoseconds
        )
    }
}
