//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Finds servers that do not verify the signature of JSON Web Tokens.
struct TokenSignatureCheck: ActiveCheck {
    let metadata = CheckMetadata(
        id: "venti.jwt.signature-not-verified",
        title: "Signatures of JSON Web Tokens are not verified",
        severity: .critical,
        category: .brokenAuthentication,
        weaknesses: [.cwe(347)],
        remediation: "Verify the signature with the server's own key before any claim is read (RFC 8725, 3.2).",
        explanation: """
            Changes one bit of the signature of a token that works, then replaces the signature by random bytes. The flaw \
            counts only if both are answered as the valid token is, and neither no token nor a random text is. Where \
            there are two identities, the name of one is put into the token of the other, to show whose answer it gets.
            """,
        profile: .safe
    )

    func probe(_ operation: APIOperation, in context: CheckContext) async throws -> [Finding] {
        var trial = context.trial()
        let protected = try await ProtectedOperation.find(operation, in: context, trial: &trial)
        guard await context.jsonWebToken(of: protected.identity) != nil else {
            throw CheckSkipped("the identity's token is no JSON Web Token")
        }
        let request = protected.reached.request
        let flipped = try await trial.send(
            "flipped signature",
            request,
            as: protected.identity,
            tokenMutation: .signatureFlipped
        )
        guard flipped.isSuccess, !context.softErrors.isFailure(flipped) else { return [] }
        try await trial.send("random signature", request, as: protected.identity, tokenMutation: .signatureRandom)
        try await trial.send("random text", request, as: protected.identity, tokenMutation: .randomOpaque)
        let assertions =
            ProtectedOperation.accepted("flipped signature")
            + [
                .equivalent(step: "random signature", other: "valid", ignoring: ProtectedOperation.shape),
                .different(step: "random text", other: "valid", ignoring: ProtectedOperation.shape),
            ]
        let controls = ["anonymous", "random text", "the other's own"]
        guard let proof = trial.proof(assertions, controls: controls) else { return [] }
        let summary = "\(protected.identity)'s token is accepted with a changed and with a random signature."
        let impersonation = try await Impersonation(of: protected, at: operation, in: context, trial: &trial)
        let strongProof = impersonation.flatMap { trial.proof(assertions + $0.assertions, controls: controls) }
        return [
            metadata.finding(
                at: .host,
                summary: strongProof == nil ? summary : summary + (impersonation?.sentence ?? ""),
                evidenceClass: "signature",
                proof: strongProof ?? proof,
                affectedOperations: [operation.id]
            )
        ]
    }
}
