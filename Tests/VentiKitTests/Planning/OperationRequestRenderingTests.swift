//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing

@testable import VentiKit

struct OperationRequestRenderingTests {
    private func render(_ path: String = "/x", _ arguments: (APIParameter, JSONValue)...) -> ProbeRequest {
        OperationRequest(
            operation: APIOperation("GET \(path)"),
            arguments: arguments.map { .init(parameter: $0.0, value: $0.1) }
        ).render()
    }

    private func path(_ name: String, _ style: APIParameter.Style? = nil, explode: Bool? = nil) -> APIParameter {
        APIParameter(name: name, location: .path, style: style, explode: explode)
    }

    private func query(_ name: String, _ style: APIParameter.Style? = nil, explode: Bool? = nil) -> APIParameter {
        APIParameter(name: name, location: .query, style: style, explode: explode)
    }

    @Test func valuesArePercentEncoded() {
        let request = render("/a/{id}/b", (path("id"), .string("x/y?z#é %")), (query("q"), .string("a&b=c+d")))
        #expect(request.target == "/a/x%2Fy%3Fz%23%C3%A9%20%25/b?q=a%26b%3Dc%2Bd")
    }

    @Test func aValueCannotNameAnotherParameter() {
        let request = render("/{a}/{b}", (path("a"), .string("{b}")), (path("b"), .string("1")))
        #expect(request.target == "/%7Bb%7D/1")
    }

    @Test func anEmptySegmentStaysASegment() {
        #expect(render("/a/{id}/b", (path("id"), .string(""))).target == "/a/%20/b")
    }

    private static let list = JSONValue.array([.integer(1), .string("b c")])
    private static let object = JSONValue.object([.init("k", .integer(1)), .init("l", .string("m"))])

    @Test func pathStylesFollowTheSpecification() {
        #expect(render("/{p}", (path("p"), Self.list)).target == "/1,b%20c")
        #expect(render("/{p}", (path("p", .label, explode: true), Self.list)).target == "/.1.b%20c")
        #expect(render("/{p}", (path("p", .matrix, explode: true), Self.list)).target == "/;p=1;p=b%20c")
        #expect(render("/{p}", (path("p", .matrix, explode: false), Self.list)).target == "/;p=1,b%20c")
    }

    @Test func explodedObjectsInAPathAreNameValuePairs() {
        #expect(render("/{p}", (path("p", .simple, explode: true), Self.object)).target == "/k=1,l=m")
        #expect(render("/{p}", (path("p", .simple, explode: false), Self.object)).target == "/k,1,l,m")
        #expect(render("/{p}", (path("p", .matrix, explode: true), Self.object)).target == "/;k=1;l=m")
        #expect(render("/{p}", (path("p", .label, explode: true), Self.object)).target == "/.k=1.l=m")
    }

    @Test func queryStylesFollowTheSpecification() {
        #expect(render("/x", (query("q"), Self.list)).target == "/x?q=1&q=b%20c")
        #expect(render("/x", (query("q", .form, explode: false), Self.list)).target == "/x?q=1,b%20c")
        #expect(render("/x", (query("q", .spaceDelimited, explode: false), Self.list)).target == "/x?q=1%20b%20c")
        #expect(render("/x", (query("q", .pipeDelimited, explode: false), Self.list)).target == "/x?q=1%7Cb%20c")
        #expect(
            render("/x", (query("q", .deepObject, explode: true), Self.object)).target == "/x?q%5Bk%5D=1&q%5Bl%5D=m"
        )
        #expect(render("/x", (query("q", .form, explode: true), Self.object)).target == "/x?k=1&l=m")
        #expect(render("/x", (query("q", .form, explode: false), Self.object)).target == "/x?q=k,1,l,m")
    }

    @Test func reservedCharactersStayOnlyWhereAllowed() {
        var parameter = query("q")
        parameter.allowsReserved = true
        #expect(render("/x", (parameter, .string("a/b:c d"))).target == "/x?q=a/b:c%20d")
    }

    @Test func strayCharactersInPathsAreEncoded() {
        #expect(render("/a b/{open").target == "/a%20b/%7Bopen")
        #expect(render("/q?x=1", (query("y"), .integer(2))).target == "/q?x=1&y=2")
        #expect(render("/a#fragment").target == "/a")
        #expect(render("no-slash").target == "/no-slash")
        #expect(render("/a\r\nX: y").target == "/a%0D%0AX:%20y")
    }

    @Test func noValueCanEndAHeaderField() {
        let header = APIParameter(name: "X-Note", location: .header)
        let cookie = APIParameter(name: "theme", location: .cookie)
        let text = JSONValue.string("a\r\nInjected: 1\u{0}\u{7f}b\r\n")
        let request = render("/x", (header, text), (cookie, text))
        for line in request.headers.lines {
            #expect(!line.value.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x7f }, "\(line.name)")
        }
        #expect(request.headers["X-Note"] == "a  Injected: 1  b  ")
        #expect(request.headers["Cookie"] == "theme=a  Injected: 1  b  ")
    }

    @Test(arguments: ["X\r\nInjected", "", "a:b"])
    func aNameThatForgesALineIsRefusedAndNeverSent(name: String) {
        let request = render("/x", (APIParameter(name: name, location: .header), .string("1")))
        #expect(throws: ProbeError.self) { try RequestRules.check(request) }
    }

    @Test(arguments: [
        "Content-Length", "Host", "transfer-encoding", "Connection", "Accept", "Content-Type", "Authorization",
    ])
    func fieldsThatFrameTheMessageAreNotTakenFromTheDocument(name: String) throws {
        let request = render("/x", (APIParameter(name: name, location: .header), .string("7")))
        #expect(!request.headers.lines.contains { $0.value == "7" })
        try RequestRules.check(request)
    }

    @Test func cookiesShareOneField() {
        let request = render(
            "/x",
            (APIParameter(name: "a", location: .cookie), .integer(1)),
            (APIParameter(name: "b", location: .cookie), .bool(true))
        )
        #expect(request.headers.values(of: "cookie") == ["a=1; b=true"])
    }

    @Test func bodiesCarryTheirMediaType() {
        var request = OperationRequest(operation: APIOperation("POST /x"))
        request.body = .json(.object([.init("a", .integer(1))]), mediaType: "application/vnd.x+json")
        #expect(request.render().headers["Content-Type"] == "application/vnd.x+json")
        #expect(String(decoding: request.render().body, as: UTF8.self) == #"{"a":1}"#)
        request.body = .form([.init("a b", .string("c&d")), .init("e", .null)])
        #expect(String(decoding: request.render().body, as: UTF8.self) == "a%20b=c%26d&e=")
        #expect(request.render().headers["Content-Type"] == "application/x-www-form-urlencoded")
    }
}
