//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import NIOCore
import Testing

@testable import VentiKit

struct ProbeTemplateTests {
    /// The bytes that a template writes, and those of the request that it stands for.
    private func rendered(_ template: ProbeTemplate, _ value: String) -> (wire: String, plain: String) {
        var buffer = ByteBuffer()
        WireTemplate(template, authority: "api.test", closes: false).render(value, into: &buffer)
        var plain = ByteBuffer()
        RequestEncoder.encode(template.request(with: value), authority: "api.test", closes: false, into: &plain)
        return (String(buffer: buffer), String(buffer: plain))
    }

    @Test(arguments: ["", "x", "a much longer value than the placeholder was", "{{value}}", "\0é"])
    func writesWhatTheEncoderWrites(value: String) {
        let mark = "{{value}}"
        let templates = [
            ProbeRequest(method: "GET", target: "/a/\(mark)?q=\(mark)"),
            ProbeRequest(method: "GET", target: "/", headers: ["X-Token": "a\(mark)b", "Accept": "*/*"]),
            ProbeRequest(method: "POST", target: "/", body: Array("{\"a\":\"\(mark)\",\"b\":\"\(mark)\"}".utf8)),
            ProbeRequest(method: "POST", target: "/\(mark)", body: Array(mark.utf8)),
            ProbeRequest(method: "PUT", target: "/", body: [0, 1, 0]),
            ProbeRequest(method: "POST", target: "/"),
        ]
        for request in templates {
            let (wire, plain) = rendered(ProbeTemplate(request), value)
            #expect(wire == plain)
        }
    }

    @Test func replacesTheLongestPlaceholderOnly() {
        let template = ProbeTemplate(ProbeRequest(method: "GET", target: "/§§§"), placeholder: "§§")
        let (wire, plain) = rendered(template, "1")
        #expect(wire == plain)
        #expect(plain.hasPrefix("GET /1§ HTTP/1.1\r\n"))
    }

    @Test(arguments: ["a: b\r\n\r\nGET /admin HTTP/1.1\r\n", "x"])
    func leavesThePlaceholderWhereValuesDoNotBelong(value: String) {
        let mark = "{{value}}"
        for request in [
            ProbeRequest(method: "GET", target: "/", headers: ["X-\(mark)": "1"], body: Array(mark.utf8)),
            ProbeRequest(method: "GET\(mark)", target: "/", body: Array(mark.utf8)),
        ] {
            let (wire, plain) = rendered(ProbeTemplate(request), value)
            #expect(wire == plain)
            #expect(wire.contains("\(mark): 1") || wire.hasPrefix("GET\(mark) "))
        }
    }

    @Test func withoutAPlaceholderAllRequestsAreTheSame() {
        let request = ProbeRequest(method: "POST", target: "/", body: Array("a".utf8))
        #expect(rendered(ProbeTemplate(request, placeholder: ""), "x") == rendered(ProbeTemplate(request), "y"))
    }
}
