//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// One identity's token with the name of another in it, where signatures are not verified.
struct Impersonation: Sendable {
    /// That it gets what the other gets, and that this is not what everyone gets.
    let assertions: [ProofAssertion]
    /// What it shows, with a space before it.
    let sentence: String

    /// Sends the operation's request as another identity, and with that identity's name in the first one's token.
    ///
    /// - Returns: `nil` where there is no other identity with a name of its own that is answered otherwise.
    init?(
        of protected: ProtectedOperation,
        at operation: APIOperation,
        in context: CheckContext,
        trial: inout ProofTrial
    ) async throws {
        let own = await context.jsonWebToken(of: protected.identity)?.claims["sub"]
        guard let own, let (other, subject) = await Self.other(than: own, at: operation, in: context) else {
            return nil
        }
        let baseline = try await context.baseline(for: protected.reached)
        guard baseline.isStable else { return nil }
        let request = protected.reached.request
        try await trial.send("the other's own", request, as: other)
        try await trial.send(
            "in the other's name",
            request,
            as: protected.identity,
            tokenMutation: .forged(TokenForgery(.kept, subject: subject))
        )
        assertions = [
            .equivalent(step: "in the other's name", other: "the other's own", ignoring: baseline.mask),
            .different(step: "the other's own", other: "valid", ignoring: baseline.mask),
        ]
        guard trial.holds(assertions) else { return nil }
        sentence = " With \(other)'s name in it, it gets \(other)'s answer."
    }

    /// The first other identity that the operation answers, and its subject.
    private static func other(
        than own: JSONValue,
        at operation: APIOperation,
        in context: CheckContext
    ) async -> (identity: String, subject: String)? {
        for identity in context.identities where context.reached(operation, as: identity)?.response.isSuccess ?? false {
            let subject = await context.jsonWebToken(of: identity)?.claims["sub"]
            if let subject, subject != own, let text = subject.stringValue { return (identity, text) }
        }
        return nil
    }
}
