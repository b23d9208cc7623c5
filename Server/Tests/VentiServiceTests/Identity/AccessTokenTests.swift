//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Crypto
import Foundation
import Synchronization
import Testing

@testable import VentiService

@Suite struct AccessTokenTests {
    private static let member = Member(
        id: .make(),
        tenant: .make(),
        email: "ann@example.com",
        name: "Ann",
        role: .viewer,
        isPlatformAdmin: false,
        usesInitialPassword: false,
        createdAt: Date()
    )

    private func claims(_ token: String, _ keys: SigningKeys, at date: Date = Date()) async -> AccessTokens.Claims? {
        try? await AccessTokens(keys: keys).claims(of: token, at: date)
    }

    /// A token with a header and claims of one's own, signed with Ed25519.
    private func forged(_ header: [String: String], _ claims: [String: Any], seed: Data) throws -> String {
        let key = try Curve25519.Signing.PrivateKey(rawRepresentation: seed)
        let parts = try [header as [String: Any], claims].map {
            Base64URL.encode(try JSONSerialization.data(withJSONObject: $0))
        }
        let text = parts.joined(separator: ".")
        return text + "." + Base64URL.encode(try key.signature(for: Data(text.utf8)))
    }

    private func goodClaims(_ change: (inout [String: Any]) -> Void = { _ in }) -> [String: Any] {
        let now = Int(Date().timeIntervalSince1970)
        var claims: [String: Any] = [
            "iss": "venti-server", "aud": "venti-api", "sub": Self.member.id.rawValue,
            "tid": Self.member.tenant.rawValue,
            "sid": RecordID.make().rawValue, "jti": "1", "iat": now, "nbf": now, "exp": now + 600,
        ]
        change(&claims)
        return claims
    }

    @Test func aTokenIsGoodForItsTime() async throws {
        let keys = SigningKeys()
        let now = Date()
        let token = try await AccessTokens(keys: keys).token(for: Self.member, session: .make(), at: now)
        #expect(await claims(token, keys)?.tid == Self.member.tenant.rawValue)
        #expect(await claims(token, keys, at: now.addingTimeInterval(16 * 60)) == nil)
        #expect(await claims(token, keys, at: now.addingTimeInterval(-120)) == nil)
        #expect(await claims(token, SigningKeys()) == nil)
    }

    @Test func theKeysAreMadeReadyOnceUntilTheyChange() async throws {
        let file = Mutex(SigningKeys())
        let source = SigningKeySource { file.withLock { $0 } }
        let token = try await source.tokens().token(for: Self.member, session: .make(), at: Date())
        let first = try await source.tokens()
        #expect(try await source.tokens().collection === first.collection)
        file.withLock { $0 = $0.rotated() }
        let rotated = SigningKeySource { file.withLock { $0 } }
        let second = try await rotated.tokens()
        #expect(second.collection !== first.collection && second.keys != first.keys)
        #expect((try? await second.claims(of: token, at: Date())) != nil)
    }

    @Test func tokensOfTheKeyBeforeAreGoodUntilTheNextRotation() async throws {
        let first = SigningKeys()
        let token = try await AccessTokens(keys: first).token(for: Self.member, session: .make(), at: Date())
        let second = first.rotated()
        #expect(await claims(token, second) != nil)
        #expect(await claims(token, second.rotated()) == nil)
        #expect(try second.keySet().contains("\"crv\":\"Ed25519\""))
        #expect(try SigningKeys(encoded: second.encoded()).keys.map(\.id) == second.keys.map(\.id))
    }

    @Test func nothingButTheExactFormIsTaken() async throws {
        let keys = SigningKeys()
        let key = try #require(keys.keys.last)
        let header = ["alg": "EdDSA", "typ": "JWT", "kid": key.id]
        let good = try forged(header, goodClaims(), seed: key.seed)
        #expect(await claims(good, keys) != nil)
        var bad: [String: String] = [:]
        for (name, other) in [
            ("alg none", ["alg": "none", "kid": key.id]), ("alg HS256", ["alg": "HS256", "kid": key.id]),
            ("alg ES256", ["alg": "ES256", "kid": key.id]), ("no kid", ["alg": "EdDSA"]),
            ("other kid", ["alg": "EdDSA", "kid": "another"]), ("kid path", ["alg": "EdDSA", "kid": "../\(key.id)"]),
            ("jku", ["alg": "EdDSA", "kid": key.id, "jku": "http://127.0.0.1/keys"]),
        ] {
            bad[name] = try forged(other, goodClaims(), seed: key.seed)
        }
        let now = Int(Date().timeIntervalSince1970)
        for (name, change) in [
            ("issuer", { $0["iss"] = "somebody" }), ("audience", { $0["aud"] = "other-api" }),
            ("audiences", { $0["aud"] = ["venti-api", "other"] }), ("expired", { $0["exp"] = now - 60 }),
            ("not yet", { $0["nbf"] = now + 600 }), ("too long", { $0["exp"] = now + 86_400 }),
            ("no end", { $0["exp"] = nil }), ("no session", { $0["sid"] = nil }),
            ("from tomorrow", { $0["iat"] = now + 600 }),
        ] as [(String, (inout [String: Any]) -> Void)] {
            bad[name] = try forged(header, goodClaims(change), seed: key.seed)
        }
        bad["other key"] = try forged(header, goodClaims(), seed: Curve25519.Signing.PrivateKey().rawRepresentation)
        let parts = good.split(separator: ".").map(String.init)
        bad["no signature"] = "\(parts[0]).\(parts[1])."
        bad["cut"] = String(good.dropLast(3))
        let other = Base64URL.encode(try JSONSerialization.data(withJSONObject: goodClaims { $0["sub"] = "x" }))
        bad["changed claims"] = "\(parts[0]).\(other).\(parts[2])"
        bad["two parts"] = "\(parts[0]).\(parts[1])"
        bad["empty"] = ""
        bad["not base64"] = "a.b.c"
        for (name, token) in bad { #expect(await claims(token, keys) == nil, "\(name)") }
        #expect(bad.count >= 14)
    }
}
