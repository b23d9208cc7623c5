//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Crypto

extension VulnerableAPI {
    /// Tokens signed by RS256; the flawed API takes HS256 as well, with the same key.
    package static func tokenAlgorithmConfusionRSA(_ variant: Variant) -> VulnerableAPI {
        let pair = TokenKeyPair.rsa ?? .p256(P256.Signing.PrivateKey())
        return algorithmConfusion("jwt.alg-confusion-rsa", variant, pair, secret: pair.pem + "\n") { router in
            router.on("GET", "/.well-known/jwks.json") { _ in .json(["keys": [pair.jwk]]) }
        }
    }

    /// The same by ES256. The key is where the OpenID configuration says, which names the address that clients see.
    package static func tokenAlgorithmConfusionEC(_ variant: Variant) -> VulnerableAPI {
        let pair = TokenKeyPair.p256(P256.Signing.PrivateKey())
        return algorithmConfusion("jwt.alg-confusion-ec", variant, pair, secret: pair.pem) { router in
            router.on("GET", "/.well-known/openid-configuration") { _ in
                .json([
                    "issuer": "https://login.fixtures.example",
                    "jwks_uri": "https://login.fixtures.example/oauth/keys",
                ])
            }
            router.on("GET", "/oauth/keys") { _ in .json(["keys": [["kty": "oct", "k": "AA"], pair.jwk]]) }
        }
    }

    private static func algorithmConfusion(
        _ name: String,
        _ variant: Variant,
        _ pair: TokenKeyPair,
        secret: String,
        routes: (inout Router) -> Void
    ) -> VulnerableAPI {
        diary(
            name,
            variant,
            issue: { pair.issue(to: $0) },
            owner: { text in
                guard let text, let token = JSONWebToken(parsing: text) else { return nil }
                if variant == .flawed, token.header["alg"] == "HS256" {
                    return JSONWebToken.subject(of: text, secret: secret)
                }
                return TokenPublicKey.verifies(token, with: pair.jwk) ? token.subjectInTime : nil
            },
            routes: routes
        )
    }

    /// Tokens signed by ES256, which the flawed API verifies with the key in their header where there is one.
    package static func tokenEmbeddedKeyEC(_ variant: Variant) -> VulnerableAPI {
        embeddedKey("jwt.jku-x5u-jwk-ec", variant, .p256(P256.Signing.PrivateKey()))
    }

    /// The same by RS256.
    package static func tokenEmbeddedKeyRSA(_ variant: Variant) -> VulnerableAPI {
        embeddedKey("jwt.jku-x5u-jwk-rsa", variant, TokenKeyPair.rsa ?? .p256(P256.Signing.PrivateKey()))
    }

    private static func embeddedKey(_ name: String, _ variant: Variant, _ pair: TokenKeyPair) -> VulnerableAPI {
        diary(
            name,
            variant,
            issue: { pair.issue(to: $0) },
            owner: { text in
                guard let text, let token = JSONWebToken(parsing: text) else { return nil }
                guard token.header["alg"]?.stringValue == pair.algorithm else { return nil }
                let key = variant == .flawed ? token.header["jwk"] ?? pair.jwk : pair.jwk
                return TokenPublicKey.verifies(token, with: key) ? token.subjectInTime : nil
            }
        )
    }
}

extension JSONWebToken {
    /// The subject where the token is not expired; the signature is not looked at.
    var subjectInTime: String? {
        if let expiry = claims["exp"]?.integerValue, expiry <= Self.now { return nil }
        return claims["sub"]?.stringValue
    }
}
