//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// What a request must not hold, because it would end a line early or put a second request on the wire.
enum RequestRules {
    /// Refuses what would forge the framing.
    ///
    /// Anything else goes as the caller wrote it.
    ///
    /// - Throws: ``ProbeError`` with code ``ProbeError/Code/invalidRequest``.
    static func check(_ request: ProbeRequest) throws(ProbeError) {
        guard !request.method.isEmpty, request.method.utf8.allSatisfy(ASCII.isTokenByte) else {
            throw ProbeError(.invalidRequest, "The request's method is not a token (RFC 9110, 5.6.2).")
        }
        guard !request.target.isEmpty, request.target.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7f }) else {
            throw ProbeError(.invalidRequest, "The request's target is empty or holds a blank or control character.")
        }
        for line in request.headers.lines {
            guard !line.name.isEmpty, line.name.utf8.allSatisfy({ !breaksLine($0) && $0 != UInt8(ascii: ":") }) else {
                throw ProbeError(.invalidRequest, "The name of a header is empty or holds a colon, CR, LF or NUL.")
            }
            guard !line.value.utf8.contains(where: breaksLine) else {
                throw ProbeError(.invalidRequest, "The value of header '\(line.name.prefix(64))' holds CR, LF or NUL.")
            }
            if isField(line.name, "transfer-encoding") {
                throw ProbeError(.invalidRequest, "The body is sent with its length; leave Transfer-Encoding out.")
            }
            if isField(line.name, "content-length"), line.value != String(request.body.count) {
                throw ProbeError(.invalidRequest, "The Content-Length header is not the length of the body.")
            }
        }
    }

    private static func breaksLine(_ byte: UInt8) -> Bool { byte == 0x0d || byte == 0x0a || byte == 0 }

    /// Whether a lenient server may read the name as this one: without blanks and controls, in whatever case, with
    /// hyphens.
    static func isField(_ name: String, _ expected: StaticString) -> Bool {
        var index = 0
        let length = expected.utf8CodeUnitCount
        for byte in name.utf8 where byte > 0x20 {
            let read = byte == UInt8(ascii: "_") ? UInt8(ascii: "-") : ASCII.lower(byte)
            guard index < length, unsafe expected.utf8Start[index] == read else { return false }
            index += 1
        }
        return index == length
    }
}
