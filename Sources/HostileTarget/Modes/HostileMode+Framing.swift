//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension HostileMode {
    /// Answers whose length is not what they say.
    static let framing: [HostileMode] = [
        HostileMode(
            "length-too-long",
            "says a length of 1000, sends 2 bytes and closes",
            "response-cut-short",
            steps: [Answer.head("Content-Length: 1000", body: "{}"), .close]
        ),
        HostileMode(
            "length-too-short",
            "says a length of 2 and sends more",
            "answered-with-surplus",
            steps: [Answer.head("Content-Length: 2", body: "{} and more that nobody asked for")]
        ),
        HostileMode(
            "length-twice",
            "gives two different lengths",
            "conflicting-length",
            steps: [Answer.head("Content-Length: 2", "Content-Length: 20", body: "{}")]
        ),
        HostileMode(
            "length-list",
            "gives two different lengths in one line",
            "conflicting-length",
            steps: [Answer.head("Content-Length: 2, 20", body: "{}")]
        ),
        HostileMode(
            "length-with-chunked",
            "gives a length and sends chunks",
            "answered",
            steps: [
                Answer.head("Content-Length: 200", "Transfer-Encoding: chunked", body: "2\r\n{}\r\n0\r\n\r\n")
            ]
        ),
        HostileMode(
            "length-negative",
            "gives a length of -1",
            "conflicting-length",
            steps: [Answer.head("Content-Length: -1", body: "{}")]
        ),
        HostileMode(
            "length-overflow",
            "gives a length that no integer holds",
            "conflicting-length",
            steps: [Answer.head("Content-Length: 99999999999999999999", body: "{}")]
        ),
        HostileMode(
            "length-enormous",
            "gives a length of eight exbibytes, sends 2 bytes and closes",
            "response-cut-short",
            steps: [Answer.head("Content-Length: 9223372036854775807", body: "{}"), .close]
        ),
        HostileMode(
            "length-empty",
            "gives a length that is empty",
            "conflicting-length",
            steps: [Answer.head("Content-Length:", body: "{}")]
        ),
        HostileMode(
            "transfer-codings",
            "names two transfer codings",
            "unsupported-transfer-coding",
            steps: [Answer.head("Transfer-Encoding: gzip, chunked", body: "2\r\n{}\r\n0\r\n\r\n")]
        ),
        HostileMode(
            "two-responses",
            "answers one request twice",
            "answered-with-surplus",
            steps: [
                .send(
                    "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil"
                )
            ]
        ),
        HostileMode(
            "no-content-with-body",
            "answers 204 with a body",
            "answered-with-surplus",
            steps: [Answer.head("Content-Length: 4", status: "204 No Content", body: "evil")]
        ),
        HostileMode(
            "not-modified-with-body",
            "answers 304 with a body, though nothing was asked about",
            "answered-with-surplus",
            steps: [Answer.head("Content-Length: 4", status: "304 Not Modified", body: "evil")]
        ),
        HostileMode(
            "head-with-body",
            "answers HEAD with a body",
            "answered-with-surplus",
            method: "HEAD",
            steps: [Answer.head("Content-Length: 4", body: "evil")]
        ),
    ]
}
