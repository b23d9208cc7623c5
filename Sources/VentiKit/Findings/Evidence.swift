//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// A request as a proof keeps it: enough to send it again, without any credential.
public struct RecordedRequest: Sendable, Hashable, Codable {
    /// The method.
    public var method: String
    /// The origin-form target as it goes on the wire: the percent-encoded path and query below the base URL.
    public var target: String
    /// The header fields, redacted, in the order in which they were sent.
    public var headers: [RecordedHeader]
    /// The body as text; `nil` for none. Bodies that are not UTF-8 are kept in ``bodyBase64``.
    public var body: String?
    /// The body's bytes in Base64 (RFC 4648) where they are not UTF-8.
    public var bodyBase64: String?

    /// A request as evidence. What it is given must be redacted already.
    public init(
        method: String,
        target: String,
        headers: [RecordedHeader] = [],
        body: String? = nil,
        bodyBase64: String? = nil
    ) {
        self.method = method
        self.target = target
        self.headers = headers
        self.body = body
        self.bodyBase64 = bodyBase64
    }
}

/// A response as a proof keeps it: redacted, and cut to a bound.
public struct RecordedResponse: Sendable, Hashable, Codable {
    /// The status code.
    public var status: Int
    /// The header fields, redacted, in the order in which they came.
    public var headers: [RecordedHeader]
    /// The beginning of the body as text.
    public var bodyExcerpt: String
    /// The number of bytes that the body had when it was received.
    public var bodyBytes: Int

    /// A response as evidence. What it is given must be redacted already.
    public init(status: Int, headers: [RecordedHeader] = [], bodyExcerpt: String = "", bodyBytes: Int = 0) {
        self.status = status
        self.headers = headers
        self.bodyExcerpt = bodyExcerpt
        self.bodyBytes = bodyBytes
    }
}

/// One header line of a recorded request or response.
public struct RecordedHeader: Sendable, Hashable, Codable {
    /// The name as it was written.
    public var name: String
    /// The redacted value.
    public var value: String

    /// A header line as evidence.
    public init(name: String, value: String) {
        self.name = name
        self.value = value
    }
}
