//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Finds servers that do not look at what a JSON Web Token says about its time, audience and issuer.
struct TokenClaimsCheck: ActiveCheck {
    let metadata = CheckMetadata(
        id: "venti.jwt.claims",
        title: "Claims of JSON Web Tokens are not checked",
        severity: .medium,
        category: .brokenAuthentication,
        weaknesses: [.cwe(613), .cwe(345)],
        remediation: """
            Refuse tokens that are expired or not yet valid, beyond a few minutes of clock difference, and those whose \
            issuer or audience is another one (RFC 8725, 3.8 to 3.10).
            """,
        explanation: """
            Needs a way to sign tokens, which a flaw of another check gives: a guessed or empty secret, no signature, \
            or one that is not verified. Makes one token that is as valid as the identity's and must be accepted, and \
            others that differ from it in one claim: `exp` an hour ago, `nbf` in a day, another `aud`, another `iss`. \
            Only claims that the identity's token has are changed.
            """,
        profile: .safe
    )

    func probe(_ operation: APIOperation, in context: CheckContext) async throws -> [Finding] {
        var trial = try await ForgeryTrial(at: operation, in: context, isSampled: true) { token in
            guard !Self.changes(of: token).isEmpty else {
                throw CheckSkipped("the token has none of exp, nbf, aud and iss")
            }
        }
        let valid = "forged, as valid as before"
        var way: TokenForgery.Signature?
        for candidate in await Self.ways(of: trial.identity, in: context) {
            if try await trial.accepts("\(valid) (\(candidate.name))", .forged(Self.forgery(candidate.signature))) {
                way = candidate.signature
                break
            }
        }
        guard let way else { throw CheckSkipped("no token can be signed here") }

        var findings: [Finding] = []
        _ = try await trial.accepts(valid, .forged(Self.forgery(way)))
        for (change, meaning) in Self.changes(of: trial.token) {
            guard try await trial.accepts(meaning, .forged(Self.forgery(way, change))) else { continue }
            guard let proof = try await trial.proof(accepted: [valid, meaning], refused: []) else { continue }
            findings.append(
                metadata.finding(
                    at: .host,
                    summary: "A token that \(meaning) is accepted as \(trial.identity)'s.",
                    evidenceClass: change.rawValue,
                    proof: proof,
                    affectedOperations: [operation.id]
                )
            )
        }
        return findings
    }

    private static func forgery(
        _ signature: TokenForgery.Signature,
        _ change: TokenForgery.ClaimChange? = nil
    ) -> TokenForgery {
        TokenForgery(signature, claims: [.issuedLater] + (change.map { [$0] } ?? []))
    }

    /// The ways by which a token may be signed that the server accepts, the likely ones first.
    private static func ways(
        of identity: String,
        in context: CheckContext
    ) async -> [(name: String, signature: TokenForgery.Signature)] {
        let guess = await context.guessedSecret(of: identity).map {
            ("guessed secret", TokenForgery.Signature.secret($0))
        }
        return (guess.map { [$0] } ?? []) + [
            ("empty secret", .secret("")), ("none", .none(spelling: "none")), ("no signature", .absent),
            ("its old signature", .kept), ("its own key", .ownKey(algorithm: "ES256")),
        ]
    }

    private static func changes(of token: JSONWebToken) -> [(TokenForgery.ClaimChange, meaning: String)] {
        let all: [(claim: String, TokenForgery.ClaimChange, meaning: String)] = [
            ("exp", .expired, "expired an hour ago"), ("nbf", .notYetValid, "is not valid before tomorrow"),
            ("aud", .otherAudience, "is for another audience"), ("iss", .otherIssuer, "is from another issuer"),
        ]
        return all.filter { token.claims[$0.claim] != nil }.map { ($0.1, $0.meaning) }
    }
}
