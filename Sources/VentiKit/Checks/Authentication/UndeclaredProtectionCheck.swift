//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Finds operations that the document calls public and the server does not.
public struct UndeclaredProtectionCheck: ActiveCheck {
    public let metadata = CheckMetadata(
        id: "venti.auth.undeclared-protected",
        title: "An operation is protected though the document says it is public",
        severity: .info,
        category: .brokenAuthentication,
        weaknesses: [.cwe(1059)],
        remediation: "Say in the document which credential the operation wants, or let it answer without one.",
        explanation: """
            Sends the request that works for an identity without any credential to an operation that the document says \
            needs none. The difference counts where that is answered 401.
            """,
        profile: .safe
    )

    public init() {}

    public func probe(_ operation: APIOperation, in context: CheckContext) async throws -> [Finding] {
        guard operation.declaresSecurity, !operation.requiresCredential else {
            throw CheckSkipped("the document does not say that the operation is public")
        }
        let (identity, reached) = try ProtectedOperation.candidate(operation, in: context)
        guard context.reached(operation, as: nil)?.response.status == 401 else { return [] }
        var trial = context.trial()
        let valid = try await trial.send("valid", reached.request, as: identity)
        try await trial.send("anonymous", reached.request, as: nil)
        guard valid.isSuccess,
            let proof = trial.proof(
                [
                    .status(step: "valid", isIn: [valid.status]), .status(step: "anonymous", isIn: [401]),
                ],
                controls: ["valid"]
            )
        else { return [] }
        return [
            metadata.finding(
                at: operation.location(),
                summary: "The document says that no credential is needed, but without one the answer is 401; "
                    + "\(identity) gets \(valid.status).",
                evidenceClass: "undeclared",
                proof: proof
            )
        ]
    }
}
