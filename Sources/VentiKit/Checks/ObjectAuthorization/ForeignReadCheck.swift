//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Finds operations that show one user's things to another (BOLA, read).
public struct ForeignReadCheck: ActiveCheck {
    public let metadata = CheckMetadata(
        id: "venti.bola.read",
        title: "One user can read another user's object",
        severity: .high,
        category: .brokenObjectLevelAuthorization,
        weaknesses: [.cwe(639)],
        remediation:
            "Look up the object together with its owner, taken from the session, before anything of it is used.",
        explanation: """
            One identity makes an object with random markers in its content, another of the same role asks for it by its \
            id. The flaw counts only if the markers come back to the other identity, not to nobody, and the object is not \
            one that the API shows to others anyway: what it lists for the other identity is left out. A second object \
            confirms it.
            """,
        profile: .active
    )

    public init() {}

    public func probe(_ operation: APIOperation, in context: CheckContext) async throws -> [Finding] {
        guard let resource = context.resources.resource(of: operation), operation.method == "GET" else {
            throw CheckSkipped("the operation does not read one object")
        }
        if resource.read?.id == operation.id, ForeignAccount.isKind(of: resource, in: context) {
            do {
                let found = try await readAccount(operation, resource, in: context)
                if !found.isEmpty { return found }
            } catch is CheckSkipped {
                // What is called an account may be one of a bank, which is compared as anything else is.
            }
        }
        guard resource.read?.id == operation.id,
            context.recipe(for: resource, as: context.identities.first).map({ !$0.readBack.isEmpty }) ?? false
        else { return try await compareAnswers(operation, resource, in: context) }
        let (owner, peer) = try context.ownerAndPeer()
        var trial = context.trial()
        let first = try await trial.create(resource, named: "first", by: .identity(owner))
        let request = context.request(for: operation, as: owner)
        try await trial.send("owner reads", request.about(first), as: owner)
        let read = try await trial.send("other reads", request.about(first), as: peer)
        let shown = first.recipe.readBack.filter { read.bodyText.contains(trial.filled(first.marker($0))) }
        context.noteAccess(.read, resource, of: owner, by: peer, context.objectOutcome(of: read), at: operation)
        guard context.isSuccess(read), !shown.isEmpty else { return [] }
        try await trial.send("nobody reads", request.about(first), as: nil)
        let hidden = try await ListedMarkers.removing(shown, of: first, for: peer, in: context, trial: &trial)
        guard let number = hidden.min() else {
            throw CheckSkipped("the API lists the object for the other identity, so it is not its owner's alone")
        }
        let second = try await trial.create(resource, named: "second", by: .identity(owner))
        try await trial.send("other reads the second", request.about(second), as: peer)
        let proof = trial.proof(
            [
                .bodyContains(step: "owner reads", text: first.marker(number)),
                .bodyContains(step: "other reads", text: first.marker(number)),
                .bodyLacks(step: "nobody reads", text: first.marker(number)),
                .bodyContains(step: "other reads the second", text: second.marker(number)),
            ],
            controls: ["owner reads", "nobody reads"]
        )
        guard let proof else { return [] }
        return [
            metadata.finding(
                at: operation.location(),
                summary: "\(peer) reads an object that \(owner) made, by its id.",
                evidenceClass: "marker",
                proof: proof
            )
        ]
    }
}
