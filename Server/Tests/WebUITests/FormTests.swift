//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import HTTPTypes
import Hummingbird
import NIOCore
import Testing
import VentiServer
import VentiService

@testable import WebUI

struct FormTests {
    @Test func readsAForm() throws {
        let form = try Form(urlEncoded: "a=1&b=x+y%26z&a=2&empty=&lone")
        #expect(form["a"] == "1")
        #expect(form.all("a") == ["1", "2"])
        #expect(form["b"] == "x y&z")
        #expect(form["empty"] == "")
        #expect(form["lone"] == "")
        #expect(form["missing"] == "")
    }

    @Test(arguments: ["a=%", "a=%zz", "a=%ff"])
    func refusesAFormThatIsNotEncoded(text: String) {
        #expect(throws: ServiceError.self) { try Form(urlEncoded: text) }
    }

    @Test func refusesAFormOfTooManyFields() {
        let text = (0..<1_001).map { "f\($0)=1" }.joined(separator: "&")
        #expect(throws: ServiceError.self) { try Form(urlEncoded: text) }
    }

    @Test func readsAFormWithAFile() throws {
        let body = [
            "--b\r\ncontent-disposition: form-data; name=\"token\"\r\n\r\nt\r\n",
            "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a b.yaml\"\r\n",
            "Content-Type: application/yaml\r\n\r\nopenapi: 3.1.0\r\n--bx\r\n\r\n--b--\r\n",
        ].joined()
        let form = try MultipartForm.read(Array(body.utf8), boundary: "b")
        #expect(form["token"] == "t")
        #expect(form.files["file"]?.name == "a b.yaml")
        let text = form.files["file"].map { String(decoding: $0.bytes, as: UTF8.self) }
        #expect(text == "openapi: 3.1.0\r\n--bx\r\n")
    }

    @Test func aFileFieldWithoutAFileIsNone() throws {
        let body = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"\"\r\n\r\n\r\n--b--\r\n"
        #expect(try MultipartForm.read(Array(body.utf8), boundary: "b").files.isEmpty)
    }

    @Test(arguments: [
        "", "--b", "--b\r\n", "--b\r\n\r\nx", "--b\r\nContent-Disposition: form-data\r\n\r\nx\r\n--b--", "--c--",
    ])
    func refusesAFormWithFilesThatIsBroken(text: String) {
        #expect(throws: ServiceError.self) { try MultipartForm.read(Array(text.utf8), boundary: "b") }
    }

    @Test func readsTheBoundary() {
        #expect(MultipartForm.boundary("multipart/form-data; boundary=abc") == "abc")
        #expect(MultipartForm.boundary("multipart/form-data; charset=utf-8; Boundary=\"a b\"") == "a")
        #expect(MultipartForm.boundary("multipart/form-data") == nil)
    }

    @Test(
        arguments: [
            "//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)", "",
            "/a\r\nset-cookie: x",
            "/ä",
        ]
    )
    func afterSigningInNobodyIsSentElsewhere(next: String) {
        #expect(URLText.local(next) == "/")
    }

    @Test func afterSigningInSomebodyIsSentBack() {
        #expect(URLText.local("/findings?state=active&q=%3Cb%3E") == "/findings?state=active&q=%3Cb%3E")
    }

    private static func request(_ authority: String, _ headers: [(String, String)]) throws -> Request {
        var head = HTTPRequest(method: .post, scheme: "http", authority: authority, path: "/")
        for (name, value) in headers { head.headerFields[try #require(HTTPField.Name(name))] = value }
        return Request(head: head, body: RequestBody(buffer: ByteBuffer()))
    }

    @Test(
        arguments: [
            [("sec-fetch-site", "cross-site")], [("sec-fetch-site", "same-site")], [("origin", "https://evil.example")],
            [("origin", "null")], [], [("origin", "https://venti.example.evil.example")],
            [("sec-fetch-site", "cross-site"), ("origin", "https://venti.example")],
        ]
    )
    func refusesWhatAnotherSiteSends(headers: [(String, String)]) throws {
        let request = try Self.request("venti.example", headers)
        #expect(throws: ServiceError.self) { try SameOrigin.check(request) }
    }

    @Test(
        arguments: [
            [("sec-fetch-site", "same-origin")], [("sec-fetch-site", "none")], [("origin", "https://venti.example")],
        ]
    )
    func takesWhatTheOwnPagesSend(headers: [(String, String)]) throws {
        try SameOrigin.check(try Self.request("venti.example", headers))
    }

    @Test func theCookieIsBoundToTheHostButOnThisMachine() throws {
        let remote = try Self.request("venti.example", [])
        #expect(BrowserCookie.header("v", remote) == "__Host-venti_session=v; Path=/; HttpOnly; SameSite=Lax; Secure")
        for host in ["127.0.0.1:8080", "localhost", "[::1]:80"] {
            let local = try Self.request(host, [])
            #expect(BrowserCookie.header("v", local) == "venti_session=v; Path=/; HttpOnly; SameSite=Lax")
        }
        let proxied = try Self.request("localhost", [("x-forwarded-proto", "https")])
        #expect(BrowserCookie.name(proxied) == "__Host-venti_session")
        #expect(try BrowserCookie.name(Self.request("127.evil.example", [])) == "__Host-venti_session")
        #expect(BrowserCookie.header(nil, remote).contains("Max-Age=0"))
    }
}
