//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Finds JSON Web Tokens that are signed with a secret anyone can guess.
struct WeakTokenSecretCheck: ActiveCheck {
    let metadata = CheckMetadata(
        id: "venti.jwt.weak-secret",
        title: "JSON Web Tokens are signed with a guessable secret",
        severity: .critical,
        category: .brokenAuthentication,
        weaknesses: [.cwe(1391)],
        remediation: "Sign with a random key of at least 256 bits and replace the present one (RFC 8725, 3.5).",
        explanation: """
            Tries words that are often used as secrets, and words of the document, against the token's own signature, \
            without any request. A hit counts only if a token forged with the word, with another `iat`, is accepted \
            where no token and a random signature are refused.
            """,
        profile: .safe
    )

    func probe(_ operation: APIOperation, in context: CheckContext) async throws -> [Finding] {
        guard
            let identity = context.identities.first(where: {
                context.reached(operation, as: $0)?.response.isSuccess ?? false
            })
        else {
            throw CheckSkipped("no identity got a 2xx answer")
        }
        guard let token = await context.jsonWebToken(of: identity) else {
            throw CheckSkipped("the identity's token is no JSON Web Token")
        }
        guard token.algorithm.hasPrefix("HS") else { throw CheckSkipped("the token is not signed by HMAC") }
        guard let secret = await context.guessedSecret(of: identity) else { return [] }
        guard !secret.isEmpty else { throw CheckSkipped("the secret is empty, which is a flaw of its own") }

        var trial = context.trial()
        let protected = try await ProtectedOperation.find(operation, in: context, trial: &trial)
        let request = protected.reached.request
        try await trial.send("forged", request, as: identity, tokenMutation: .signedWithGuessedSecret(secret))
        try await trial.send("random signature", request, as: identity, tokenMutation: .signatureRandom)
        let refused = ProofAssertion.different(
            step: "random signature",
            other: "valid",
            ignoring: ProtectedOperation.shape
        )
        let controls = ["anonymous"] + refused.steps.prefix(1)
        guard let proof = trial.proof(ProtectedOperation.accepted("forged") + [refused], controls: controls) else {
            return []
        }
        return [
            metadata.finding(
                at: .host,
                summary:
                    "Tokens are signed with the guessable secret \"\(secret)\"; a token forged with it is accepted.",
                evidenceClass: "weak-secret",
                proof: proof,
                affectedOperations: [operation.id]
            )
        ]
    }
}
