//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Finds operations that keep what they have refused to make.
public struct FailedCreationCheck: ActiveCheck {
    public let metadata = CheckMetadata(
        id: "venti.bola.failed-create-leak",
        title: "A refused creation leaves an object behind",
        severity: .medium,
        category: .brokenObjectLevelAuthorization,
        weaknesses: [.cwe(459)],
        remediation: "Validate the whole request before anything is stored, and store in one transaction.",
        explanation: """
            Asks for an object with a random marker and one value that the schema does not allow. The flaw counts only if \
            the request is refused with 4xx and the marker is then in the list or is read by its id.
            """,
        profile: .active
    )

    public init() {}

    public func probe(_ operation: APIOperation, in context: CheckContext) async throws -> [Finding] {
        guard let resource = context.resources.resource(madeBy: operation),
            let owner = context.identities.first, let recipe = context.recipe(for: resource, as: owner),
            !recipe.markerPoints.isEmpty
        else { throw CheckSkipped("the operation makes no objects that can be known again") }
        guard let broken = Self.breaking(recipe, context.description.schemas) else {
            throw CheckSkipped("the request has no value that could be wrong")
        }
        var trial = context.trial()
        var parents: [String: String] = [:]
        if let parent = context.resources.parent(of: resource), context.recipe(for: parent, as: owner) != nil {
            parents = try await trial.create(parent, named: "parent", by: .identity(owner)).path
        }
        var request = broken.settingPath(parents)
        var markers: [String] = []
        for (number, point) in recipe.markerPoints.enumerated() {
            let marker = trial.make(.marker("refused\(number)", longest: recipe.markerLengths[number]))
            markers.append(marker)
            request = request.setting(point, to: .string(marker))
        }
        let refused = try await trial.send("refused", request, as: owner)
        guard (400..<500).contains(refused.status), ![401, 403, 404, 409, 429].contains(refused.status) else {
            return []
        }
        var reading: OperationRequest?
        if case .marker(let number) = recipe.id, let read = resource.read {
            reading = context.request(for: read, as: owner)
                .settingPath(parents.merging([resource.parameter: markers[number]]) { $1 })
        } else if let list = resource.list {
            reading = context.request(for: list, as: owner).settingPath(parents)
        }
        guard let reading else { throw CheckSkipped("no operation shows what was made") }
        let shown = try await trial.send("look", reading, as: owner)
        guard let marker = markers.first(where: { shown.bodyText.contains(trial.filled($0)) }), context.isSuccess(shown)
        else { return [] }
        let proof = trial.proof(
            [
                .status(step: "refused", isIn: [refused.status]), .bodyContains(step: "look", text: marker),
            ],
            controls: ["refused"]
        )
        guard let proof else { return [] }
        return [
            metadata.finding(
                at: operation.location(),
                summary: "An object that was refused with \(refused.status) is there all the same.",
                evidenceClass: "marker",
                proof: proof
            )
        ]
    }

    /// The request with one value that its schema does not allow, and that is no marker.
    private static func breaking(_ recipe: ObjectRecipe, _ schemas: SchemaLibrary) -> OperationRequest? {
        guard let schema = recipe.request.operation.requestBody?.contents.first(where: \.isJSON)?.schema else {
            return nil
        }
        for field in FlatSchema(schema, in: schemas).fields {
            let point = InsertionPoint(.body, field.pointer)
            guard !recipe.markerPoints.contains(point), recipe.request.value(at: point) != nil else { continue }
            if !field.schema.types.isDisjoint(with: [.integer, .number]) {
                return recipe.request.replacing(point, with: "not-a-number")
            }
            if !field.schema.enumeration.isEmpty || field.schema.format == "date" || field.schema.format == "uuid" {
                return recipe.request.replacing(point, with: "not-what-is-expected")
            }
        }
        return nil
    }
}
