//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension VulnerableAPI {
    /// Tokens without a signature are taken where their header says `none`.
    package static func tokenAlgorithmNone(_ variant: Variant) -> VulnerableAPI {
        tokens("jwt.alg-none", variant, secret: Fixture.randomSecret(), flaw: .acceptsNone)
    }

    /// The signature of a token is never looked at.
    package static func tokenSignatureIgnored(_ variant: Variant) -> VulnerableAPI {
        tokens("jwt.signature-not-verified", variant, secret: Fixture.randomSecret(), flaw: .ignoresSignature)
    }

    /// Tokens are signed with a word that is in every list of bad secrets.
    package static func tokenWeakSecret(_ variant: Variant) -> VulnerableAPI {
        let secret = variant == .flawed ? "secret" : Fixture.randomSecret()
        return tokens("jwt.weak-secret", variant, secret: secret, flaw: .strict)
    }

    /// A diary behind tokens.
    ///
    /// Its news are for all and take no notice of a token; a token that does not hold is answered with 200 and an error
    /// in the body.
    private static func tokens(
        _ name: String,
        _ variant: Variant,
        secret: String,
        flaw: JSONWebToken.Verification
    ) -> VulnerableAPI {
        let document = FixtureDocument(
            title: "Diary",
            security: .bearer,
            operations: [
                FixtureOperation(
                    path: "/diary",
                    summary: "The caller's diary.",
                    response: .objectSchema(["owner": .textSchema(), "entries": .listSchema(of: .textSchema(500))])
                ),
                FixtureOperation(
                    path: "/news",
                    summary: "News for all.",
                    response: .listSchema(of: .textSchema(200)),
                    isPublic: true
                ),
            ]
        )
        let accounts = ["ines", "bram"].map { person in
            let token = JSONWebToken.issue(to: person, secret: secret, seconds: 3600)
            return DemoAccount(name: person, username: person, password: "", credential: .bearer(token))
        }
        return .fixture(name, variant, document, accounts: accounts) { router in
            router.on("GET", "/diary") { request in
                let verification = variant == .flawed ? flaw : .strict
                guard let owner = JSONWebToken.subject(of: request.bearerToken, secret: secret, as: verification) else {
                    return .json(["error": "The token does not hold.", "requestId": Fixture.requestID])
                }
                let entries: [String: JSON] = [
                    "ines": ["Rain. Read all day."], "bram": ["Sold the boat.", "Bought a bigger one."],
                ]
                return .json(["owner": .string(owner), "entries": entries[owner] ?? []])
            }
            router.on("GET", "/news") { _ in .json(["Diaries can be printed now."]) }
        }
    }
}
