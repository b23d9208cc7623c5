//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import Testing
import VentiKit

struct RedactorTests {
    private static let token = "tok-4f9a8b7c6d5e"
    private static let jwt = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJlLXZhbHVl"

    private var redactor: Redactor {
        var redactor = Redactor()
        redactor.add(Secret(Self.token), placeholder: "alice.token")
        redactor.add(Secret(Self.token + "-longer"), placeholder: "bob.token")
        redactor.add(Secret("abc"), placeholder: "short")
        return redactor
    }

    @Test(arguments: [
        ("Bearer \(Self.token)", "Bearer {{alice.token}}"), ("\(Self.token)-longer", "{{bob.token}}"),
        ("/a?key=\(Self.token)&b=\(Self.token)", "/a?key={{alice.token}}&b={{alice.token}}"),
        ("abc stays", "abc stays"), ("", ""), ("nothing here", "nothing here"),
    ])
    func knownSecretsBecomePlaceholders(_ text: String, _ redacted: String) {
        #expect(redactor.redact(text) == redacted)
    }

    @Test(arguments: [
        #"{"p":"a\"b\/ c"}"#, #"{"p":"a\"b/ c"}"#, "p=a%22b%2F%20c&q=1", "p=a%22b%2F+c", #"a"b/ c"#,
    ])
    func knownSecretsAreFoundInTheFormsThatTheyTake(_ text: String) {
        var redactor = Redactor()
        redactor.add(Secret(#"a"b/ c"#), placeholder: "alice.password")
        #expect(redactor.redact(text).contains("{{alice.password}}"))
    }

    @Test(arguments: [
        ("token=\(Self.jwt);", "token=<redacted token>;"), ("\(Self.jwt)", "<redacted token>"),
        ("\"\(Self.jwt)\",\"\(Self.jwt)\"", "\"<redacted token>\",\"<redacted token>\""),
        ("keyJustAWord.a.b", "keyJustAWord.a.b"), ("eyJ", "eyJ"),
        (
            "-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----\nrest",
            "<redacted private key>\nrest"
        ),
        ("x -----BEGIN PRIVATE KEY-----\nMIIE cut short", "x <redacted private key>"),
        ("-----BEGIN CERTIFICATE-----", "-----BEGIN CERTIFICATE-----"),
    ])
    func secretsThatGiveThemselvesAwayAreRemoved(_ text: String, _ redacted: String) {
        #expect(Redactor().redact(text) == redacted)
    }

    @Test func everyPrivateKeyIsRemoved() {
        let key = "-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----"
        #expect(Redactor().redact("\(key) and \(key)") == "<redacted private key> and <redacted private key>")
    }

    @Test(arguments: [
        (#"{"password":"hunter22","name":"x"}"#, #"{"password":"<redacted>","name":"x"}"#),
        (#"{"userPassword" : "a\"b", "id": 1}"#, #"{"userPassword" : "<redacted>", "id": 1}"#),
        (#"[{"api_key":"k"},{"API-KEY":"k"}]"#, #"[{"api_key":"<redacted>"},{"API-KEY":"<redacted>"}]"#),
        (#"{"passwordPolicy":"long","tokenType":"x"}"#, #"{"passwordPolicy":"long","tokenType":"x"}"#),
        (#"{"password":"cut shor"#, #"{"password":"<redacted>""#),
        (#"{"password":"{{alice.password}}"}"#, #"{"password":"{{alice.password}}"}"#),
        (#"{"password":null,"secret":{"a":"b"}}"#, #"{"password":null,"secret":{"a":"b"}}"#),
        (#"{"password":"{{a hostile value"}"#, #"{"password":"<redacted>"}"#),
        (#""password":"#, #""password":"#), ("\"", "\""), ("\"\\", "\"\\"),
    ])
    func sensitiveMembersOfBodiesAreRemoved(_ text: String, _ redacted: String) {
        #expect(Redactor().redactBody(text) == redacted)
    }

    @Test(arguments: [
        ("Authorization", "Bearer \(Self.token)", "Bearer {{alice.token}}"),
        ("authorization", "Bearer unknown-token", "Bearer <redacted>"), ("Authorization", "unknown", "<redacted>"),
        ("Proxy-Authorization", "Basic eHg=", "Basic <redacted>"),
        ("Cookie", "sid=1; theme=dark", "sid=<redacted>; theme=<redacted>"), ("Cookie", "bare", "<redacted>"),
        ("Cookie", "sid=\(Self.token); other=1", "sid={{alice.token}}; other=<redacted>"),
        ("Set-Cookie", "sid=1; Path=/; HttpOnly; Max-Age=5", "sid=<redacted>; Path=/; HttpOnly; Max-Age=5"),
        ("Set-Cookie", "path=1; path=/", "path=<redacted>; path=/"), ("Set-Cookie", "a={{x}}", "a=<redacted>"),
        ("Authorization", "Bearer {{unknown}}", "Bearer <redacted>"),
        ("Authorization", "Bearer \(Self.token) more", "Bearer <redacted>"),
        ("X-Api-Key", "\(Self.token)", "{{alice.token}}"),
        ("X-Api-Key", "k", "<redacted>"), ("X-Session-Token", "k", "<redacted>"),
        ("Content-Type", "application/json", "application/json"), ("X-Trace", Self.jwt, "<redacted token>"),
    ])
    func headersAreRedactedByName(_ name: String, _ value: String, _ redacted: String) {
        #expect(redactor.redactHeader(name: name, value: value) == redacted)
    }

    @Test func aRecordedRequestCanBeSentAgainWithFreshSecrets() {
        let request = ProbeRequest(
            method: "POST",
            target: "/a?key=\(Self.token)",
            headers: ["Authorization": "Bearer \(Self.token)", "Content-Type": "application/json"],
            body: Array(#"{"token":"\#(Self.token)","q":"1' OR '1'='1"}"#.utf8)
        )
        let recorded = redactor.record(request)
        func restored(_ text: String) -> String { text.replacing("{{alice.token}}", with: Self.token) }
        #expect(recorded.target.contains("{{alice.token}}"))
        #expect(restored(recorded.target) == request.target)
        #expect(recorded.headers.map { restored($0.value) } == request.headers.lines.map(\.value))
        #expect(recorded.body.map { Array(restored($0).utf8) } == request.body)
        #expect(!"\(recorded)".contains(Self.token))
    }

    @Test func aBodyThatIsNotTextIsKeptInBase64() {
        let recorded = redactor.record(ProbeRequest(method: "PUT", target: "/", body: [0xFF, 0x00]))
        #expect(recorded.body == nil)
        #expect(recorded.bodyBase64 == "/wA=")
        #expect(redactor.record(ProbeRequest(method: "GET", target: "/")).body == nil)
    }

    @Test func aRecordedResponseIsRedactedAndCut() {
        let body = String(repeating: "x", count: 5_000) + "NEEDLE" + String(repeating: "y", count: 5_000)
        let response = ProbeResponse(
            status: 500,
            headers: ["Set-Cookie": "sid=\(Self.token)", "Server": "s"],
            body: Array((#"{"password":"hunter22","t":"\#(Self.token)"}"# + body).utf8)
        )
        let start = redactor.record(response, maximumCharacters: 200)
        #expect(start.bodyExcerpt.hasPrefix(#"{"password":"<redacted>","t":"{{alice.token}}"}"#))
        #expect(start.bodyExcerpt.count == 201)
        #expect(start.bodyBytes == response.body.count)
        #expect(start.headers.map(\.value) == ["sid={{alice.token}}", "s"])
        let focused = redactor.record(response, focus: "NEEDLE", maximumCharacters: 200)
        #expect(focused.bodyExcerpt.contains("NEEDLE"))
        #expect(focused.bodyExcerpt.count == 202)
    }
}
