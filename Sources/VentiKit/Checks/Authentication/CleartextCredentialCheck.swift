//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Finds credentials that are accepted over a connection which anyone on the way can read.
public struct CleartextCredentialCheck: ActiveCheck {
    public let metadata = CheckMetadata(
        id: "venti.auth.cleartext",
        title: "Credentials are accepted over plain http",
        severity: .high,
        category: .brokenAuthentication,
        weaknesses: [.cwe(319)],
        remediation:
            "Serve the API over https only, and refuse plain http instead of redirecting requests that carry one.",
        explanation: """
            Where the target is plain http on another machine, makes sure that an operation takes an identity's \
            credential and refuses nobody's. Loopback addresses and the names that are reserved for tests and examples \
            (RFC 6761) do not count; private addresses and names of a cluster count as medium, because TLS may end \
            before them.
            """,
        profile: .safe
    )

    public init() {}

    public func probe(_ operation: APIOperation, in context: CheckContext) async throws -> [Finding] {
        guard context.target.scheme == .http else { throw CheckSkipped("the target is reached over TLS") }
        let place = TargetPlace(context.target)
        guard place != .ownMachine else { throw CheckSkipped("the target is on this machine") }
        try ProtectedOperation.requireSample(operation, in: context)
        var trial = context.trial()
        let protected = try await ProtectedOperation.find(operation, in: context, trial: &trial)
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
                at: .host,
                summary: "\(protected.identity)'s credential is accepted over plain http.",
                severity: place == .privateNetwork ? .medium : .high,
                evidenceClass: "cleartext",
                proof: proof,
                affectedOperations: [operation.id]
            )
        ]
    }
}
