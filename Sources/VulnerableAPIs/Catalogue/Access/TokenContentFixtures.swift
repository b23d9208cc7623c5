//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension VulnerableAPI {
    /// The flawed API signs with a word that is easy to guess, and looks at the signature and the subject only.
    package static func tokenClaimsIgnored(_ variant: Variant) -> VulnerableAPI {
        tokenClaims("jwt.claims", variant, secret: variant == .flawed ? "secret" : Fixture.randomSecret())
    }

    /// A diary whose tokens name an issuer and an audience; the fixed one checks them whatever the secret is.
    package static func tokenClaims(_ name: String, _ variant: Variant, secret: String) -> VulnerableAPI {
        let (issuer, audience): (JSON, JSON) = ("https://login.fixtures.example", "diary")
        return diary(
            name,
            variant,
            issue: { person in
                let claims: JSON = [
                    "sub": .string(person), "iss": issuer, "aud": audience, "iat": .integer(JSONWebToken.now),
                    "nbf": .integer(JSONWebToken.now - 5), "exp": .integer(JSONWebToken.now + 3600),
                ]
                return JSONWebToken.sign(claims, secret: secret)
            },
            owner: { text in
                guard let text, let token = JSONWebToken(parsing: text), token.isSigned(secret: secret) else {
                    return nil
                }
                if variant == .flawed { return token.claims["sub"]?.stringValue }
                guard token.claims["iss"] == issuer, token.claims["aud"] == audience,
                    let begin = token.claims["nbf"]?.integerValue, begin <= JSONWebToken.now
                else { return nil }
                return token.subjectInTime
            }
        )
    }

    /// Tokens without an end, which say when their owner was born and what the password is.
    ///
    /// Those of the fixed API end after an hour and have no more than a name and an address for mail.
    package static func tokenNeverExpires(_ variant: Variant) -> VulnerableAPI {
        tokenContent("jwt.hygiene", variant) { person in
            let claims: JSON = ["sub": .string(person), "iat": .integer(JSONWebToken.now)]
            if variant == .flawed {
                return claims.adding("birthdate", "1984-05-06").adding("user", ["password": "Hazel-Moth-17"])
            }
            return claims.adding("exp", .integer(JSONWebToken.now + 3600)).adding("name", .string(person))
                .adding("email", .string(person + "@fixtures.example")).adding("password_reset", false)
        }
    }

    /// Tokens that live a year; those of the fixed API live 30 days.
    package static func tokenLivesLong(_ variant: Variant) -> VulnerableAPI {
        tokenContent("jwt.hygiene-long", variant) { person in
            let days = variant == .flawed ? 365 : 30
            return [
                "sub": .string(person), "iat": .integer(JSONWebToken.now),
                "exp": .integer(JSONWebToken.now + days * 86_400),
            ]
        }
    }

    private static func tokenContent(
        _ name: String,
        _ variant: Variant,
        claims: (String) -> JSON
    ) -> VulnerableAPI {
        let secret = Fixture.randomSecret()
        return diary(
            name,
            variant,
            issue: { JSONWebToken.sign(claims($0), secret: secret) },
            owner: { JSONWebToken.subject(of: $0, secret: secret) }
        )
    }
}
