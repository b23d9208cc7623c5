//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension HostileMode {
    /// Chunked bodies.
    static let chunks: [HostileMode] = [
        HostileMode(
            "chunk-size-no-number",
            "gives a chunk's size in letters that are no digits",
            "invalid-chunk",
            steps: [chunked("xyz\r\n{}\r\n0\r\n\r\n")]
        ),
        HostileMode(
            "chunk-size-negative",
            "gives a chunk a negative size",
            "invalid-chunk",
            steps: [chunked("-2\r\n{}\r\n0\r\n\r\n")]
        ),
        HostileMode(
            "chunk-size-overflow",
            "gives a chunk a size that no integer holds",
            "invalid-chunk",
            steps: [chunked("ffffffffffffffff\r\n{}")]
        ),
        HostileMode(
            "chunk-size-enormous",
            "gives a chunk a size of a pebibyte, sends 2 bytes and closes",
            "response-cut-short",
            steps: [chunked("4000000000000\r\n{}"), .close]
        ),
        HostileMode(
            "chunk-longer-than-said",
            "sends more bytes than the chunk's size says",
            "invalid-chunk",
            steps: [chunked("2\r\n{\"more\": 1}\r\n0\r\n\r\n")]
        ),
        HostileMode(
            "chunk-bare-lf",
            "ends a chunk's size with a bare line feed",
            "invalid-chunk",
            steps: [chunked("2\n{}\r\n0\r\n\r\n")]
        ),
        HostileMode(
            "chunk-extension-flood",
            "sends a chunk extension without end",
            "invalid-chunk",
            steps: [chunked("2"), .flood(";hostile=extension")]
        ),
        HostileMode(
            "trailer-flood",
            "sends trailers without end",
            "header-too-large",
            steps: [chunked("2\r\n{}\r\n0\r\n"), .flood("X-Trailer: hostile\r\n")]
        ),
    ]

    private static func chunked(_ body: String) -> Step { Answer.head("Transfer-Encoding: chunked", body: body) }
}
