//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Finds operations that change one user's things for another (BOLA, update).
public struct ForeignUpdateCheck: ActiveCheck {
    public let metadata = CheckMetadata(
        id: "venti.bola.update",
        title: "One user can change another user's object",
        severity: .critical,
        category: .brokenObjectLevelAuthorization,
        weaknesses: [.cwe(639)],
        remediation:
            "Check that the caller may change this very object before it is changed, whatever the request says.",
        explanation: """
            One identity makes an object, another of the same role changes it to hold a new random marker. The flaw counts \
            only if the owner then reads that marker: an answer of success alone is not an effect. That the owner's own \
            change works is made sure first.
            """,
        profile: .active
    )

    public init() {}

    public func probe(_ operation: APIOperation, in context: CheckContext) async throws -> [Finding] {
        guard let resource = context.resources.resource(of: operation),
            ["PUT", "PATCH", "POST"].contains(operation.method),
            resource.isItem(operation) || resource.actions.contains(where: { $0.id == operation.id })
        else { throw CheckSkipped("the operation does not change one object") }
        if resource.isItem(operation), ForeignAccount.isKind(of: resource, in: context) {
            do {
                let found = try await changeAccount(operation, resource, in: context)
                if !found.isEmpty { return found }
            } catch is CheckSkipped {
                // What is called an account may be one of a bank, which is changed as anything else is.
            }
        }
        guard let read = resource.read else { throw CheckSkipped("no operation reads the object") }
        let (owner, peer) = try context.ownerAndPeer()
        let base = context.request(for: operation, as: owner)
        let places = FreeText.places(in: base, context.description.schemas)
        guard !places.isEmpty else { throw CheckSkipped("the change takes no free text") }
        var skipped: CheckSkipped?
        // A title may be what the object is found by, so that its change moves the object away.
        for place in places.prefix(3) {
            do {
                return try await probe(operation, resource, base, place, places, read, owner, peer, in: context)
            } catch let reason as CheckSkipped {
                skipped = skipped ?? reason
            }
        }
        if let skipped { throw skipped }
        return []
    }

    private func probe(
        _ operation: APIOperation,
        _ resource: APIResource,
        _ base: OperationRequest,
        _ place: (point: InsertionPoint, longest: Int?),
        _ places: [(point: InsertionPoint, longest: Int?)],
        _ read: APIOperation,
        _ owner: String,
        _ peer: String,
        in context: CheckContext
    ) async throws -> [Finding] {
        var trial = context.trial()
        let object = try await trial.create(resource, named: "victim", by: .identity(owner))
        let reading = context.request(for: read, as: owner).about(object)
        let own = trial.make(.marker("ownText", longest: place.longest))
        let foreign = trial.make(.marker("foreignText", longest: place.longest))
        let change = object.keeping(places.map(\.point), in: base.about(object))
        try await trial.send("owner changes", change.setting(place.point, to: .string(own)), as: owner)
        let before = try await trial.send("owner reads own change", reading, as: owner)
        guard before.bodyText.contains(trial.filled(own)) else {
            throw CheckSkipped("the owner's own change does not show")
        }
        try await trial.send("other changes", change.setting(place.point, to: .string(foreign)), as: peer)
        let after = try await trial.send("owner reads", reading, as: owner)
        let isChanged = after.bodyText.contains(trial.filled(foreign))
        context.noteAccess(.update, resource, of: owner, by: peer, isChanged ? .allowed : .denied, at: operation)
        guard isChanged else { return [] }
        let proof = trial.proof(
            [
                .bodyContains(step: "owner reads own change", text: own),
                .bodyLacks(step: "owner reads own change", text: foreign),
                .bodyContains(step: "owner reads", text: foreign),
            ],
            controls: ["owner reads own change"]
        )
        guard let proof else { return [] }
        return [
            metadata.finding(
                at: operation.location(),
                summary: "\(peer) changes an object that \(owner) made, and \(owner) reads the change.",
                evidenceClass: "effect",
                proof: proof
            )
        ]
    }
}
