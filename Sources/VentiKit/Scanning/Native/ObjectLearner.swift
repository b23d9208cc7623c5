//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Learns how things of a kind are made, by making one and reading it back.
struct ObjectLearner: Sendable {
    let session: ScanSession
    let context: CheckContext

    /// The recipe for an identity, or `nil` where no thing could be made.
    ///
    /// - Throws: ``ProbeError`` with code ``ProbeError/Code/budgetExhausted``; `CancellationError`.
    func learn(_ resource: APIResource, as identity: String) async throws -> ObjectRecipe? {
        guard let create = resource.create else { return nil }
        var base = session.guess(for: create, as: identity)
        if let reached = context.reached(create, as: identity), reached.response.isSuccess { base = reached.request }
        let closed = PrivateValues.closing(base, session.description.schemas)
        let places = FreeText.places(in: base, session.description.schemas)
        let chosen = Self.chosenID(of: resource, in: base)
        var attempts: [[(point: InsertionPoint, longest: Int?)]] = []
        if !places.isEmpty { attempts.append(places) }
        if places.count > 1 { attempts += places.prefix(2).map { [$0] } }
        if let chosen, !places.contains(where: { $0.point == chosen.point }) {
            attempts = attempts.map { $0 + [chosen] } + [[chosen]]
        }
        attempts.append([])
        for marked in attempts {
            // What can be said to be private is: things that are for all prove nothing.
            for request in closed == nil ? [base] : [closed, base].compactMap({ $0 }) {
                do {
                    let recipe = try await attempt(
                        resource,
                        request,
                        marked,
                        chosen?.point,
                        isPrivate: closed != nil && request == closed,
                        as: identity
                    )
                    if let recipe { return recipe }
                } catch is CheckSkipped {
                    continue
                } catch let error as ProbeError where error.code != .budgetExhausted {
                    continue
                }
            }
        }
        return nil
    }

    /// The member of the body that is the thing's own id, where whoever makes it chooses it.
    private static func chosenID(
        of resource: APIResource,
        in request: OperationRequest
    ) -> (point: InsertionPoint, longest: Int?)? {
        let wanted = IdentifierCandidates.fold(resource.parameter)
        let point = request.insertionPoints.first { point in
            guard point.location == .body, case .string = request.value(at: point) else { return false }
            let name = point.name.split(separator: "/").last.map(String.init) ?? ""
            return IdentifierCandidates.fold(name) == wanted
        }
        return point.map { ($0, 12) }
    }

    private func attempt(
        _ resource: APIResource,
        _ base: OperationRequest,
        _ marked: [(point: InsertionPoint, longest: Int?)],
        _ chosen: InsertionPoint?,
        isPrivate: Bool,
        as identity: String
    ) async throws -> ObjectRecipe? {
        var trial = context.trial()
        let party = ProofParty.identity(identity)
        var parents: [String: String] = [:]
        if let parent = context.resources.parent(of: resource), context.recipe(for: parent, as: identity) != nil {
            parents = try await trial.create(parent, named: "parent", by: party).path
        }
        var request = base.settingPath(parents)
        var markers: [String] = []
        for (number, place) in marked.enumerated() {
            let marker = trial.make(.marker(ProofObject.markerName("object", number), longest: place.longest))
            markers.append(marker)
            request = request.setting(place.point, to: .string(marker))
        }
        let created = try await trial.send("create", request, by: party)
        guard context.isSuccess(created) else { return nil }
        func recipe(_ id: ObjectRecipe.IdentifierSource, _ readBack: Set<Int>) -> ObjectRecipe {
            ObjectRecipe(
                resource: resource,
                request: base,
                markerPoints: marked.map(\.point),
                markerLengths: marked.map(\.longest),
                id: id,
                readBack: readBack,
                isPrivate: isPrivate
            )
        }
        func reads(_ id: String, _ label: String) async throws -> Set<Int>? {
            guard let read = resource.read else { return nil }
            var path = parents
            path[resource.parameter] = id
            let request = context.request(for: read, as: identity).settingPath(path)
            let response = try await trial.send(label, request, by: party)
            guard context.isSuccess(response) else { return nil }
            return Self.shown(markers.map { trial.filled($0) }, in: response)
        }
        if let number = marked.firstIndex(where: { $0.point == chosen }),
            let shown = try await reads(markers[number], "read")
        {
            return recipe(.marker(number), shown)
        }
        for (index, source) in IdentifierCandidates.sources(of: resource, in: created).enumerated() {
            guard let value = source.value(in: created) else { continue }
            trial.bind("objectId\(index)", to: value)
            if resource.read == nil { return recipe(.response(source), []) }
            if let shown = try await reads(FreshValue.placeholder("objectId\(index)"), "read \(index)") {
                return recipe(.response(source), shown)
            }
        }
        guard let first = markers.first else { return nil }
        return try await fromList(resource, parents, first, &trial, party) { recipe($0, []) }
    }

    /// Looks for the thing in its list, where its making did not say what its id is.
    private func fromList(
        _ resource: APIResource,
        _ parents: [String: String],
        _ marker: String,
        _ trial: inout ProofTrial,
        _ party: ProofParty,
        _ recipe: (ObjectRecipe.IdentifierSource) -> ObjectRecipe
    ) async throws -> ObjectRecipe? {
        guard let list = resource.list else { return nil }
        let request = context.request(for: list, as: party.identityName).settingPath(parents)
        let listed = try await trial.send("list", request, by: party)
        guard context.isSuccess(listed),
            let object = JSONValue(parsingJSON: listed.body)?.object(holding: trial.filled(marker), depth: 0)
        else { return nil }
        let wanted = IdentifierCandidates.fold(resource.parameter)
        let names = object.members.filter { $0.value.isScalar }.map(\.name)
        let member =
            names.first { IdentifierCandidates.fold($0) == wanted }
            ?? names.first { ["id", "uuid", "slug", resource.noun + "id"].contains(IdentifierCandidates.fold($0)) }
        guard let member else { return nil }
        return recipe(.list(member: member))
    }

    /// The numbers of the texts that a response shows.
    private static func shown(_ texts: [String], in response: ProbeResponse) -> Set<Int> {
        let body = response.bodyText
        return Set(texts.indices.filter { body.contains(texts[$0]) })
    }
}
