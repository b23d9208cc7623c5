//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Finds operations that change or delete things for whoever asks, without a credential.
struct AnonymousWriteCheck: OwnObjectCheck {
    let metadata = CheckMetadata(
        id: "venti.bfla.anonymous-write",
        title: "Things can be changed without a credential",
        severity: .critical,
        category: .brokenFunctionLevelAuthorization,
        weaknesses: [.cwe(306)],
        remediation: "Refuse requests without a valid credential before anything is changed, whatever the method.",
        explanation: """
            An identity makes an object, and a request without any credential changes or deletes it. The flaw counts \
            only if the identity then reads the change, or no longer finds the object. That the identity's own request \
            works is made sure first; an object that the request itself would make is left out, and so is what the \
            document calls public.
            """,
        profile: .active
    )

    func probe(_ operation: APIOperation, in context: CheckContext) async throws -> [Finding] {
        guard ["PUT", "PATCH", "DELETE", "POST"].contains(operation.method) else {
            throw CheckSkipped("the operation changes nothing")
        }
        guard operation.requiresCredential || !operation.declaresSecurity && isKeptFromNobody(operation, context) else {
            throw CheckSkipped("the document requires no credential")
        }
        guard !context.isRefused(operation, as: nil) else { return [] }
        let (owner, call) = try observedCall(operation, context)
        var trial = context.trial()
        let foreign = try await call.perform("nobody", by: .nobody, trial: &trial)
        // What is put where nothing was is the request's own.
        guard foreign.isEffective, !(operation.method == "PUT" && foreign.answer.status == 201) else { return [] }
        let own = try await call.perform("owner", by: .identity(owner), trial: &trial)
        guard own.isEffective else { throw CheckSkipped("the owner's own call shows no effect") }
        let excluded = operation.method == "PUT" ? [ProofAssertion.statusNot(step: "nobody calls", isIn: [201])] : []
        let proof = trial.proof(
            excluded + foreign.assertions + own.assertions,
            controls: own.assertions.compactMap(\.steps.first)
        )
        guard let proof else { return [] }
        let done = if case .deletion = call.kind { "deletes" } else { "changes" }
        return [
            metadata.finding(
                at: operation.location(),
                summary: "A request without a credential \(done) what \(owner) made, as \(owner) then reads.",
                evidenceClass: "effect",
                proof: proof
            )
        ]
    }

    /// A call that does not make things: those may be meant for everybody, as messages from a form are.
    private func observedCall(_ operation: APIOperation, _ context: CheckContext) throws -> (String, ObservedCall) {
        let makers = context.resources.resource(of: operation).map { context.makers(of: $0) } ?? []
        var reason = CheckSkipped("no identity can make what is changed")
        for owner in makers + context.reachers(of: operation) {
            do {
                let call = try ObservedCall(operation, observedBy: owner, in: context)
                if case .creation = call.kind { throw CheckSkipped("the operation makes things") }
                return (owner, call)
            } catch let skipped as CheckSkipped {
                reason = skipped
            }
        }
        throw reason
    }

    /// Whether nobody may make what the operation changes.
    private func isKeptFromNobody(_ operation: APIOperation, _ context: CheckContext) -> Bool {
        let create = context.resources.resource(of: operation)?.create
        return create.map { context.isRefused($0, as: nil) } ?? false
    }
}
