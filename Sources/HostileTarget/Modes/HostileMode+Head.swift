//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension HostileMode {
    /// Header lines that are too many, too long or malformed.
    static let head: [HostileMode] = [
        HostileMode(
            "header-flood",
            "sends a hundred thousand header lines, and then more",
            "too-many-headers",
            steps: [.send("HTTP/1.1 200 OK\r\n"), .flood("X-Bomb: 1\r\n")]
        ),
        HostileMode(
            "header-line-flood",
            "sends a header line of a gibibyte, and more",
            "header-too-large",
            steps: [.send("HTTP/1.1 200 OK\r\nX-Bomb: "), .flood("0123456789abcdef")]
        ),
        HostileMode(
            "header-name-flood",
            "sends a header name without end",
            "header-too-large",
            steps: [.send("HTTP/1.1 200 OK\r\n"), .flood("abcdefgh")]
        ),
        HostileMode(
            "cookie-flood",
            "sets five thousand cookies",
            "too-many-headers",
            steps: [
                Answer.whole("{}", headers: (1...5000).map { "Set-Cookie: c\($0)=v; Path=/" })
            ]
        ),
        HostileMode(
            "bare-line-feeds",
            "ends its lines with bare line feeds",
            "answered",
            steps: [.send("HTTP/1.1 200 OK\nContent-Type: application/json\nContent-Length: 2\n\n{}")]
        ),
        HostileMode(
            "folded-header",
            "folds a header line, as HTTP no longer does",
            "answered",
            steps: [Answer.whole("{}", headers: ["X-Folded: one", "  two", "\tthree"])]
        ),
        HostileMode(
            "folded-first-header",
            "begins its first header line with a blank",
            "malformed-header",
            steps: [.send("HTTP/1.1 200 OK\r\n X-Folded: one\r\nContent-Length: 2\r\n\r\n{}")]
        ),
        HostileMode(
            "header-without-colon",
            "sends a header line without a colon",
            "malformed-header",
            steps: [Answer.whole("{}", headers: ["no colon here"])]
        ),
        HostileMode(
            "header-name-with-blank",
            "puts a blank between a header's name and its colon",
            "malformed-header",
            steps: [Answer.whole("{}", headers: ["X-Blank : 1"])]
        ),
        HostileMode(
            "header-with-nul",
            "puts NUL and control characters into a header's value",
            "answered",
            steps: [Answer.whole("{}", headers: ["X-NUL: a\u{0}b\u{1}c\u{1b}[31md"])]
        ),
        HostileMode(
            "header-name-with-nul",
            "puts NUL into a header's name",
            "malformed-header",
            steps: [Answer.whole("{}", headers: ["X-\u{0}NUL: 1"])]
        ),
        HostileMode(
            "header-not-utf-8",
            "sends a header value that is not UTF-8",
            "answered",
            steps: [
                .send(
                    Array("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nX-Bytes: ".utf8) + [0xff, 0xfe, 0xc3, 0x28]
                        + Array("\r\n\r\n{}".utf8)
                )
            ]
        ),
    ]
}
