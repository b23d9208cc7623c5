//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Finds things that an identity may not change but may delete, or the other way round.
struct VerbInconsistencyCheck: ActiveCheck {
    let metadata = CheckMetadata(
        id: "venti.bfla.verb-inconsistent",
        title: "One method of a path is protected, another is not",
        severity: .high,
        category: .brokenFunctionLevelAuthorization,
        weaknesses: [.cwe(863)],
        remediation: "Decide about access in one place for all methods of a path, by who owns the object.",
        explanation: """
            One identity makes objects; another of the same role tries to change one and to delete one. The flaw \
            counts only if one of the two is refused and the other has an effect that the owner reads, and if the \
            owner's own change works.
            """,
        profile: .active
    )

    func probe(_ operation: APIOperation, in context: CheckContext) async throws -> [Finding] {
        guard let resource = context.resources.resource(of: operation), let update = resource.updates.first,
            let delete = resource.delete, update.id == operation.id
        else { throw CheckSkipped("the path has no two methods that change one object") }
        guard context.isSelected(delete) else { throw CheckSkipped("the policy leaves \(delete.id) out") }
        let (owner, peer) = try context.ownerAndPeer()
        var trial = context.trial()
        let change = try ObservedCall(update, observedBy: owner, in: context)
        let deletion = try ObservedCall(delete, observedBy: owner, in: context)
        guard try await change.perform("owner", by: .identity(owner), trial: &trial).isEffective else {
            throw CheckSkipped("the owner's own change does not show")
        }
        let changed = try await change.perform("changer", by: .identity(peer), trial: &trial)
        let deleted = try await deletion.perform("deleter", by: .identity(peer), trial: &trial)
        guard changed.isEffective != deleted.isEffective else { return [] }
        let (open, refused) = changed.isEffective ? (changed, deleted) : (deleted, changed)
        let label = changed.isEffective ? "deleter calls" : "changer calls"
        guard [401, 403, 404].contains(refused.answer.status) else { return [] }
        let proof = trial.proof(
            [.status(step: label, isIn: [refused.answer.status])] + open.assertions,
            controls: [label]
        )
        guard let proof else { return [] }
        let (done, kept) = changed.isEffective ? (update, delete) : (delete, update)
        return [
            metadata.finding(
                at: done.location(),
                summary:
                    "\(kept.method) on an object of \(owner) is refused to \(peer) (\(refused.answer.status)), but "
                    + "\(done.method) is done, as \(owner) then reads.",
                evidenceClass: "effect",
                proof: proof
            )
        ]
    }
}
