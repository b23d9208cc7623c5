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
    /// Whether bytes came after the end of the message.
    var hasSurplus = false
    /// From the last byte of the request written to the first byte of the response read.
    var nanosecondsToFirstByte: Int64
    /// From the first byte of the request written to the last byte of the response read.
    var nanoseconds: Int64

    /// Undoes the content coding.
    consuming func probeResponse(limits: ProbeLimits) -> ProbeResponse {
        var response = ProbeResponse(
            status: head.status,
            headers: HeaderLines(head.headers),
            body: body,
            bodyIsTruncated: bodyIsTruncated,
            timeToFirstByte: .nanoseconds(nanosecondsToFirstByte),
            duration: .nanoseconds(nanoseconds),
            httpVersion: head.httpVersion
        )
        response.hasSurplus = hasSurplus
        guard head.isEncoded || body.count > limits.maximumBodyBytes else { return response }
        let decoded = ContentDecoder.decode(
            body,
            codings: head.contentCodings,
            limit: limits.maximumBodyBytes,
            inputIsTruncated: bodyIsTruncated
        )
        response.body = decoded.body
        response.bodyIsTruncated = decoded.isTruncated
        response.bodyIsEncoded = decoded.isEncoded
        return response
    }
}
