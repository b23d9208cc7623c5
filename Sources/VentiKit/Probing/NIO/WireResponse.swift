//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// A response as it stood on the wire, its content coding still in place.
struct WireResponse: Sendable {
    var head: ResponseHead
    var body: [UInt8]
    var bodyIsTruncated: Bool
    var timeToFirstByte: Duration
    var duration: Duration
    /// Whether it came over HTTP/2, whose heads name no version.
    var isHTTP2 = false

    /// Undoes the content coding.
    func probeResponse(limits: ProbeLimits) -> ProbeResponse {
        let decoded = ContentDecoder.decode(
            body,
            codings: head.contentCodings,
            limit: limits.maximumBodyBytes,
            inputIsTruncated: bodyIsTruncated
        )
        var response = ProbeResponse(
            status: head.status,
            headers: HeaderLines(head.lines),
            body: decoded.body,
            bodyIsTruncated: decoded.isTruncated,
            timeToFirstByte: timeToFirstByte,
            duration: duration,
            httpVersion: isHTTP2 ? "HTTP/2" : head.httpVersion
        )
        response.bodyIsEncoded = decoded.isEncoded
        return response
    }
}
