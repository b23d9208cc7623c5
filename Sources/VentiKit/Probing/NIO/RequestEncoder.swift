//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

internal import NIOCore

/// Writes a request as the caller ordered it.
enum RequestEncoder {
    /// Writes the head and the body, with `Host`, `Content-Length` and `Connection` where the caller has none.
    ///
    /// - Parameters:
    ///   - request: A request that ``RequestRules`` let through.
    ///   - authority: The value of a `Host` field that is added.
    ///   - closes: Whether to ask the server to close the connection afterwards.
    static func encode(_ request: ProbeRequest, authority: String, closes: Bool, into buffer: inout ByteBuffer) {
        encodeHead(request, authority: authority, closes: closes, length: nil, into: &buffer)
        buffer.writeBytes(request.body)
    }

    /// Writes the head.
    ///
    /// - Parameter length: The value of a `Content-Length` field that is added, or `nil` for the body's length.
    static func encodeHead(
        _ request: ProbeRequest,
        authority: String,
        closes: Bool,
        length: String?,
        into buffer: inout ByteBuffer
    ) {
        buffer.writeString(request.method)
        buffer.writeStaticString(" ")
        buffer.writeString(request.target)
        buffer.writeStaticString(" HTTP/1.1\r\n")
        if !request.headers.contains("host") { write("Host", authority, into: &buffer) }
        for line in request.headers.lines { write(line.name, line.value, into: &buffer) }
        if needsLength(request), !request.headers.contains("content-length") {
            write("Content-Length", length ?? String(request.body.count), into: &buffer)
        }
        if closes, !request.headers.contains("connection") { write("Connection", "close", into: &buffer) }
        buffer.writeStaticString("\r\n")
    }

    /// Methods that usually have a body say so even when it is empty (RFC 9110, 8.6).
    static func needsLength(_ request: ProbeRequest) -> Bool {
        !request.body.isEmpty || ["POST", "PUT", "PATCH"].contains(request.method)
    }

    private static func write(_ name: String, _ value: String, into buffer: inout ByteBuffer) {
        buffer.writeString(name)
        buffer.writeStaticString(": ")
        buffer.writeString(value)
        buffer.writeStaticString("\r\n")
    }
}
