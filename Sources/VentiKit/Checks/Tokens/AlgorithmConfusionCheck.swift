//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Finds servers that take their own public key for an HMAC secret.
struct AlgorithmConfusionCheck: ActiveCheck {
    let metadata = CheckMetadata(
        id: "venti.jwt.alg-confusion",
        title: "The public key is accepted as an HMAC secret",
        severity: .critical,
        category: .brokenAuthentication,
        weaknesses: [.cwe(327), .cwe(347)],
        remediation: """
            Accept only the algorithms that the server itself signs with, and keep each key together with its one \
            algorithm (RFC 8725, 3.1).
            """,
        explanation: """
            Where the identity's token is signed with a key pair, fetches the public keys that the target publishes: \
            in documented operations, below `/.well-known` and where its OpenID configuration says. Signs the token by \
            HS256 with every text and every bytes that programs keep such a key as: PEM in both forms with and without \
            a line feed at its end, DER, JWK. The flaw counts only where no token and the same token signed with \
            another secret are both refused. Keys that the target does not publish are not worked out.
            """,
        profile: .safe
    )

    /// The most keys of the target that are tried.
    private static let maximumKeys = 2

    func probe(_ operation: APIOperation, in context: CheckContext) async throws -> [Finding] {
        var trial = try await ForgeryTrial(at: operation, in: context, isSampled: true) { token in
            guard ["RS", "ES", "PS", "Ed"].contains(String(token.algorithm.prefix(2))) else {
                throw CheckSkipped("the token is not signed with a key pair")
            }
        }
        guard let published = try await context.publishedKeys() else {
            throw CheckSkipped("the target publishes no key for its tokens")
        }
        // Each instance of an API has a key of its own, so that a replay has to read it again.
        let reading = "public keys"
        let premise = try await trial.premise(reading, published.request, as: published.identity)
        let keys = JSONWebKeySet.keys(published.keys, fitting: trial.token)
        for (index, key) in keys.prefix(Self.maximumKeys).enumerated() {
            for encoding in key.encodings {
                let forgery = TokenForgery(
                    TokenForgery.Signature(secret: encoding.bytes),
                    claims: [.issuedLater],
                    publishedKey: .init(step: reading, index: index, form: encoding.name, mark: key.mark)
                )
                guard try await trial.accepts(encoding.name, .forged(forgery)) else { continue }
                let other = TokenForgery(.secret(trial.wrongSecret), claims: [.issuedLater])
                let proof = try await trial.proof(
                    accepted: [encoding.name],
                    refused: [("random secret", .forged(other))],
                    premises: [premise]
                )
                guard let proof else { return [] }
                return [finding(of: encoding, trial, proof, operation)]
            }
        }
        return []
    }

    private func finding(
        of encoding: JSONWebKey.Encoding,
        _ trial: ForgeryTrial,
        _ proof: Proof,
        _ operation: APIOperation
    ) -> Finding {
        metadata.finding(
            at: .host,
            summary:
                "A token signed by HS256 with the target's public key as the secret (\(encoding.name)) is accepted "
                + "as \(trial.identity)'s, whose own is signed by \(trial.token.algorithm.prefix(8)).",
            evidenceClass: "alg-confusion",
            proof: proof,
            affectedOperations: [operation.id]
        )
    }
}
