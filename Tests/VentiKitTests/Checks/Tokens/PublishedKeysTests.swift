//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Crypto
import Testing

@testable import VentiKit

/// Where the public keys of a target are looked for.
struct PublishedKeysTests {
    private let signer = TokenSigner.p256(P256.Signing.PrivateKey())

    private var set: String {
        let key = signer.publicKey.map { String(decoding: $0.json.serializedJSON(), as: UTF8.self) } ?? ""
        return #"{"keys":[\#(key)]}"#
    }

    /// Signs by ES256, and takes HS256 with the PEM of its own key.
    private func api(_ operations: [APIOperation] = [], _ answers: [String: String]) throws -> (TinyAPI, Identity) {
        let key = try #require(signer.publicKey)
        let own = "eyJhbGciOiJFUzI1NiJ9." + TestToken.signed().split(separator: ".")[1] + ".AAAA"
        let pem = JSONWebKey.pem(key.subjectPublicKeyInfo, label: "PUBLIC KEY")
        let me = APIOperation(
            method: "GET",
            path: "/me",
            security: [[.init(scheme: "token")]],
            declaresSecurity: true
        )
        let api = TinyAPI([me] + operations) { request in
            if let answer = answers[request.path] { return .json(answer) }
            guard request.path == "/me" else { return .notFound }
            guard let text = request.bearer else { return .unauthorized }
            let isForged = JSONWebToken(text)?.isSigned(with: pem) ?? false
            return text == own || isForged ? .json(#"{"name":"ann"}"#) : .unauthorized
        }
        return (api, Identity("ann", credential: .bearer(Secret(own))))
    }

    private func scan(_ api: TinyAPI, as identity: Identity) async throws -> ScanReport {
        try await api.scan(as: [identity], only: ["venti.jwt.alg-confusion"])
    }

    @Test func aDocumentedOperationIsAskedFirst() async throws {
        let keys = APIOperation(method: "GET", path: "/login/certs", declaresSecurity: true)
        let (api, ann) = try api([keys], ["/login/certs": set])
        #expect(try await scan(api, as: ann).findings.count == 1)
        #expect(api.requests.allSatisfy { !$0.path.contains("jwks") && !$0.path.contains("well-known") })
    }

    @Test(arguments: ["/.well-known/jwks.json", "/jwks.json", "/.well-known/jwks", "/oauth2/jwks"])
    func theUsualPlacesAreAskedOnceAndByTheProof(path: String) async throws {
        let (api, ann) = try api([], [path: set])
        let report = try await scan(api, as: ann)
        #expect(report.findings.map(\.confidence) == [.confirmed])
        // To find it, by the proof, and by its replay.
        #expect(api.requests(to: path).count == 3)
    }

    @Test(arguments: ["https://login.other.example/a/keys?v=2", "http://tiny.test/a/keys", "/a/keys"])
    func theConfigurationNamesAPathButNoHost(address: String) async throws {
        let (api, ann) = try api(
            [],
            ["/.well-known/openid-configuration": #"{"jwks_uri":"\#(address)"}"#, "/a/keys": set]
        )
        #expect(try await scan(api, as: ann).findings.count == 1)
    }

    @Test func aTargetWithoutKeysIsLeftAlone() async throws {
        let (api, ann) = try api([], ["/jwks.json": "<html></html>"])
        let report = try await scan(api, as: ann)
        #expect(report.findings.isEmpty)
        let me = report.coverage.operations.first { $0.operation == "GET /me" }
        #expect(me?.checksSkipped.map(\.reason) == ["the target publishes no key for its tokens"])
    }
}
