//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// What came back for a ``ProbeRequest``, kept within ``ProbeLimits``.
public struct ProbeResponse: Sendable, Hashable {
    /// The status code.
    public var status: Int
    /// The header lines as received.
    public var headers: HeaderLines
    /// The body after transfer and content decoding, at most ``ProbeLimits/maximumBodyBytes`` long.
    public var body: [UInt8]
    /// Whether there was more body than is kept.
    public var bodyIsTruncated: Bool
    /// Whether the body still carries its content coding: one that is not known, such as `br`, more than two on top of
    /// each other, or data that does not agree with it.
    public var bodyIsEncoded: Bool = false
    /// Whether bytes followed the end of the message, as its framing gives it, that nobody asked for.
    ///
    /// Only those count that came together with the end; the connection is not used again in any case.
    public var hasSurplus: Bool = false
    /// From the last byte of the request written to the first byte of the response read.
    public var timeToFirstByte: Duration
    /// From the first byte of the request written to the last byte of the response read.
    public var duration: Duration
    /// The protocol as the server named it, such as `HTTP/1.1`.
    public var httpVersion: String

    /// A response, as a transport or a fake makes it.
    public init(
        status: Int,
        headers: HeaderLines = HeaderLines(),
        body: [UInt8] = [],
        bodyIsTruncated: Bool = false,
        timeToFirstByte: Duration = .zero,
        duration: Duration = .zero,
        httpVersion: String = "HTTP/1.1"
    ) {
        self.status = status
        self.headers = headers
        self.body = body
        self.bodyIsTruncated = bodyIsTruncated
        self.timeToFirstByte = timeToFirstByte
        self.duration = duration
        self.httpVersion = httpVersion
    }

    /// Whether the status is 2xx.
    public var isSuccess: Bool { (200..<300).contains(status) }

    /// The body as text; bytes that are not UTF-8 become U+FFFD.
    public var bodyText: String { String(decoding: body, as: UTF8.self) }

    /// The media type in lower case without parameters, such as `application/json`; empty where the server names none.
    public var mediaType: String { headers["content-type"].map(Self.mediaType(in:)) ?? "" }
}
