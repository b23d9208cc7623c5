//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Finds operations that want a token but do not look at it.
struct InvalidTokenAcceptedCheck: ActiveCheck {
    let metadata = CheckMetadata(
        id: "venti.auth.invalid-accepted",
        title: "Invalid tokens are accepted",
        severity: .high,
        category: .brokenAuthentication,
        weaknesses: [.cwe(287)],
        remediation: "Validate every token completely before the request is served; an unknown token is 401.",
        explanation: """
            Sends random and truncated tokens to an operation that refuses requests without one. The flaw counts only if \
            the answer has the shape of the valid token's answer and not that of the refusal.
            """,
        profile: .safe
    )

    func probe(_ operation: APIOperation, in context: CheckContext) async throws -> [Finding] {
        var trial = context.trial()
        let protected = try await ProtectedOperation.find(operation, in: context, trial: &trial)
        guard await context.token(of: protected.identity) != nil else {
            throw CheckSkipped("the identity has no token")
        }
        for (name, mutation) in [("random", TokenMutation.randomOpaque), ("truncated", .truncated)] {
            let label = "\(name) token"
            let answer = try await trial.send(
                label,
                protected.reached.request,
                as: protected.identity,
                tokenMutation: mutation
            )
            guard answer.isSuccess, !context.softErrors.isFailure(answer) else { continue }
            guard let proof = trial.proof(ProtectedOperation.accepted(label), controls: ["anonymous"]) else { continue }
            return [
                metadata.finding(
                    at: operation.location(),
                    summary:
                        "A \(name) token is answered as \(protected.identity)'s is (\(answer.status)); no token is refused.",
                    evidenceClass: "invalid-token",
                    proof: proof
                )
            ]
        }
        return []
    }
}
