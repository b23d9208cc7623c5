//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing

@testable import VentiKit

struct DocumentLintTests {
    private func operation(_ path: String, takes schema: APISchema) -> APIOperation {
        APIOperation(
            method: "POST",
            path: path,
            requestBody: APIRequestBody(contents: [APIContent(mediaType: "application/json", schema: schema)])
        )
    }

    @Test func findsUnboundedInputsInOneFinding() throws {
        var bounded = APISchema(.string)
        bounded.maxLength = 10
        var date = APISchema(.string)
        date.format = "date"
        var list = APISchema(.array)
        list.items = [bounded]
        var fine = APISchema(.object)
        fine.properties = [.init(name: "code", schema: bounded), .init(name: "day", schema: date)]
        var open = APISchema(.object)
        open.properties = [.init(name: "tags", schema: list), .init(name: "self", schema: .reference("#/open"))]
        let description = APIDescription.fixture(
            [
                operation("/fine", takes: fine), operation("/a", takes: .reference("#/open")).at(line: 5),
                operation("/b", takes: APISchema(.string)),
            ],
            schemas: ["#/open": open]
        )
        let findings = UnboundedInputLint().audit(description)
        #expect(findings.map(\.affectedOperations) == [["POST /a", "POST /b"]])
        #expect(findings.first?.location.source?.line == 5)
        #expect(findings.first?.severity == .info)
        #expect(UnboundedInputLint().audit(.fixture([operation("/fine", takes: fine)])).isEmpty)
    }

    @Test func findsRefusalsThatAreNotDocumented() {
        let operations = [
            APIOperation(method: "GET", path: "/a", responses: ["200": APIResponse()]).secured,
            APIOperation(method: "GET", path: "/b", responses: ["401": APIResponse(), "429": APIResponse()]).secured,
            APIOperation(method: "GET", path: "/c", responses: ["200": APIResponse(), "4XX": APIResponse()]).secured,
            APIOperation(method: "GET", path: "/d", responses: ["default": APIResponse()]),
            APIOperation(method: "GET", path: "/e"),
        ]
        let findings = MissingResponsesLint().audit(.fixture(operations))
        #expect(findings.map(\.evidenceClass) == ["401-403", "429"])
        #expect(findings.map(\.affectedOperations) == [["GET /a"], ["GET /a", "GET /e"]])
        #expect(MissingResponsesLint().audit(.fixture(Array(operations[1...3]))).isEmpty)
    }

    /// A token with the given header and payload; its signature is no signature.
    private static func token(_ payload: String, header: String = #"{"alg":"HS256","typ":"JWT"}"#) -> String {
        [header, payload].map { Base64.encodeURLSafe(Array($0.utf8)) }.joined(separator: ".")
            + ".c2lnbmF0dXJlLW9mLXRlc3Q"
    }

    @Test(arguments: [
        (token(#"{"sub":"u-7"}"#), "JSON Web Token"), ("Bearer " + token(#"{"sub":"u-7"}"#), "JSON Web Token"),
        ("AKIA" + "QZ7WNPL3XTRM5VKC", "AWS access key"),
        ("sk_live_" + "9aB3kLm27QxZr5tVw", "Stripe key"),
        ("-----BEGIN PRIVATE KEY-----\n" + String(repeating: "MIIEvQ", count: 30), "private key"),
    ])
    func recognisesKeysAndTokens(text: String, kind: String) {
        let text = text.hasPrefix("-----") ? text + "\n-----END PRIVATE KEY-----" : text
        #expect(ExampleSecret.kind(of: text) == kind)
        #expect(ExampleSecret.kind(of: "x " + text.prefix(12)) == nil)
    }

    @Test(arguments: [
        token(#"{"sub":"1234567890","name":"John Doe"}"#), token("{}"), token(#"{"sub":"u-7"}"#, header: "{}"),
        "eyJhbGciOiJIUzI1NiJ9...", "AKIAIOSFODNN7EXAMPLE", "sk_live_xxxxxxxxxxxxxxxxxxxxxxxx", "ghp_short",
        "-----BEGIN PRIVATE KEY-----\n...\n-----END PRIVATE KEY-----", "your-api-key-goes-here-please", "",
        "3fa85f64-5717-4562-b3fc-2c963f66afa6", "sk_live_your_secret_key_12",
    ])
    func placeholdersAndSamplesAreNoSecrets(text: String) {
        #expect(ExampleSecret.kind(of: text) == nil)
    }

    @Test func findsSecretsInExamplesAndDefaultsAndDoesNotRepeatThem() throws {
        let token = Self.token(#"{"sub":"u-7"}"#)
        var schema = APISchema(.string)
        schema.defaultValue = .string(token)
        var holder = APISchema(.object)
        holder.properties = [.init(name: "t", schema: schema)]
        let content = APIContent(mediaType: "application/json", examples: [.object([.init("a", .string(token))])])
        let operation = APIOperation(method: "GET", path: "/a", responses: ["200": APIResponse(contents: [content])])
        let user = self.operation("/b", takes: .reference("#/holder"))
        let findings = SecretExampleLint().audit(
            .fixture([operation.at(line: 4), user], schemas: ["#/holder": holder])
        )
        #expect(findings.map(\.evidenceClass) == ["JSON Web Token", "JSON Web Token #/holder"])
        #expect(findings.allSatisfy { !$0.summary.contains("eyJ") && $0.severity == .low })
        #expect(SecretExampleLint().audit(.fixture([user])).isEmpty)
    }
}
