//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// A thing of one identity's and one of another's, made for the proof or found in their lists.
struct OwnedThings: Sendable {
    /// The values of the path's parameters of the owner's thing.
    let owners: [String: String]
    /// The values of the path's parameters of the other's thing.
    let others: [String: String]
    /// What the owner has made; `nil` where it was found in a list.
    let made: ProofObject?

    /// Makes the two, or finds them, as steps of a proof.
    ///
    /// - Throws: ``CheckSkipped`` where there are no two.
    static func take(
        _ resource: APIResource,
        isHeld: Bool,
        of owner: String,
        and peer: String,
        in context: CheckContext,
        trial: inout ProofTrial
    ) async throws -> OwnedThings {
        guard isHeld else {
            let own = try await trial.create(resource, named: "own", by: .identity(owner))
            let other = try await trial.create(resource, named: "others", by: .identity(peer))
            return OwnedThings(owners: own.path, others: other.path, made: own)
        }
        let held = try await HeldObject.find(resource, of: owner, not: peer, in: context, trial: &trial)
        guard let others = held.othersPath else {
            throw CheckSkipped("the other identity has no object of its own to compare with")
        }
        return OwnedThings(owners: held.path, others: others, made: nil)
    }

    /// How to come by them: what was made just now may be as empty as what another has made, what is held has a history.
    static func ways(_ resource: APIResource, of owner: String, in context: CheckContext) -> [Bool] {
        context.recipe(for: resource, as: owner) == nil ? [true] : [false, true]
    }
}
