//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension HostileMode {
    /// Connections that end too early.
    static let ending: [HostileMode] = [
        HostileMode(
            "close-before-answer",
            "closes the connection instead of an answer",
            "connection-closed",
            steps: [.close]
        ),
        HostileMode(
            "close-within-head",
            "closes the connection within a header line",
            "response-cut-short",
            steps: [.send("HTTP/1.1 200 OK\r\nContent-Le"), .close]
        ),
        HostileMode(
            "close-within-body",
            "closes the connection within the body",
            "response-cut-short",
            steps: [Answer.head("Content-Length: 10", body: "{\"a\""), .wait(milliseconds: 20), .close]
        ),
        HostileMode(
            "close-within-chunk",
            "closes the connection within a chunk",
            "response-cut-short",
            steps: [
                Answer.head("Transfer-Encoding: chunked", body: "a\r\n{\"a\""), .wait(milliseconds: 20), .close,
            ]
        ),
        HostileMode(
            "rst-before-answer",
            "resets the connection instead of an answer",
            "connection-reset",
            steps: [.reset]
        ),
        HostileMode(
            "rst-within-body",
            "resets the connection within the body",
            "connection-reset",
            steps: [Answer.head("Content-Length: 10", body: "{\"a\""), .wait(milliseconds: 20), .reset]
        ),
        HostileMode(
            "never-answers",
            "takes the request and never answers",
            "no-response",
            neverEnds: true,
            steps: []
        ),
    ]
}
