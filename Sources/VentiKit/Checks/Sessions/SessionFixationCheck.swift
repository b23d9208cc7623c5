//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Finds logins that keep the session cookie that was there before.
public struct SessionFixationCheck: ActiveCheck {
    public let metadata = CheckMetadata(
        id: "venti.auth.session-fixation",
        title: "A login takes over a session cookie that somebody else may know",
        severity: .medium,
        category: .brokenAuthentication,
        weaknesses: [.cwe(384)],
        remediation: "Give out a new session id at every login, and take none that the server did not give out.",
        explanation: """
            Where the session is a cookie, logs in with a cookie that was there before: one that the server gave to nobody \
            in particular, or else one of its own making. The flaw counts only if that cookie is refused before the login \
            and accepted after it.
            """,
        profile: .active
    )

    public init() {}

    public func probe(_ operation: APIOperation, in context: CheckContext) async throws -> [Finding] {
        guard let login = context.accountOperations.login, login.operation.id == operation.id else {
            throw CheckSkipped("not recognised as a login")
        }
        let read = try ProofSession.protectedRead(in: context)
        for isGiven in [true, false] {
            var trial = context.trial()
            let session = try await trial.openSession("user")
            guard case .cookie(let name) = session.source, let login = session.login else {
                throw CheckSkipped("the session is no cookie")
            }
            let own = try await trial.send("own session", session.authorize(read), as: nil)
            guard context.isSuccess(own) else { throw CheckSkipped("the new session was answered \(own.status)") }
            let planted = FreshValue.placeholder("planted")
            if isGiven {
                let capture = ProofCapture("planted", from: .cookie(name: name), isSecret: true)
                let visited = try await context.send(read, as: nil).response
                guard capture.source.value(in: visited) != nil else { continue }
                try await trial.send("visit", read, as: nil, captures: [capture])
            } else {
                trial.make(FreshValue("planted"))
                context.hide(Secret(trial.filled(planted)), as: "$planted")
            }
            func carrying(_ request: OperationRequest) -> OperationRequest {
                LoginRecipe.TokenUse.cookie(name).apply(placeholder: planted, to: request)
            }
            try await trial.send("planted before", carrying(read), as: nil)
            let entered = try await trial.send("log in with the planted", carrying(login), as: nil)
            guard entered.isSuccess || (300..<400).contains(entered.status) else { continue }
            try await trial.send("planted after", carrying(read), as: nil)
            let proof = trial.proof(
                [
                    .different(step: "planted before", other: "own session", ignoring: ProtectedOperation.shape),
                    .equivalent(step: "planted after", other: "own session", ignoring: ProtectedOperation.shape),
                ],
                controls: ["planted before"],
                attacks: ["visit"]
            )
            guard let proof else { continue }
            return [
                metadata.finding(
                    at: operation.location(),
                    summary: isGiven
                        ? "The cookie \(name) that was given out before the login is the session afterwards."
                        : "The login makes a session of a cookie \(name) that the server never gave out.",
                    severity: isGiven ? .medium : .high,
                    evidenceClass: "session",
                    proof: proof
                )
            ]
        }
        return []
    }
}
