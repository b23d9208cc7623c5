//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import VentiKit

/// A response of which the cost is measured.
struct AnalysisSubject {
    var name: String
    var exchange: HTTPExchange

    /// Ordinary answers, and hostile ones.
    static var all: [AnalysisSubject] {
        [
            AnalysisSubject("JSON 1 KiB", json(bytes: 1 << 10)),
            AnalysisSubject("JSON 16 KiB", json(bytes: 16 << 10)),
            AnalysisSubject("JSON 1 KiB with escapes", json(bytes: 1 << 10, text: #"a \"b\"\nc\/d \\ e"#)),
            AnalysisSubject("JSON 1 KiB with \\u escapes", json(bytes: 1 << 10, text: #"caf\u00e9 \u0026"#)),
            AnalysisSubject("HTML error page 1 KiB", errorPage, status: 500, type: "text/html; charset=utf-8"),
            AnalysisSubject("hostile error 64 KiB", hostile(bytes: 64 << 10), status: 500),
            AnalysisSubject("hostile error 1 MiB", hostile(bytes: 1 << 20), status: 500),
            AnalysisSubject("hostile JSON 1 MiB", hostile(bytes: 1 << 20)),
            AnalysisSubject("frames 1 MiB", frames(bytes: 1 << 20), status: 500, type: "text/plain"),
            AnalysisSubject("frames in JSON 1 MiB", framesInJSON(bytes: 1 << 20), status: 500),
            AnalysisSubject("backslashes 1 MiB", repeated(#"\\"#, bytes: 1 << 20), status: 500),
            AnalysisSubject("tags 1 MiB", repeated("<b>a</b>&lt;i>", bytes: 1 << 20), status: 500, type: "text/html"),
            AnalysisSubject("secrets 1 MiB", repeated(#"{"password":""},"#, bytes: 1 << 20, around: ("[", "0]"))),
        ]
    }

    private init(_ name: String, _ body: String, status: Int = 200, type: String = "application/json") {
        self.name = name
        let headers: HeaderLines = [
            "Date": "Tue, 04 Mar 2025 10:12:45 GMT", "Content-Type": type, "Content-Length": String(body.utf8.count),
            "Connection": "keep-alive", "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff",
            "Content-Security-Policy": "default-src 'none'", "X-Request-Id": "6f0c5b1e-2f1e-4a55-a3b1-0f61f6f0e9aa",
        ]
        exchange = HTTPExchange(
            number: 1,
            operation: Self.operation,
            identity: "alice",
            request: ProbeRequest(method: "GET", target: "/parcels?page=1"),
            response: ProbeResponse(status: status, headers: headers, body: Array(body.utf8)),
            purpose: .reach,
            schemas: Self.schemas
        )
    }

    private static let operation: APIOperation = {
        var list = APISchema(.array)
        list.items = [.reference("#/components/schemas/Parcel")]
        return APIOperation(
            method: "GET",
            path: "/parcels",
            responses: ["200": APIResponse(contents: [APIContent(mediaType: "application/json", schema: list)])]
        )
    }()

    /// A parcel, and the body of a login with its password, as most documents have one.
    private static let schemas: SchemaLibrary = {
        var parcel = APISchema(.object)
        parcel.properties = ["id", "sender", "recipient", "status", "weight", "createdAt"].map {
            APISchema.Property(name: $0, schema: APISchema(.string))
        }
        var password = APISchema(.string)
        password.format = "password"
        var login = APISchema(.object)
        login.properties = [APISchema.Property(name: "password", schema: password)]
        return SchemaLibrary(["#/components/schemas/Parcel": parcel, "#/components/schemas/Login": login])
    }()
}

extension AnalysisSubject {
    private static func json(bytes: Int, text: String = "Leave it at the door") -> String {
        var items: [String] = []
        var length = 2
        while length < bytes {
            let number = items.count
            items.append(
                #"{"id":\#(1000 + number),"sender":"Ada Byron","recipient":{"name":"Grace Hopper","city":"Arlington"},"#
                    + #""status":"in_transit","weight":2.75,"createdAt":"2025-03-04T10:12:45Z","note":"\#(text)","#
                    + #""href":"https://api.example.com/parcels/\#(1000 + number)","isInsured":false,"codes":[1,2,null]}"#
            )
            length += (items.last?.utf8.count ?? 0) + 1
        }
        return "[" + items.joined(separator: ",") + "]"
    }

    private static let errorPage: String = {
        let line = "<p>The server could not complete the request. Try again later, or write to us.</p>\n"
        let head =
            "<!DOCTYPE html>\n<html><head><title>500 Internal Server Error</title></head>\n<body><h1>Sorry</h1>\n"
        return head + String(repeating: line, count: 10) + "<hr><a href=\"/\">Home</a></body></html>\n"
    }()

    /// Escapes of every kind, and beginnings of what signatures look for.
    private static func hostile(bytes: Int) -> String {
        repeated(
            #"\\u0027\"&#x27;&amp;quot;<b>\n at a.b(C.java:x \"PATH\" # TYPE node: near \"x\": syntax erro "#
                + #"org.postgresql.util.PSQLExceptio File \"a\", line 1 \"contexts\" .js:1:2x <i at a.swift:1x\n"#,
            bytes: bytes,
            around: (#"{"a":""#, #""}"#)
        )
    }

    /// Lines that are nearly frames of every language.
    private static func frames(bytes: Int) -> String {
        repeated(
            "at a in b :line x .rs: .swift: (.java: .kt: .scala: .groovy: .clj: node: .js:1:x.ts:1x (.go: .rb: .ru:1 .erb:\n"
                + "at .rs:x.rs:x.rs:x.rs:x.rs:x.rs:x.rs:x.rs:x.rs:x.rs:x.rs:x.rs:x.rs:x.rs:x.rs:x.rs:x.rs:x.js:1\n\n\n\n",
            bytes: bytes
        )
    }

    private static func framesInJSON(bytes: Int) -> String {
        repeated(#""at a (.java:1 .js:1 .rs:x .go:1 \u0061 \\u0062 &lt;b&gt;","#, bytes: bytes, around: ("[", "0]"))
    }

    private static func repeated(_ text: String, bytes: Int, around: (String, String) = ("", "")) -> String {
        around.0 + String(repeating: text, count: max(1, bytes / text.utf8.count)) + around.1
    }
}
