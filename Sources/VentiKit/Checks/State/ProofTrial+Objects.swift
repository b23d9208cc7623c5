//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension ProofTrial {
    /// Makes a thing, and its parents, as steps of the proof.
    ///
    /// - Parameters:
    ///   - resource: What kind of thing.
    ///   - name: The name of its values in the proof, such as `own` or `victim`.
    ///   - owner: In whose name.
    ///   - change: What to change about the request.
    /// - Throws: ``CheckSkipped`` where none could be made when the scan learned how to.
    mutating func create(
        _ resource: APIResource,
        named name: String,
        by owner: ProofParty,
        change: (OperationRequest) -> OperationRequest = { $0 }
    ) async throws -> ProofObject {
        guard let recipe = context.recipe(for: resource, as: owner.identityName) else {
            throw CheckSkipped("the scan could not make a thing of \(resource.collectionPath)")
        }
        var path: [String: String] = [:]
        if let parent = context.resources.parent(of: resource),
            context.recipe(for: parent, as: owner.identityName) != nil
        {
            path = try await create(parent, named: name + "Parent", by: owner).path
        }
        return try await create(recipe, named: name, below: path, by: owner, change: change)
    }

    /// Makes a thing below parents that are there already.
    mutating func create(
        _ recipe: ObjectRecipe,
        named name: String,
        below parents: [String: String],
        by owner: ProofParty,
        change: (OperationRequest) -> OperationRequest = { $0 }
    ) async throws -> ProofObject {
        var markers: [String] = []
        for (number, longest) in recipe.markerLengths.enumerated() {
            markers.append(make(.marker(ProofObject.markerName(name, number), longest: longest)))
        }
        var path = parents
        let idName = name + "Id"
        if case .marker(let number) = recipe.id {
            path[recipe.resource.parameter] = markers[number]
        } else {
            path[recipe.resource.parameter] = FreshValue.placeholder(idName)
        }
        let object = ProofObject(recipe: recipe, owner: owner.identityName, name: name, path: path)
        var request = recipe.request.settingPath(parents)
        for (point, marker) in zip(recipe.markerPoints, markers) {
            request = request.setting(point, to: .string(marker))
        }
        request = change(request)
        var captures: [ProofCapture] = []
        if case .response(let source) = recipe.id { captures = [ProofCapture(idName, from: source)] }
        let created = try await send(object.createLabel, request, by: owner, captures: captures)
        guard created.isSuccess, !context.softErrors.isFailure(created) else {
            throw CheckSkipped("making a thing of \(recipe.resource.collectionPath) was answered \(created.status)")
        }
        if case .list(let member) = recipe.id, let list = recipe.resource.list {
            let request = context.request(for: list, as: owner.identityName).settingPath(parents)
            let capture = ProofCapture(idName, from: .member(name: member, besideText: markers.first ?? ""))
            try await send("find \(name)", request, by: owner, captures: [capture])
        }
        return object
    }
}

extension FreshValue {
    /// A marker for a place that takes at most so many characters.
    static func marker(_ name: String, longest: Int?) -> FreshValue {
        FreshValue(name, .marker, maximumLength: longest.map { min($0, 16) })
    }
}
