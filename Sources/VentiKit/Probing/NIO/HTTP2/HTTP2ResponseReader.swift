//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

internal import NIOCore
internal import NIOHPACK

/// Reads one response from the header lists and data of its stream (RFC 9113, 8.1), within ``ProbeLimits``.
///
/// It is as lenient as ``ResponseParser``: what breaks a rule without leaving the message's end unknown, such as a name
/// in capital letters or a `Connection` field, is kept as it came.
struct HTTP2ResponseReader {
    let limits: ProbeLimits
    let requestMethod: String
    private(set) var head = ResponseHead()
    /// The body, as much of it as is kept.
    private(set) var body: [UInt8] = []
    /// Whether there was more body than is kept.
    private(set) var bodyIsTruncated = false
    /// Whether the response is read to its end, or to where reading stops.
    private(set) var isComplete = false
    /// Whether the server has ended the stream; where it has not, a complete response leaves a stream to be cancelled.
    private(set) var streamHasEnded = false
    /// The bytes of header lists and data that were read.
    private(set) var wireBytes = 0

    private var hasHead = false
    private var headBytes = 0
    private var bodyBytes = 0
    private var interimResponses = 0

    init(requestMethod: String, limits: ProbeLimits) {
        self.requestMethod = requestMethod
        self.limits = limits
    }

    /// Whether anything came.
    var hasStarted: Bool { wireBytes > 0 }

    /// Reads a header list: of an interim response, of the response, or of its trailers, which are not kept.
    mutating func read(_ fields: HPACKHeaders, endsStream: Bool) throws(ProbeError) {
        guard !isComplete else { return }
        try count(fields)
        streamHasEnded = endsStream
        if hasHead { return try complete() }
        var head = ResponseHead()
        var hasStatus = false
        for field in fields {
            if field.name.utf8.first == UInt8(ascii: ":") {
                guard field.name == ":status", !hasStatus, head.lineCount == 0, let status = Self.status(field.value)
                else { throw ProbeError(.malformedHeader, "The response's head does not begin with one status.") }
                head.status = status
                hasStatus = true
            } else {
                try head.append(name: field.name, value: field.value)
            }
        }
        guard hasStatus else { throw ProbeError(.malformedHeader, "The response's head has no status.") }
        guard head.status >= 200 else { return try endInterim(head.status) }
        head.httpVersion = "HTTP/2"
        self.head = head
        hasHead = true
        if endsStream || (requestMethod == "CONNECT" && head.status < 300) { try complete() }
        try cutIfTooLong()
    }

    /// Reads data, which is counted with its padding.
    mutating func read(_ data: ByteBuffer, padding: Int, endsStream: Bool) throws(ProbeError) {
        guard !isComplete else { return }
        guard hasHead else { throw ProbeError(.http2Violation, "The server sent data before the response's head.") }
        let count = data.readableBytes
        wireBytes += count + padding
        bodyBytes += count
        let room = max(0, min(count, maximumKeptBytes - body.count))
        if room > 0 { body.append(contentsOf: data.readableBytesView.prefix(room)) }
        if room < count { bodyIsTruncated = true }
        streamHasEnded = endsStream
        if endsStream { try complete() } else { try cutIfTooLong() }
    }

    /// A compressed body needs a little more than its content may have.
    private var maximumKeptBytes: Int {
        let (sum, overflows) = limits.maximumBodyBytes.addingReportingOverflow(head.isEncoded ? 1 << 16 : 0)
        return overflows ? .max : sum
    }

    private mutating func count(_ fields: HPACKHeaders) throws(ProbeError) {
        // As long as the lines of HTTP/1.1 would be.
        let bytes = fields.reduce(2) { $0 + $1.name.utf8.count + $1.value.utf8.count + 4 }
        headBytes += bytes
        wireBytes += bytes
        guard headBytes <= limits.maximumHeaderBytes else {
            throw ProbeError(
                .headerTooLarge,
                "The head of the response is longer than \(limits.maximumHeaderBytes) bytes."
            )
        }
        let lines = fields.count { $0.name.utf8.first != UInt8(ascii: ":") }
        guard lines <= limits.maximumHeaderLines else {
            throw ProbeError(.tooManyHeaders, "The response has more than \(limits.maximumHeaderLines) header lines.")
        }
    }

    private mutating func endInterim(_ status: Int) throws(ProbeError) {
        guard status != 101, !streamHasEnded else {
            throw ProbeError(
                status == 101 ? .unexpectedUpgrade : .http2Violation,
                status == 101 ? "HTTP/2 cannot switch protocols." : "An interim response ended the stream."
            )
        }
        interimResponses += 1
        guard interimResponses <= ResponseParser.maximumInterimResponses else {
            throw ProbeError(
                .tooManyInterimResponses,
                "The server sent more than \(ResponseParser.maximumInterimResponses) interim responses."
            )
        }
    }

    private mutating func cutIfTooLong() throws(ProbeError) {
        guard !isComplete, wireBytes >= limits.maximumWireBytes else { return }
        bodyIsTruncated = true
        isComplete = true
    }

    private mutating func complete() throws(ProbeError) {
        let length = try head.contentLength()
        if requestMethod == "HEAD" || head.status == 204 || head.status == 304 {
            guard bodyBytes == 0 else {
                throw ProbeError(.malformedResponse, "The response has a body where it must not have one.")
            }
        } else if let length, streamHasEnded {
            guard bodyBytes <= length else {
                throw ProbeError(.conflictingLength, "The response is longer than its Content-Length.")
            }
            guard bodyBytes == length else {
                throw ProbeError(.responseCutShort, "The response is shorter than its Content-Length.")
            }
        }
        isComplete = true
    }

    private static func status(_ text: String) -> Int? {
        guard text.utf8.count == 3, text.utf8.allSatisfy({ $0 &- 48 < 10 }), let status = Int(text), status >= 100
        else { return nil }
        return status
    }
}
