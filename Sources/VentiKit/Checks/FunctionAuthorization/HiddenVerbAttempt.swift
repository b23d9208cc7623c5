//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// A method that a path names and the document does not, tried.
struct HiddenVerbAttempt: Sendable {
    let operation: APIOperation
    let method: String
    /// The request that made the path name the method.
    let options: OperationRequest
    let context: CheckContext

    struct Found: Sendable {
        var words: String
        /// Whether what it did was read back.
        var isEffect: Bool
        /// Whether it was done to somebody else's object.
        var isForeign: Bool
        var proof: Proof
    }

    func run(asking: String?, _ random: inout SeededRandom) async throws -> Found? {
        if let resource = context.resources.resource(of: operation), resource.itemPath == operation.path,
            let read = resource.read, let owner = context.makers(of: resource).first
        {
            guard method == "DELETE" else { return try await call(resource, owner, asking, &random) }
            let others = context.identities.filter { $0 != owner }.sorted { context.isAbove($1, $0) }.prefix(1)
            for actor in [ProofParty.nobody] + others.map(ProofParty.identity) + [.identity(owner)] {
                if let found = try await delete(resource, read, owner, actor) { return found }
            }
            return nil
        }
        // Nothing is deleted or replaced that was there before.
        guard method == "GET" || method == "POST" else { return nil }
        return try await call(nil, nil, asking, &random)
    }

    private func delete(
        _ resource: APIResource,
        _ read: APIOperation,
        _ owner: String,
        _ actor: ProofParty
    ) async throws -> Found? {
        var trial = context.trial()
        try await trial.send("options", options, by: .nobody)
        if !trial.holds(.headerContains(step: "options", name: "Allow", text: method)) {
            try await trial.send("options with a credential", options, as: owner)
        }
        let object = try await trial.create(resource, named: "object", by: .identity(owner))
        let reading = context.request(for: read, as: owner).about(object)
        var request = reading
        request.method = method
        let seen = ObservedDeletion(context: context, observer: owner, object: object, reading: reading)
        let result = try await seen.perform("hidden", request, by: actor, trial: &trial)
        guard result.isEffective, let proof = trial.proof(result.assertions) else { return nil }
        let isForeign = actor.identityName != owner
        let who = actor.identityName ?? "whoever shows no credential"
        return Found(
            words: isForeign ? "\(who) deletes an object of \(owner) by it" : "it deletes the object",
            isEffect: true,
            isForeign: isForeign,
            proof: proof
        )
    }

    /// Calls the method with the body of what makes or changes such things, or with next to nothing.
    private func call(
        _ resource: APIResource?,
        _ owner: String?,
        _ asking: String?,
        _ random: inout SeededRandom
    ) async throws -> Found? {
        let caller = owner ?? asking
        var trial = context.trial()
        var request = options
        request.method = method
        if let resource, let owner {
            let object = try await trial.create(resource, named: "object", by: .identity(owner))
            request = request.about(object)
            request.body = object.recipe.request.body
        } else if method != "GET" {
            request.body = .json(.object([]), mediaType: "application/json")
        }
        let answer = try await trial.send("hidden", request, as: caller)
        guard context.isSuccess(answer), answer.status != 202 || method != "GET" else { return nil }
        try await trial.send("hidden elsewhere", request.atRandomPath(&random), as: caller)
        var unheardOf = request
        unheardOf.method = "PROPFIND"
        try await trial.send("unheard-of method", unheardOf, as: caller)
        let proof = trial.proof(
            [
                .status(step: "hidden", isIn: [answer.status]),
                .statusNot(step: "hidden elsewhere", isIn: Array(200..<300)),
                .statusNot(step: "unheard-of method", isIn: Array(200..<300)),
            ],
            controls: ["hidden elsewhere", "unheard-of method"]
        )
        return proof.map {
            Found(words: "it is answered \(answer.status)", isEffect: false, isForeign: false, proof: $0)
        }
    }
}
