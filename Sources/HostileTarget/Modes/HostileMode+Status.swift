//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension HostileMode {
    /// Status lines and statuses.
    static let status: [HostileMode] = [
        HostileMode("http-0.9", "sends a body without a head", "not-http", steps: [.send("{}\r\n"), .close]),
        HostileMode(
            "http-1.0-keep-alive",
            "speaks HTTP/1.0 and keeps the connection",
            "answered",
            steps: [.send("HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nContent-Length: 2\r\n\r\n{}")]
        ),
        HostileMode(
            "http-9.9",
            "claims to speak HTTP/9.9",
            "not-http",
            steps: [.send("HTTP/9.9 200 OK\r\nContent-Length: 2\r\n\r\n{}")]
        ),
        HostileMode("ssh-banner", "greets as an SSH server", "not-http", steps: [.send("SSH-2.0-OpenSSH_9.9\r\n")]),
        HostileMode(
            "status-empty-reason",
            "gives an empty reason",
            "answered",
            steps: [.send("HTTP/1.1 200 \r\nContent-Length: 2\r\n\r\n{}")]
        ),
        HostileMode(
            "status-no-reason",
            "gives no reason, and no blank before it",
            "answered",
            steps: [.send("HTTP/1.1 200\r\nContent-Length: 2\r\n\r\n{}")]
        ),
        HostileMode(
            "status-no-number",
            "gives a status that is no number",
            "not-http",
            steps: [.send("HTTP/1.1 2x0 OK\r\nContent-Length: 2\r\n\r\n{}")]
        ),
        HostileMode(
            "status-099",
            "gives the status 099",
            "not-http",
            steps: [Answer.whole("{}", status: "099 Odd")]
        ),
        HostileMode("status-999", "gives the status 999", "answered", steps: [Answer.whole("{}", status: "999 Odd")]),
        HostileMode(
            "interim-flood",
            "sends interim responses without end",
            "too-many-interim-responses",
            steps: [.flood("HTTP/1.1 102 Processing\r\n\r\n")]
        ),
        HostileMode(
            "early-hints",
            "sends 103 with hints before its answer",
            "answered",
            steps: [
                .send("HTTP/1.1 103 Early Hints\r\nLink: </style.css>; rel=preload\r\n\r\n"), Answer.healthy,
            ]
        ),
        HostileMode(
            "upgrade-unasked",
            "switches protocols without being asked",
            "unexpected-upgrade",
            steps: [
                .send("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: evil\r\n\r\nevil")
            ]
        ),
        HostileMode(
            "unauthorized-flapping",
            "answers every second request with 401",
            "answered",
            behaviour: .answers { request in
                request.number.isMultiple(of: 2)
                    ? [Answer.whole("{}", status: "401 Unauthorized", headers: ["WWW-Authenticate: Bearer"])]
                    : [Answer.healthy]
            }
        ),
        HostileMode(
            "too-many-requests",
            "answers 429 and asks to wait an hour",
            "rate-limited",
            steps: [Answer.whole("{}", status: "429 Too Many Requests", headers: ["Retry-After: 3600"])]
        ),
        HostileMode(
            "unavailable",
            "answers 503 and asks to wait for nothing, again and again",
            "rate-limited",
            steps: [Answer.whole("{}", status: "503 Service Unavailable", headers: ["Retry-After: 0"])]
        ),
        HostileMode(
            "block-page",
            "answers with a firewall's page",
            "blocked",
            steps: [
                Answer.whole(
                    "<html><div id=\"cf-error-details\">Attention Required!</div></html>",
                    status: "403 Forbidden",
                    type: "text/html"
                )
            ]
        ),
    ]
}
