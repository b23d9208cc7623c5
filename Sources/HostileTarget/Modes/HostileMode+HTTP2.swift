//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension HostileMode {
    /// HTTP/2.
    static let http2: [HostileMode] = [
        http2("h2-goaway-flood", "sends GOAWAY without end", "connection-going-away") { _ in
            [.flood(HTTP2Frame.goAway)]
        },
        http2("h2-rst-stream-flood", "resets the request's stream again and again", "stream-reset") { request in
            [.flood(HTTP2Frame.reset(request.stream))]
        },
        // Nothing in the protocol says how many are too many, so that the deadline may come first.
        http2(
            "h2-settings-flood",
            "sends SETTINGS without end",
            "http2-violation",
            "no-response",
            "response-too-slow",
            neverEnds: true
        ) { _ in [.flood(HTTP2Frame.settings)] },
        http2(
            "h2-ping-flood",
            "sends PING without end",
            "http2-violation",
            "no-response",
            "response-too-slow",
            neverEnds: true
        ) { _ in [.flood(HTTP2Frame.ping)] },
        http2(
            "h2-continuation-flood",
            "sends CONTINUATION without end",
            "header-too-large",
            "http2-violation"
        ) { request in
            [
                .send(HTTP2Frame(.headers, stream: request.stream, payload: HTTP2Frame.ok).bytes),
                .flood(HTTP2Frame(.continuation, stream: request.stream, payload: HTTP2Frame.longField).bytes),
            ]
        },
        http2(
            "h2-header-list",
            "sends a header list of a mebibyte",
            "header-too-large",
            "too-many-headers",
            "http2-violation"
        ) { request in
            let middle = HTTP2Frame(.continuation, stream: request.stream, payload: HTTP2Frame.longField).bytes
            return [
                .send(
                    HTTP2Frame(.headers, stream: request.stream, payload: HTTP2Frame.ok).bytes
                        + (0..<128).flatMap { _ in middle }
                        + HTTP2Frame(.continuation, flags: 0x4, stream: request.stream, payload: []).bytes
                )
            ]
        },
        http2(
            "h2-zero-window",
            "grants no window, so that the request's body cannot be sent",
            "no-response",
            "timed-out",
            method: "POST",
            neverEnds: true
        ) { _ in [] },
        http2("h2-unknown-stream", "sends data on a stream that nobody opened", "http2-violation") { _ in
            [.send(HTTP2Frame(.data, stream: 77, payload: Array("evil".utf8)).bytes)]
        },
        http2("h2-push", "promises a push that was not allowed", "http2-violation") { request in
            let promise: [UInt8] = [0, 0, 0, 2] + HTTP2Frame.ok
            return [.send(HTTP2Frame(.pushPromise, flags: 0x4, stream: request.stream, payload: promise).bytes)]
        },
        http2("h2-oversized-frame", "sends a frame that is longer than was agreed", "http2-violation") { request in
            let payload = [UInt8](repeating: 0x61, count: 1 << 20)
            return [.send(HTTP2Frame(.data, stream: request.stream, payload: payload).bytes)]
        },
        http2("h2-mute", "takes the request and never answers", "no-response", neverEnds: true) { _ in [] },
    ]

    private static func http2(
        _ name: String,
        _ summary: String,
        _ outcomes: String...,
        method: String = "GET",
        neverEnds: Bool = false,
        answer: @escaping @Sendable (HostileRequest) -> [Step]
    ) -> HostileMode {
        HostileMode(
            name: name,
            summary: summary,
            outcomes: outcomes,
            door: .http2,
            method: method,
            neverEnds: neverEnds,
            behaviour: .answersOverHTTP2(answer)
        )
    }
}
