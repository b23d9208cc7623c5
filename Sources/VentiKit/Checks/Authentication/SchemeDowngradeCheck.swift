//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Finds operations that ask for less than the document says, or let the weakest of several credentials do.
public struct SchemeDowngradeCheck: ActiveCheck {
    public let metadata = CheckMetadata(
        id: "venti.auth.scheme-downgrade",
        title: "A weaker credential than the strongest suffices",
        severity: .medium,
        category: .brokenAuthentication,
        weaknesses: [.cwe(306)],
        remediation: """
            Check every credential of a combination, and refuse the request where one is missing. Take the weak \
            alternatives (Basic, keys in the URL) out of operations that have a strong one.
            """,
        explanation: """
            Looks at operations for which the document names several schemes. Where all of them are needed together and \
            an identity that has only one is answered, the others are not enforced. Where any of them suffices, an \
            identity with Basic or a key in the URL that is answered beside OAuth, a bearer token or a certificate \
            counts as low. The flaw counts only where nobody is refused.
            """,
        profile: .safe
    )

    public init() {}

    public func probe(_ operation: APIOperation, in context: CheckContext) async throws -> [Finding] {
        guard operation.security.contains(where: { $0.count > 1 }) || operation.security.count > 1 else {
            throw CheckSkipped("the document names one scheme at most")
        }
        let (identity, reached) = try ProtectedOperation.candidate(operation, in: context)
        guard let shown = await context.credentialScheme(of: identity) else {
            throw CheckSkipped("the identity has no credential")
        }
        let weakness = SchemeWeakness(
            in: operation,
            schemes: context.description.securitySchemes,
            shown: shown,
            sent: reached.request.render()
        )
        guard let weakness else { return [] }
        var trial = context.trial()
        _ = try await ProtectedOperation.find(operation, in: context, trial: &trial)
        let valid = trial.responses(to: "valid").map(\.status)
        let proof = trial.proof(
            [
                .status(step: "valid", isIn: valid),
                .different(step: "anonymous", other: "valid", ignoring: ProtectedOperation.shape),
            ],
            controls: ["anonymous"]
        )
        guard let proof else { return [] }
        return [
            metadata.finding(
                at: operation.location(),
                summary: weakness.summary(of: identity),
                severity: weakness.isByDesign ? .low : .medium,
                evidenceClass: weakness.isByDesign ? "alternative" : "combination",
                proof: proof
            )
        ]
    }
}
