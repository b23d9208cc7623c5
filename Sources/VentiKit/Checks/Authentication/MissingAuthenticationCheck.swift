//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Finds operations that the document protects and the server does not.
public struct MissingAuthenticationCheck: ActiveCheck {
    public let metadata = CheckMetadata(
        id: "venti.auth.missing",
        title: "Authentication is not enforced",
        severity: .high,
        category: .brokenAuthentication,
        weaknesses: [.cwe(306)],
        remediation: "Refuse requests without a valid credential with 401 before anything else is done.",
        explanation: """
            Sends the request that works for an identity without any credential. The flaw counts only where the document \
            requires one, and nobody gets an answer of the same shape as the identity, which is not a failure in disguise. \
            Where a wrong token is refused, the credential is looked at but may be left out, as where reading is open to \
            all by intention: that counts as low.
            """,
        profile: .safe
    )

    public init() {}

    public func probe(_ operation: APIOperation, in context: CheckContext) async throws -> [Finding] {
        guard operation.requiresCredential else { throw CheckSkipped("the document requires no credential") }
        guard
            let identity = context.identities.first(where: {
                context.reached(operation, as: $0)?.response.isSuccess ?? false
            }),
            let reached = context.reached(operation, as: identity)
        else { throw CheckSkipped("no identity got a 2xx answer to compare with") }
        var trial = context.trial()
        let valid = try await trial.send("valid", reached.request, as: identity)
        let anonymous = try await trial.send("anonymous", reached.request, as: nil)
        guard valid.isSuccess, anonymous.isSuccess, !context.softErrors.isFailure(anonymous) else { return [] }
        var assertions: [ProofAssertion] = [
            .status(step: "anonymous", isIn: [anonymous.status]),
            .equivalent(step: "anonymous", other: "valid", ignoring: ProtectedOperation.shape),
        ]
        guard trial.holds(assertions) else { return [] }
        let refusal = try await refusalOfWrongToken(reached.request, as: identity, in: context, trial: &trial)
        if let refusal { assertions.append(.status(step: "wrong token", isIn: [refusal])) }
        guard let first = trial.proof(assertions, controls: ["wrong token"]) else { return [] }
        // What the scan has made is gone when the proof is replayed another day.
        let proof = try await proofOnOwn(reached.request, as: identity, in: context) ?? first
        return [
            metadata.finding(
                at: operation.location(),
                summary:
                    "The document requires a credential, but without one the answer is the same as for \(identity) "
                    + "(\(anonymous.status))."
                    + (refusal == nil
                        ? "" : " A wrong token is refused, so the credential may be meant to be optional."),
                severity: refusal == nil ? metadata.severity : .low,
                evidenceClass: "anonymous",
                proof: proof
            )
        ]
    }

    /// The same about a thing that the proof makes itself; `nil` where the path names none, or none can be made.
    private func proofOnOwn(
        _ request: OperationRequest,
        as identity: String,
        in context: CheckContext
    ) async throws -> Proof? {
        guard request.operation.path.contains("{"),
            let resource = context.resources.resource(of: request.operation),
            context.recipe(for: resource, as: identity) != nil
        else { return nil }
        do {
            var trial = context.trial()
            let own = request.about(try await trial.create(resource, named: "own", by: .identity(identity)))
            let valid = try await trial.send("valid", own, as: identity)
            let anonymous = try await trial.send("anonymous", own, as: nil)
            guard valid.isSuccess else { return nil }
            var assertions: [ProofAssertion] = [
                .status(step: "anonymous", isIn: [anonymous.status]),
                .equivalent(step: "anonymous", other: "valid", ignoring: ProtectedOperation.shape),
            ]
            let refusal = try await refusalOfWrongToken(own, as: identity, in: context, trial: &trial)
            if let refusal { assertions.append(.status(step: "wrong token", isIn: [refusal])) }
            return trial.proof(assertions, controls: ["wrong token"])
        } catch is CheckSkipped {
            return nil
        }
    }

    /// The status by which a reading refuses a token that nobody was given; `nil` where it does not look at it.
    private func refusalOfWrongToken(
        _ request: OperationRequest,
        as identity: String,
        in context: CheckContext,
        trial: inout ProofTrial
    ) async throws -> Int? {
        guard request.operation.method == "GET", await context.token(of: identity) != nil else { return nil }
        let answer = try await trial.send("wrong token", request, as: identity, tokenMutation: .randomOpaque)
        return [401, 403].contains(answer.status) ? answer.status : nil
    }
}
