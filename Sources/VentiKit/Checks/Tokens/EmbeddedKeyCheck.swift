//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Finds servers that verify a JSON Web Token with the key that the token itself brings along.
struct EmbeddedKeyCheck: ActiveCheck {
    let metadata = CheckMetadata(
        id: "venti.jwt.jku-x5u-jwk",
        title: "A token brings the key that it is verified with",
        severity: .critical,
        category: .brokenAuthentication,
        weaknesses: [.cwe(347)],
        remediation: "Verify with the server's own keys only; ignore or refuse jwk, jku, x5c and x5u (RFC 8725, 3.1).",
        explanation: """
            Makes a key pair, signs the identity's token with it by ES256 and by RS256, and puts the public key into \
            the header as `jwk`. The flaw counts only where no token, a token without its signature and one with a \
            random signature are all refused. Keys behind an address (`jku`, `x5u`) are not tried: that needs a \
            listener which the target can reach.
            """,
        profile: .safe
    )

    func probe(_ operation: APIOperation, in context: CheckContext) async throws -> [Finding] {
        var trial = try await ForgeryTrial(at: operation, in: context, isSampled: true)
        for algorithm in ["ES256", "RS256"] {
            let label = "\(algorithm) with its own jwk"
            let forgery = TokenForgery(.ownKey(algorithm: algorithm), claims: [.issuedLater])
            guard try await trial.accepts(label, .forged(forgery)) else { continue }
            let controls = ForgeryTrial.wrongSignature + [("no signature", .forged(TokenForgery(.absent)))]
            guard let proof = try await trial.proof(accepted: [label], refused: controls) else { continue }
            return [
                metadata.finding(
                    at: .host,
                    summary:
                        "A token signed by \(algorithm) with a new key, which its own header holds, is accepted as "
                        + "\(trial.identity)'s.",
                    evidenceClass: "embedded-key",
                    proof: proof,
                    affectedOperations: [operation.id]
                )
            ]
        }
        return []
    }
}
