//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// What an API lists for everybody is nobody's secret (oracle P8).
enum ListedMarkers {
    /// The markers of an object, by their number, without those that others see in its list anyway.
    ///
    /// Where the list names the object at all, only what is called a secret still counts: the API means others to know
    /// of the object. An object that says of itself that it is private keeps all.
    static func removing(
        _ markers: Set<Int>,
        of object: ProofObject,
        for peer: String,
        in context: CheckContext,
        trial: inout ProofTrial
    ) async throws -> Set<Int> {
        guard !object.recipe.isPrivate, let list = object.recipe.resource.list else { return markers }
        let request = context.request(for: list, as: peer).about(object)
        let listed = try await trial.send("other lists", request, as: peer)
        guard context.isSuccess(listed) else { return markers }
        let body = listed.bodyText
        let names = object.recipe.markerPoints.map { $0.name.split(separator: "/").last.map(String.init) ?? "" }
        let isListed =
            names.indices.contains { body.contains(trial.filled(object.marker($0))) }
            || idIsListed(object, in: listed, trial)
        guard isListed else { return markers }
        return markers.filter { number in
            !body.contains(trial.filled(object.marker(number))) && SensitiveNames.isSensitiveProperty(names[number])
        }
    }

    private static func idIsListed(_ object: ProofObject, in response: ProbeResponse, _ trial: ProofTrial) -> Bool {
        let id = trial.filled(object.id)
        guard id.utf8.count >= 1, let json = JSONValue(parsingJSON: response.body) else { return false }
        return json.leaves.contains { leaf in
            guard leaf.value.scalarText == id else { return false }
            let name = leaf.pointer.split(separator: "/").last.map { IdentifierCandidates.fold(String($0)) } ?? ""
            return name == "id" || name == "uuid" || name == "slug"
                || name == IdentifierCandidates.fold(object.recipe.resource.parameter)
                || name == object.recipe.resource.noun + "id"
        }
    }
}
