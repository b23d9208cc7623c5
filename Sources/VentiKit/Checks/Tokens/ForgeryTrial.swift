//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// A protected operation at which forged tokens are tried.
///
/// A forged token counts as accepted where its answer has the shape of the valid token's and not that of nobody's.
struct ForgeryTrial: Sendable {
    let identity: String
    /// The identity's token before anything is changed.
    let token: JSONWebToken
    /// A secret that no server has.
    let wrongSecret: String
    private let request: OperationRequest
    private let context: CheckContext
    private var trial: ProofTrial

    /// Takes an identity whose token is a JSON Web Token, and makes sure that the operation wants it.
    ///
    /// - Parameters:
    ///   - operation: Where tokens are tried.
    ///   - context: The check's context.
    ///   - isSampled: Whether only the first protected operations are tried.
    ///   - suits: Throws ``CheckSkipped`` where the check has nothing to do with such a token.
    /// - Throws: ``CheckSkipped`` where there is nothing to try, before any request is sent if that can be known.
    init(
        at operation: APIOperation,
        in context: CheckContext,
        isSampled: Bool,
        suits: (JSONWebToken) throws -> Void = { _ in }
    ) async throws {
        let identity = try ProtectedOperation.candidate(operation, in: context).identity
        let token = try await context.requireJSONWebToken(of: identity)
        try suits(token)
        if isSampled { try ProtectedOperation.requireSample(operation, in: context) }
        var trial = context.trial()
        let protected = try await ProtectedOperation.find(operation, in: context, trial: &trial)
        var random = context.random("wrong secret")
        wrongSecret = random.word(length: 24)
        self.identity = identity
        self.token = token
        self.context = context
        self.trial = trial
        request = protected.reached.request
    }

    /// Sends a changed token, and says whether it is accepted.
    mutating func accepts(_ label: String, _ mutation: TokenMutation) async throws -> Bool {
        let answer = try await trial.send(label, request, as: identity, tokenMutation: mutation)
        guard answer.isSuccess, !context.softErrors.isFailure(answer) else { return false }
        return trial.holds(ProtectedOperation.accepted(label))
    }

    /// Sends a request whose answer the forged tokens need.
    ///
    /// - Returns: What must hold of its answer for the rest to mean anything.
    mutating func premise(
        _ label: String,
        _ request: OperationRequest,
        as identity: String?
    ) async throws -> ProofAssertion {
        let answer = try await trial.send(label, request, as: identity)
        return .status(step: label, isIn: [answer.status])
    }

    /// The proof that some steps were answered as the valid token was and others were not, or `nil` where it fails.
    ///
    /// - Parameters:
    ///   - accepted: The labels of the steps that were accepted.
    ///   - controls: Tokens that must be refused, sent now; without one, nothing tells that the forged one was looked at.
    ///   - premises: What else must hold, whether or not the flaw is there.
    mutating func proof(
        accepted: [String],
        refused controls: [(label: String, mutation: TokenMutation)],
        premises: [ProofAssertion] = []
    ) async throws -> Proof? {
        for control in controls {
            try await trial.send(control.label, request, as: identity, tokenMutation: control.mutation)
        }
        let refusals = controls.map {
            ProofAssertion.different(step: $0.label, other: "valid", ignoring: ProtectedOperation.shape)
        }
        return trial.proof(
            premises + accepted.flatMap(ProtectedOperation.accepted) + refusals,
            controls: ["anonymous"] + (premises + refusals).compactMap(\.steps.first)
        )
    }

    /// The proof that the identity's own token is what the operation wants.
    ///
    /// - Parameter observation: What the token shows.
    func proofOfUse(showing observation: TokenObservation) -> Proof? {
        let status = trial.responses(to: "valid").map(\.status)
        return trial.proof(
            [
                .tokenShows(step: "valid", observation: observation.evidenceClass),
                .status(step: "valid", isIn: status),
                .different(step: "anonymous", other: "valid", ignoring: ProtectedOperation.shape),
            ],
            controls: ["anonymous"]
        )
    }

    /// Tokens that every server refuses which looks at signatures at all.
    static let wrongSignature = [(label: "random signature", mutation: TokenMutation.signatureRandom)]
}
