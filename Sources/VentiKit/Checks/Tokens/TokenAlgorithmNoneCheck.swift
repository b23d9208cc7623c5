//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Finds servers that accept unsigned JSON Web Tokens.
struct TokenAlgorithmNoneCheck: ActiveCheck {
    let metadata = CheckMetadata(
        id: "venti.jwt.alg-none",
        title: "Unsigned JSON Web Tokens are accepted",
        severity: .critical,
        category: .brokenAuthentication,
        weaknesses: [.cwe(347)],
        remediation:
            "Accept only the algorithms that the server itself signs with, whatever the token's header says (RFC 8725, 3.1).",
        explanation: """
            Sends the identity's token with `alg` set to none in four spellings and an empty signature. The flaw counts \
            only where no token and a token with a random signature are both refused.
            """,
        profile: .safe
    )

    func probe(_ operation: APIOperation, in context: CheckContext) async throws -> [Finding] {
        var trial = context.trial()
        let protected = try await ProtectedOperation.find(operation, in: context, trial: &trial)
        guard await context.jsonWebToken(of: protected.identity) != nil else {
            throw CheckSkipped("the identity's token is no JSON Web Token")
        }
        for spelling in ["none", "None", "NONE", "nOnE"] {
            let label = "alg \(spelling)"
            let answer = try await trial.send(
                label,
                protected.reached.request,
                as: protected.identity,
                tokenMutation: .algorithmNone(spelling: spelling)
            )
            guard answer.isSuccess, !context.softErrors.isFailure(answer) else { continue }
            try await trial.send(
                "random signature",
                protected.reached.request,
                as: protected.identity,
                tokenMutation: .signatureRandom
            )
            let refused = ProofAssertion.different(
                step: "random signature",
                other: "valid",
                ignoring: ProtectedOperation.shape
            )
            let controls = ["anonymous"] + refused.steps.prefix(1)
            guard let proof = trial.proof(ProtectedOperation.accepted(label) + [refused], controls: controls) else {
                continue
            }
            return [
                metadata.finding(
                    at: .host,
                    summary: "A token with alg \(spelling) and no signature is accepted as \(protected.identity)'s; "
                        + "a random signature is refused.",
                    evidenceClass: "alg-none",
                    proof: proof,
                    affectedOperations: [operation.id]
                )
            ]
        }
        return []
    }
}

extension CheckContext {
    /// The identity's current token taken apart, where it is a JSON Web Token.
    func jsonWebToken(of identity: String) async -> JSONWebToken? {
        await token(of: identity)?.withExposedValue { JSONWebToken($0) }
    }
}
