//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import NIOHPACK
import Testing

@testable import VentiKit

/// What of a request HTTP/2 carries.
struct HTTP2RequestTests {
    private func fields(_ request: ProbeRequest) throws -> [[String]] {
        try HTTP2RequestFields.fields(of: request, authority: "example.com:444", scheme: "https").map {
            [$0.name, $0.value]
        }
    }

    @Test func beginsWithWhatTheRequestLineSays() throws {
        #expect(
            try fields(ProbeRequest(method: "OPTIONS", target: "*")) == [
                [":method", "OPTIONS"], [":scheme", "https"], [":authority", "example.com:444"], [":path", "*"],
            ]
        )
        #expect(
            try fields(ProbeRequest(method: "CONNECT", target: "/x")) == [
                [":method", "CONNECT"], [":authority", "example.com:444"],
            ]
        )
    }

    @Test func makesTheFirstHostTheAuthority() throws {
        let headers = HeaderLines([.init(name: "Host", value: "a"), .init(name: "HOST", value: "b")])
        let sent = try fields(ProbeRequest(method: "GET", target: "/", headers: headers))
        #expect(sent.contains([":authority", "a"]))
        #expect(sent.filter { $0[0] == "host" } == [["host", "b"]])
    }

    @Test func leavesOutWhatIsAboutTheConnection() throws {
        let headers: HeaderLines = [
            "Connection": "close, X-Hop", "Keep-Alive": "5", "Proxy-Connection": "x", "Upgrade": "h2c", "X-Hop": "1",
            "HTTP2-Settings": "x", "TE": "gzip", "X-Kept": " 1 ", "Cookie": "a=b; c=d",
        ]
        let sent = try fields(ProbeRequest(method: "GET", target: "/", headers: headers))
        #expect(sent.dropFirst(4) == [["x-kept", "1"], ["cookie", "a=b; c=d"]])
        #expect(try fields(ProbeRequest(method: "GET", target: "/", headers: ["TE": "trailers"])).count == 5)
    }

    @Test func saysHowLongTheBodyIs() throws {
        #expect(try fields(ProbeRequest(method: "POST", target: "/")).contains(["content-length", "0"]))
        let request = ProbeRequest(method: "GET", target: "/", headers: ["Content-Length": "1"], body: [1])
        #expect(try fields(request).filter { $0[0] == "content-length" } == [["content-length", "1"]])
    }

    @Test(arguments: ["a b", "a\u{e9}", "(x)", ""])
    func refusesANameThatIsNotAToken(name: String) {
        let request = ProbeRequest(method: "GET", target: "/", headers: HeaderLines([.init(name: name, value: "")]))
        #expect(throws: ProbeError.self) { try fields(request) }
    }
}
