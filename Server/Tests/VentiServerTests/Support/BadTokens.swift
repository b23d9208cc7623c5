//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Crypto
import Foundation
import Testing

@testable import VentiService

/// Credentials that must not be taken, each for another reason.
struct BadTokens {
    let test: ServerUnderTest

    init(_ test: ServerUnderTest) { self.test = test }

    /// All of them by name.
    var all: [(String, String)] {
        get async throws {
            try await forged() + used()
        }
    }

    /// Tokens that nobody has issued.
    private func forged() async throws -> [(String, String)] {
        let identity = test.platform.identity
        let good = try await identity.signIn(.init(email: test.owner.name, password: test.password)).access
        let parts = good.split(separator: ".").map(String.init)
        let key = try #require(test.signing.keys.last)
        let header = ["alg": "EdDSA", "typ": "JWT", "kid": key.id]
        let bytes = try #require(Base64URL.decode(parts[1]))
        let claims = try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
        let now = Date().timeIntervalSince1970
        func changed(_ changes: [String: Any]) -> [String: Any] { claims.merging(changes) { $1 } }
        let publicKey = try Curve25519.Signing.PrivateKey(rawRepresentation: key.seed).publicKey.rawRepresentation
        let foreignSeed = Curve25519.Signing.PrivateKey().rawRepresentation
        return try [
            ("expired", signed(header, changed(["exp": now - 60, "iat": now - 600, "nbf": now - 600]), key.seed)),
            ("not yet valid", signed(header, changed(["nbf": now + 600]), key.seed)),
            ("wrong audience", signed(header, changed(["aud": "another"]), key.seed)),
            ("wrong issuer", signed(header, changed(["iss": "another"]), key.seed)),
            ("another member", signed(header, changed(["sub": RecordID.make().rawValue]), key.seed)),
            ("another tenant", signed(header, changed(["tid": RecordID.make().rawValue]), key.seed)),
            ("alg none", unsigned(["alg": "none", "kid": key.id], claims) + "."),
            ("HS256 with the public key", hashed(["alg": "HS256", "kid": key.id], claims, publicKey)),
            ("kid traversal", signed(["alg": "EdDSA", "kid": "../../\(key.id)"], claims, key.seed)),
            ("key of another server", signed(header, claims, foreignSeed)),
            ("tampered claims", "\(parts[0]).\(parts[1])A.\(parts[2])"),
            ("tampered signature", "\(parts[0]).\(parts[1]).\(String(parts[2].reversed()))"),
            ("not a token", "vk_live_nothing"),
        ]
    }

    /// Credentials that were good, or are good for something else.
    private func used() async throws -> [(String, String)] {
        let identity = test.platform.identity
        let ended = try await identity.signIn(.init(email: test.owner.name, password: test.password))
        try await identity.signOut(try await identity.principal(bearer: ended.access))
        let session = try await identity.openBrowserSession(.init(email: test.owner.name, password: test.password))
        let other = try await identity.signIn(.init(email: test.owner.name, password: test.password))
        let key = try await identity.makeKey(name: "gone", role: .owner, days: 1, as: test.owner)
        try await identity.revokeKey(key.key.id, as: test.owner)
        let disabled = try await identity.invite(
            email: "gone-\(RecordID.make())@example.com",
            name: "",
            role: .owner,
            as: test.owner
        )
        let theirs = try await identity.signIn(.init(email: disabled.member.email, password: disabled.password))
        _ = try await identity.changeMember(disabled.member.id, role: nil, isDisabled: true, as: test.owner)
        return [
            ("ended session", ended.access), ("refresh token as access token", other.refresh),
            ("browser's cookie as access token", session.cookie), ("revoked API key", key.text),
            ("disabled member", theirs.access),
        ]
    }

    private func unsigned(_ header: [String: String], _ claims: [String: Any]) throws -> String {
        try [header as [String: Any], claims]
            .map { Base64URL.encode(try JSONSerialization.data(withJSONObject: $0)) }.joined(separator: ".")
    }

    private func signed(_ header: [String: String], _ claims: [String: Any], _ seed: Data) throws -> String {
        let text = try unsigned(header, claims)
        let key = try Curve25519.Signing.PrivateKey(rawRepresentation: seed)
        return text + "." + Base64URL.encode(try key.signature(for: Data(text.utf8)))
    }

    private func hashed(_ header: [String: String], _ claims: [String: Any], _ secret: Data) throws -> String {
        let text = try unsigned(header, claims)
        let code = HMAC<SHA256>.authenticationCode(for: Data(text.utf8), using: SymmetricKey(data: secret))
        return text + "." + Base64URL.encode(code)
    }
}
