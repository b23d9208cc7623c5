//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Finds logouts that end nothing.
public struct IneffectiveLogoutCheck: ActiveCheck {
    public let metadata = CheckMetadata(
        id: "venti.auth.logout-ineffective",
        title: "A session lives on after its logout",
        severity: .medium,
        category: .brokenAuthentication,
        weaknesses: [.cwe(613)],
        remediation: """
            Void the session on the server when its user logs out. Where tokens are self-contained, keep a list of those \
            that were revoked, or make them live for minutes.
            """,
        explanation: """
            Begins a session of its own, logs it out, and uses its token again. The flaw counts only if the logout is \
            answered with success and the token is then accepted twice where nobody without a token is. A self-contained \
            token (JWT) that lives on is of low severity, because it ends by itself.
            """,
        profile: .active
    )

    public init() {}

    public func probe(_ operation: APIOperation, in context: CheckContext) async throws -> [Finding] {
        let accounts = context.accountOperations
        guard let logout = accounts.logout, context.mayCall(logout) else {
            throw CheckSkipped("no operation ends a session")
        }
        // A logout belongs to the operations that only `dangerous` calls; one that ends a session made for it harms nobody.
        guard operation.id == (accounts.login?.operation ?? logout).id else {
            throw CheckSkipped("it is no operation that begins a session")
        }
        let read = try ProofSession.protectedRead(in: context)
        var trial = context.trial()
        let session = try await trial.openSession("leaver")
        let before = try await trial.send("read before", session.authorize(read), as: nil)
        guard context.isSuccess(before) else { throw CheckSkipped("the new session was answered \(before.status)") }
        try await trial.send("nobody reads", read, as: nil)
        let request = context.request(for: logout, as: nil)
        let ended = try await trial.send("log out", session.authorize(request), as: nil)
        guard context.isSuccess(ended) else { throw CheckSkipped("the logout was answered \(ended.status)") }
        try await trial.send("read after", session.authorize(read), as: nil, repetitions: 2)
        let proof = trial.proof(
            [
                .status(step: "log out", isIn: [ended.status]),
                .equivalent(step: "read after", other: "read before", ignoring: ProtectedOperation.shape),
                .different(step: "nobody reads", other: "read before", ignoring: ProtectedOperation.shape),
            ],
            controls: ["log out", "nobody reads"]
        )
        guard let proof else { return [] }
        let isSelfContained = trial.value(session.tokenName)?.scalarText.flatMap { JSONWebToken($0) } != nil
        return [
            metadata.finding(
                at: logout.location(),
                summary: "After the logout the token is still accepted at \(read.operation.id).",
                severity: isSelfContained ? .low : .medium,
                evidenceClass: "session",
                proof: proof
            )
        ]
    }
}
