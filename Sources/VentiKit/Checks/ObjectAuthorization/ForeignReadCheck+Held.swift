//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension ForeignReadCheck {
    /// Looks whether an identity reads what is another's own by its list, or a part of what another has made.
    ///
    /// Without a marker the answers themselves are compared: the other identity's must be the owner's, nobody's must
    /// not, and that for the other identity's own thing must be another.
    func compareAnswers(
        _ operation: APIOperation,
        _ resource: APIResource,
        in context: CheckContext
    ) async throws -> [Finding] {
        var reason: CheckSkipped?
        for isHeld in OwnedThings.ways(resource, of: try context.ownerAndPeer().owner, in: context) {
            do {
                if let finding = try await compare(operation, resource, isHeld, context) { return [finding] }
            } catch let skipped as CheckSkipped {
                reason = reason ?? skipped
            }
        }
        if let reason { throw reason }
        return []
    }

    private func compare(
        _ operation: APIOperation,
        _ resource: APIResource,
        _ isHeld: Bool,
        _ context: CheckContext
    ) async throws -> Finding? {
        let (owner, peer) = try context.ownerAndPeer()
        var trial = context.trial()
        let request = context.request(for: operation, as: owner)
        let things = try await OwnedThings.take(
            resource,
            isHeld: isHeld,
            of: owner,
            and: peer,
            in: context,
            trial: &trial
        )
        if let made = things.made {
            let markers = Set(made.recipe.markerPoints.indices)
            guard !(try await ListedMarkers.removing(markers, of: made, for: peer, in: context, trial: &trial)).isEmpty
            else {
                throw CheckSkipped("the API lists the object for the other identity, so it is not its owner's alone")
            }
        }
        let path = things.owners
        let owned = try await trial.send("owner reads", request.settingPath(path), as: owner)
        guard context.isSuccess(owned), !owned.body.isEmpty else {
            throw CheckSkipped("the owner's own request was answered \(owned.status)")
        }
        let read = try await trial.send("other reads", request.settingPath(path), as: peer)
        context.noteAccess(.read, resource, of: owner, by: peer, context.objectOutcome(of: read), at: operation)
        guard context.isSuccess(read), read.isEquivalent(to: owned, mask: ResponseMask(comparesShapeOnly: true)) else {
            return nil
        }
        let again = try await trial.send("owner reads again", request.settingPath(path), as: owner)
        let mask = StableBaseline(first: owned, others: [again]).mask
        try await trial.send("nobody reads", request.settingPath(path), as: nil)
        try await trial.send("other reads its own", request.settingPath(things.others), as: peer)
        let proof = trial.proof(
            [
                .equivalent(step: "other reads", other: "owner reads", ignoring: mask),
                .different(step: "nobody reads", other: "owner reads", ignoring: mask),
                .different(step: "other reads its own", other: "other reads", ignoring: mask),
            ],
            controls: ["nobody reads", "other reads its own"]
        )
        return proof.map { proof in
            metadata.finding(
                at: operation.location(),
                summary: "\(peer) reads what is \(owner)'s own, by its id, and gets the same answer as \(owner).",
                evidenceClass: "equal answers",
                proof: proof
            )
        }
    }
}
