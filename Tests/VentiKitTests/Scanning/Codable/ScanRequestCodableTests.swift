//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import Testing
import VentiKit

struct ScanRequestCodableTests {
    private static let canary = "s3cr3t-canary-value"

    private static var login: LoginRecipe {
        LoginRecipe(
            username: "erin",
            password: Secret(canary),
            request: .init(path: "/login", body: #"{"u":"{{username}}","p":"{{password}}"}"#),
            extraction: .cookie("session"),
            tokenUse: .cookie("session")
        )
    }

    private static let credentials: [Identity.Credential] = [
        .bearer(Secret(canary)), .basic(username: "bob", password: Secret(canary)),
        .apiKey(name: "X-Key", location: .header, value: Secret(canary)),
        .apiKey(name: "key", location: .query, value: Secret(canary)),
        .cookie(name: "sid", value: Secret(canary)),
        .login(login), .login(LoginRecipe(username: "frank", password: Secret(canary))),
    ]

    private static var request: ScanRequest {
        var policy = ScanPolicy()
        policy.profile = .active
        return ScanRequest(
            document: .bytes(Array("openapi: 3.1.0".utf8), name: "openapi.yaml"),
            target: "http://127.0.0.1:8080",
            identities: credentials.enumerated().map { Identity("user\($0)", role: "user", credential: $1) },
            policy: policy
        )
    }

    @Test func crossesAProcessWithoutItsSecretsAndGetsThemBack() throws {
        let request = Self.request
        let data = try JSONEncoder().encode(request)
        let arrived = try JSONDecoder().decode(ScanRequest.self, from: data)
        #expect(arrived != request)
        #expect(arrived.secrets.isEmpty)
        #expect(try arrived.resolvingSecrets(request.secrets) == request)
    }

    @Test func secretsAreNamedByIdentityAndKind() {
        let names = Self.request.secrets.keys.sorted()
        #expect(
            names == [
                "user0.token", "user1.password", "user2.token", "user3.token", "user4.token", "user5.password",
                "user6.password",
            ]
        )
    }

    @Test func noSecretIsInTheEncoding() throws {
        let json = try JSONEncoder().encode(Self.request)
        let text = String(decoding: json, as: UTF8.self)
        #expect(text.contains("user0.token"))
        #expect(!text.contains(Self.canary))
        #expect(!text.contains(Data(Self.canary.utf8).base64EncodedString()))
    }

    @Test func anIdentityIsFlatAndTagged() throws {
        let form = try TestJSON.encoding(Identity("alice", role: "admin", bearer: Self.canary))
        #expect(try form == .parse(#"{"name":"alice","role":"admin","type":"bearer","secret":"alice.token"}"#))
    }

    @Test func aRequestThatIsEncodedAgainKeepsItsNames() throws {
        let once = try JSONDecoder().decode(ScanRequest.self, from: JSONEncoder().encode(Self.request))
        let twice = try JSONDecoder().decode(ScanRequest.self, from: JSONEncoder().encode(once))
        #expect(twice == once)
    }

    @Test func aMissingSecretIsNamed() throws {
        let arrived = try JSONDecoder().decode(ScanRequest.self, from: JSONEncoder().encode(Self.request))
        var secrets = Self.request.secrets
        secrets["user3.token"] = nil
        secrets["unused"] = Secret("x")
        let error = #expect(throws: ScanError.self) { try arrived.resolvingSecrets(secrets) }
        #expect(error?.code == .invalidArgument)
        #expect(error?.message == "The secret \"user3.token\" is missing; hand it over beside the request.")
    }

    @Test func twoIdentitiesOfOneNameAreRefused() {
        var request = Self.request
        request.identities = [Identity("alice", bearer: "one"), Identity("alice", bearer: "two")]
        let error = #expect(throws: EncodingError.self) { try JSONEncoder().encode(request) }
        #expect(error.map { String(describing: $0) }?.contains("two identities are named") == true)
    }

    @Test func aPasswordInsideALoginRequestIsRefused() {
        var login = Self.login
        login.request?.body = #"{"p":"\#(Self.canary)"}"#
        let identity = Identity("erin", credential: .login(login))
        let error = #expect(throws: EncodingError.self) { try JSONEncoder().encode(identity) }
        #expect(error.map { String(describing: $0) }?.contains(Self.canary) == false)
    }

    @Test(arguments: [
        (DocumentSource.file("a/openapi.yaml"), #"{"file":"a/openapi.yaml"}"#),
        (.url("https://example.org/openapi.json"), #"{"url":"https://example.org/openapi.json"}"#),
        (.bytes(Array("ä".utf8), name: "n"), #"{"name":"n","text":"ä"}"#),
        (.bytes([0xFF, 0x00], name: "n"), #"{"name":"n","base64":"/wA="}"#),
    ])
    func documentsAreNamedOrInlined(_ source: DocumentSource, _ text: String) throws {
        #expect(try TestJSON.encoding(source) == .parse(text))
        #expect(try JSONDecoder().decode(DocumentSource.self, from: JSONEncoder().encode(source)) == source)
    }

    @Test func aDescriptionCannotCross() {
        let description = APIDescription(documentVersion: "3.1.0", title: "t", version: "1", operations: [])
        let error = #expect(throws: EncodingError.self) {
            try JSONEncoder().encode(ScanRequest(document: .description(description), target: "http://a"))
        }
        #expect(error.map { String(describing: $0) }?.contains("give the document's bytes") == true)
    }

    @Test(arguments: [
        #"{"document":{"file":"a"},"target":"http://a"}"#,
        #"{"version":2,"document":{"file":"a"},"target":"http://a"}"#,
        #"{"version":1,"document":{},"target":"http://a"}"#,
        #"{"version":1,"document":{"base64":"?"},"target":"http://a"}"#,
        #"{"version":1,"document":{"file":"a"},"target":"b","identities":[{"name":"a","type":"key","secret":"b"}]}"#,
    ])
    func aWrongRequestIsAnError(_ text: String) {
        #expect(throws: DecodingError.self) { try JSONDecoder().decode(ScanRequest.self, from: Data(text.utf8)) }
    }
}
