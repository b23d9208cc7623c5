//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing

@testable import VentiKit

struct SecretNameFilterTests {
    private func mayHold(_ text: String, marked: [String] = []) -> Bool {
        SecretNameFilter(marked: marked.map { Array($0.utf8) }).mayHoldSecrets(Array(text.utf8).span)
    }

    @Test(arguments: [
        #"{"password":"x"}"#, #"{"user_Pass-Word" : "x"}"#, "{\"pin\"\n\t:1}", #"{"a":{"salt":"b"}}"#,
        #"{"p\u0061ssword":"x"}"#, #"{"client.secret":1}"#, #"{"a":"\\","pwd":"x"}"#, #"[{"_cvv_":123}]"#,
    ])
    func seesTheNamesOfSecrets(text: String) {
        #expect(mayHold(text))
    }

    @Test(arguments: [
        #"{"id":1,"name":"password","compass":"n"}"#, #"{"text":"\"password\": x"}"#, #"{"shopping":1,"userpwd2":2}"#,
        #"{"payload":"{\"a\":1}"}"#, "", ":", "\":", #"{"passwordPolicy":"x","tokenType":"y"}"#,
    ])
    func passesOverOtherNames(text: String) {
        #expect(!mayHold(text))
    }

    @Test func seesTheNamesThatADocumentMarks() {
        #expect(mayHold(#"{"recovery":"blue"}"#, marked: ["recovery"]))
        #expect(!mayHold(#"{"theirRecovery":"blue","recoverying":1}"#, marked: ["recovery", "theirrecovery"]))
    }

    @Test(arguments: 0..<6) func theQuickWayFindsWhatTheSlowOneFinds(seed: Int) {
        var random = SeededRandom(seed: UInt64(seed), purpose: "names")
        var found = 0
        for _ in 0..<300 {
            let exchange = Self.exchange(&random)
            let expected = DisclosedSecrets(readingAll: exchange)?.items ?? [:]
            let items = DisclosedSecrets(in: exchange)?.items ?? [:]
            #expect(items == expected, "\(exchange.response.bodyText)")
            if !expected.isEmpty { found += 1 }
        }
        #expect(found > 30)
    }

    /// An answer with names of all kinds, and a document that marks some of them: in place, or through references.
    private static func exchange(_ random: inout SeededRandom) -> HTTPExchange {
        func member(_ random: inout SeededRandom) -> String {
            let name = names.randomElement(using: &random) ?? ""
            let value = [
                #""hunter2-xyz""#, "12345", #""""#, "true", #"{"pin":"4711"}"#, #"[{"hash":"$2b$10$abcdefgh"}]"#,
            ]
            let space = ["", " ", "\n"].randomElement(using: &random) ?? ""
            return "\"\(name)\"\(space):\(space)\(value.randomElement(using: &random) ?? "")"
        }
        let count = Int.random(in: 0...4, using: &random)
        var body = "{" + (0..<count).map { _ in member(&random) }.joined(separator: ", ") + "}"
        if Bool.random(using: &random) { body = "[\(body),\(body)]" }
        var marked = APISchema(.string)
        marked.format = "password"
        var hidden = APISchema()
        hidden.isWriteOnly = true
        var composed = APISchema()
        composed.allOf = [.reference("#/Marked")]
        var inline = APISchema(.object)
        inline.properties = [
            .init(name: "recovery", schema: .reference("#/Marked")), .init(name: "plain", schema: hidden),
            .init(name: "name", schema: composed),
        ]
        inline.items = [.reference("#/Named")]
        var named = APISchema(.object)
        named.properties = [.init(name: "unlock", schema: composed), .init(name: "ключ", schema: hidden)]
        if Bool.random(using: &random) { named.properties.removeLast() }
        var operation = APIOperation(method: "GET", path: "/items/{id}")
        operation.responses = [
            "2XX": APIResponse(contents: [
                APIContent(
                    mediaType: "application/json",
                    schema: Bool.random(using: &random) ? inline : .reference("#/Named")
                )
            ])
        ]
        let library = SchemaLibrary(["#/Marked": marked, "#/Named": named])
        return .fixture(body, operation: operation, schemas: library)
    }

    private static let names = [
        "password", "id", "name", "user_password", "Pass", "p\\u0061ss", "pin", "hash", "salt", "recovery", "unlock",
        "plain", "ключ", "a\\\"b", "pass\\\\word", "totp-seed", "compass", "resetPassword", "", "secretKey", "x y",
        "un\\u006cock",
    ]
}
