//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Finds servers that look at the signature of a JSON Web Token only where it has one.
struct NullSignatureCheck: ActiveCheck {
    let metadata = CheckMetadata(
        id: "venti.jwt.null-signature",
        title: "JSON Web Tokens with an empty signature are accepted",
        severity: .critical,
        category: .brokenAuthentication,
        weaknesses: [.cwe(347)],
        remediation: "Verify the signature whatever its length is: an empty one fits no key.",
        explanation: """
            Sends the identity's token without its signature, the header and the claims as they are. The flaw counts \
            only where no token and a token with a random signature are both refused.
            """,
        profile: .safe
    )

    func probe(_ operation: APIOperation, in context: CheckContext) async throws -> [Finding] {
        var trial = try await ForgeryTrial(at: operation, in: context, isSampled: false)
        let label = "no signature"
        guard try await trial.accepts(label, .forged(TokenForgery(.absent))),
            let proof = try await trial.proof(accepted: [label], refused: ForgeryTrial.wrongSignature)
        else { return [] }
        return [
            metadata.finding(
                at: .host,
                summary: "\(trial.identity)'s token is accepted without its signature; a random signature is refused.",
                evidenceClass: "null-signature",
                proof: proof,
                affectedOperations: [operation.id]
            )
        ]
    }
}
