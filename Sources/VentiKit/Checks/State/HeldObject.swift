//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// A thing that is an identity's own because its list has it, and the list of another identity has not.
///
/// For what an API lets nobody make, such as accounts of a bank.
struct HeldObject: Sendable {
    let resource: APIResource
    /// The placeholder of its id.
    let id: String
    /// The placeholder of the id of a thing that is the other identity's own, where its list has one.
    let othersID: String?

    /// The values of the path's parameters of the thing.
    var path: [String: String] { [resource.parameter: id] }
    /// The values of the path's parameters of the other identity's own thing.
    var othersPath: [String: String]? { othersID.map { [resource.parameter: $0] } }

    /// Finds one, as steps of a proof.
    ///
    /// - Throws: ``CheckSkipped`` where the lists do not differ.
    static func find(
        _ resource: APIResource,
        of owner: String,
        not peer: String,
        in context: CheckContext,
        trial: inout ProofTrial
    ) async throws -> HeldObject {
        guard let list = resource.list, resource.parentParameters.isEmpty else {
            throw CheckSkipped("nothing says whose the objects are")
        }
        let request = context.request(for: list, as: owner)
        let held = try await ids(resource, request, owner, "owner lists", "heldId", [], context, &trial)
        let others = try await ids(resource, request, peer, "other lists", "othersId", held.ids, context, &trial)
        // What both have is nobody's own.
        guard let index = held.ids.firstIndex(where: { !others.ids.contains($0) }) else {
            throw CheckSkipped("the lists of two identities hold the same objects")
        }
        if index > 0 {
            // The capture took the first; take the one that is the owner's alone.
            let capture = ProofCapture("ownId", from: .body(pointer: held.pointers[index]))
            try await trial.send("owner lists its own", request, as: owner, captures: [capture])
        }
        return HeldObject(
            resource: resource,
            id: FreshValue.placeholder(index > 0 ? "ownId" : "heldId"),
            othersID: others.isCaptured ? FreshValue.placeholder("othersId") : nil
        )
    }

    /// The ids in the list of an identity; the first that is not in `known` is captured.
    private static func ids(
        _ resource: APIResource,
        _ request: OperationRequest,
        _ identity: String,
        _ label: String,
        _ name: String,
        _ known: [String],
        _ context: CheckContext,
        _ trial: inout ProofTrial
    ) async throws -> (ids: [String], pointers: [String], isCaptured: Bool) {
        let looked = try await context.send(request, as: identity)
        guard context.isSuccess(looked.response) else {
            throw CheckSkipped("the list was answered \(looked.response.status)")
        }
        let wanted = IdentifierCandidates.fold(resource.parameter)
        let leaves = (JSONValue(parsingJSON: looked.response.body)?.leaves ?? []).filter { leaf in
            guard leaf.pointer.contains("/0") || leaf.pointer.contains(where: \.isNumber) else { return false }
            let member = leaf.pointer.split(separator: "/").last.map { IdentifierCandidates.fold(String($0)) } ?? ""
            return leaf.value.scalarText != nil
                && (member == wanted || member == resource.noun + "id" || ["id", "uuid", "slug"].contains(member))
        }
        // Only one member tells the things apart: the one with the best name.
        let best = leaves.map { $0.pointer.split(separator: "/").last.map(String.init) ?? "" }
        let member = best.first { IdentifierCandidates.fold($0) == wanted } ?? best.first
        let own = leaves.filter { $0.pointer.hasSuffix("/" + (member ?? "")) }
        let pointer = own.first { !known.contains($0.value.scalarText ?? "") }?.pointer
        let captures = pointer.map { [ProofCapture(name, from: .body(pointer: $0))] } ?? []
        try await trial.send(label, request, as: identity, captures: captures)
        return (own.compactMap(\.value.scalarText), own.map(\.pointer), pointer != nil)
    }
}
