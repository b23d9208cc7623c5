//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Finds servers whose secret for JSON Web Tokens is empty.
struct BlankSecretCheck: ActiveCheck {
    let metadata = CheckMetadata(
        id: "venti.jwt.blank-secret",
        title: "JSON Web Tokens signed with an empty secret are accepted",
        severity: .critical,
        category: .brokenAuthentication,
        weaknesses: [.cwe(1391)],
        remediation: """
            Refuse to start without a secret, and sign with a random key of at least 256 bits (RFC 7518, 3.2). Accept \
            only the algorithm that the server signs with.
            """,
        explanation: """
            Signs the identity's token by HMAC with the empty text, which is the same as a key of zero bytes. The flaw \
            counts only where no token and the same token signed with a random secret are both refused.
            """,
        profile: .safe
    )

    func probe(_ operation: APIOperation, in context: CheckContext) async throws -> [Finding] {
        var trial = try await ForgeryTrial(at: operation, in: context, isSampled: false)
        let label = "empty secret"
        guard try await trial.accepts(label, .forged(TokenForgery(.secret(""), claims: [.issuedLater]))) else {
            return []
        }
        let other = TokenForgery(.secret(trial.wrongSecret), claims: [.issuedLater])
        guard let proof = try await trial.proof(accepted: [label], refused: [("random secret", .forged(other))]) else {
            return []
        }
        return [
            metadata.finding(
                at: .host,
                summary: "A token signed with the empty secret is accepted as \(trial.identity)'s.",
                evidenceClass: "blank-secret",
                proof: proof,
                affectedOperations: [operation.id]
            )
        ]
    }
}
