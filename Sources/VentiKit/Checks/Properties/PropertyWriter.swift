//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Makes or changes a thing with more properties than the document says, and reads it back.
protocol PropertyWriter: Sendable {
    /// The request that is written with, as it works without any change.
    var base: OperationRequest { get }
    /// The operations that show the thing.
    var reads: [APIOperation] { get }
    /// Other operations by which the same callers write the same kind of thing.
    var siblings: [APIOperation] { get }
    /// The names that tell one thing from another.
    var identifiers: [String] { get }
    /// Names that many APIs give to what matters of such a thing.
    var genericNames: [String] { get }

    /// Does what must be done once before anything is written, as steps of the proof.
    mutating func prepare(_ trial: inout ProofTrial) async throws

    /// Writes once and reads the thing back.
    ///
    /// - Parameters:
    ///   - name: The name of the steps and values, in letters.
    ///   - views: The numbers of the views to read through; `nil` for all.
    ///   - change: What to change about the request.
    /// - Throws: ``CheckSkipped`` where the API refuses the request.
    func write(
        _ name: String,
        views: Set<Int>?,
        in trial: inout ProofTrial,
        change: (OperationRequest) -> OperationRequest
    ) async throws -> [PropertyReading]

    /// Gives properties back the values that they had, where the thing outlives the check.
    func restore(_ values: [JSONValue.Member], after name: String, in trial: inout ProofTrial) async throws
}

extension PropertyWriter {
    mutating func prepare(_ trial: inout ProofTrial) async throws {}
    func restore(_ values: [JSONValue.Member], after name: String, in trial: inout ProofTrial) async throws {}
}

/// Writes by making a thing, and reads it by its id or in its list.
struct ObjectCreation: PropertyWriter {
    let context: CheckContext
    let recipe: ObjectRecipe
    let party: ProofParty

    var resource: APIResource { recipe.resource }
    var base: OperationRequest { recipe.request }
    var reads: [APIOperation] { [resource.read, resource.list].compactMap { $0 } }
    var siblings: [APIOperation] { resource.updates }
    var identifiers: [String] { [resource.parameter, resource.noun + "Id"] }
    var genericNames: [String] { ["status", "approved", "paid", "isPaid", "price", "discount", "ownerId", "userId"] }

    /// - Throws: ``CheckSkipped`` where the operation makes nothing that can be read.
    init(_ operation: APIOperation, in context: CheckContext) throws {
        guard let resource = context.resources.resource(madeBy: operation) else {
            throw CheckSkipped("the operation makes no thing that the API keeps")
        }
        guard resource.read != nil || resource.list != nil else {
            throw CheckSkipped("no operation reads what was made")
        }
        let owner = context.identities.first { context.recipe(for: resource, as: $0) != nil }
        guard let recipe = context.recipe(for: resource, as: owner) else {
            throw CheckSkipped("the scan could not make a thing of \(resource.collectionPath)")
        }
        self.context = context
        self.recipe = recipe
        party = ProofParty(owner)
    }

    func write(
        _ name: String,
        views: Set<Int>?,
        in trial: inout ProofTrial,
        change: (OperationRequest) -> OperationRequest
    ) async throws -> [PropertyReading] {
        let object = try await trial.create(resource, named: name, by: party, change: change)
        if let read = resource.read {
            let request = context.request(for: read, as: party.identityName).about(object)
            let step = "read \(name)"
            let response = try await trial.send(step, request, by: party)
            guard context.isSuccess(response) else { throw CheckSkipped("what was made cannot be read") }
            return [PropertyReading(view: 0, step: step, response: response, anchor: nil)]
        }
        guard let list = resource.list, !recipe.markerPoints.isEmpty else {
            throw CheckSkipped("no operation reads what was made")
        }
        let request = context.request(for: list, as: party.identityName).about(object)
        let step = "list \(name)"
        let response = try await trial.send(step, request, by: party)
        guard context.isSuccess(response) else { throw CheckSkipped("what was made cannot be listed") }
        return [PropertyReading(view: 0, step: step, response: response, anchor: object.marker(0))]
    }
}

/// Writes by changing a thing that the proof makes for it.
struct ObjectChange: PropertyWriter {
    let context: CheckContext
    let resource: APIResource
    let read: APIOperation
    let base: OperationRequest
    let party: ProofParty
    private var object: ProofObject?

    var reads: [APIOperation] { [read] }
    var siblings: [APIOperation] { resource.updates + [resource.create].compactMap { $0 } }
    var identifiers: [String] { [resource.parameter, resource.noun + "Id"] }
    var genericNames: [String] { ["status", "approved", "paid", "isPaid", "price", "discount", "ownerId", "userId"] }

    /// - Throws: ``CheckSkipped`` where the operation changes nothing that can be made and read.
    init(_ operation: APIOperation, in context: CheckContext) throws {
        guard ["PUT", "PATCH"].contains(operation.method), let resource = context.resources.resource(of: operation),
            resource.isItem(operation)
        else { throw CheckSkipped("the operation does not change one object") }
        guard let read = resource.read else { throw CheckSkipped("no operation reads the object") }
        let owner = context.identities.first { context.recipe(for: resource, as: $0) != nil }
        guard context.recipe(for: resource, as: owner) != nil else {
            throw CheckSkipped("the scan could not make a thing of \(resource.collectionPath)")
        }
        self.context = context
        self.resource = resource
        self.read = read
        party = ProofParty(owner)
        base = context.request(for: operation, as: owner)
    }

    mutating func prepare(_ trial: inout ProofTrial) async throws {
        object = try await trial.create(resource, named: "subject", by: party)
    }

    func write(
        _ name: String,
        views: Set<Int>?,
        in trial: inout ProofTrial,
        change: (OperationRequest) -> OperationRequest
    ) async throws -> [PropertyReading] {
        guard let object else { throw CheckSkipped("there is no object to change") }
        let changed = try await trial.send("change \(name)", change(base.about(object)), by: party)
        guard context.isSuccess(changed) else { throw CheckSkipped("a change was answered \(changed.status)") }
        let request = context.request(for: read, as: party.identityName).about(object)
        let step = "read \(name)"
        let response = try await trial.send(step, request, by: party)
        guard context.isSuccess(response) else { throw CheckSkipped("what was changed cannot be read") }
        return [PropertyReading(view: 0, step: step, response: response, anchor: nil)]
    }
}
