//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension HostileMode {
    /// Answers that last.
    static let pace: [HostileMode] = [
        HostileMode(
            "slow-headers",
            "sends its header lines byte by byte, and never the last",
            "response-too-slow",
            neverEnds: true,
            steps: [
                .trickle("HTTP/1.1 200 OK\r\nX-Slow: ", everyMilliseconds: 20),
                .drip([UInt8(ascii: "a")], everyMilliseconds: 100),
            ]
        ),
        HostileMode(
            "slow-body",
            "sends one byte of its body a second",
            "response-too-slow",
            neverEnds: true,
            steps: [
                Answer.head("Content-Length: 1000000", body: "{"),
                .drip([UInt8(ascii: " ")], everyMilliseconds: 1000),
            ]
        ),
        HostileMode(
            "slow-chunks",
            "sends a chunk of one byte ten times a second, without end",
            "response-too-slow",
            neverEnds: true,
            steps: [
                Answer.head("Transfer-Encoding: chunked"),
                .drip(Array("1\r\na\r\n".utf8), everyMilliseconds: 100),
            ]
        ),
        HostileMode(
            "endless-chunked-body",
            "sends chunks without end",
            "answered-truncated",
            steps: [
                Answer.head("Transfer-Encoding: chunked"),
                .flood("4000\r\n" + String(repeating: "a", count: 0x4000) + "\r\n"),
            ]
        ),
        HostileMode(
            "endless-body",
            "sends a body that lasts until the connection closes, which it never does",
            "answered-truncated",
            steps: [Answer.head(), .flood(String(repeating: "a", count: 0x8000))]
        ),
        HostileMode(
            "blank-line-flood",
            "sends empty lines instead of a status line, without end",
            "header-too-large",
            "not-http",
            steps: [.flood("\r\n")]
        ),
    ]
}
