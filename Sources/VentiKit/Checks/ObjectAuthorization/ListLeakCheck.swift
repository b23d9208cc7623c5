//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Finds lists that hold other users' things (BOLA, list).
public struct ListLeakCheck: ActiveCheck {
    public let metadata = CheckMetadata(
        id: "venti.bola.list-leak",
        title: "A list shows other users' objects",
        severity: .medium,
        category: .brokenObjectLevelAuthorization,
        weaknesses: [.cwe(200), .cwe(639)],
        remediation: "Filter the list by the caller, taken from the session, in the query itself.",
        explanation: """
            Two identities of the same role make an object each. The flaw counts only if the list of one holds the marker \
            of the other's object, which says of itself that it is private or which the other may not read by its id, and \
            if nobody's list does not hold it.
            """,
        profile: .active
    )

    public init() {}

    public func probe(_ operation: APIOperation, in context: CheckContext) async throws -> [Finding] {
        guard let resource = Self.listed(by: operation, in: context) else {
            throw CheckSkipped("the operation does not list objects that can be made")
        }
        let (owner, peer) = try context.ownerAndPeer()
        var trial = context.trial()
        let foreign = try await trial.create(resource, named: "foreign", by: .identity(owner))
        let request = context.request(for: operation, as: peer)
        let list = try await trial.send("other lists", request, as: peer)
        guard context.isSuccess(list) else { throw CheckSkipped("the list was answered \(list.status)") }
        let shown = foreign.recipe.markerPoints.indices.filter {
            list.bodyText.contains(trial.filled(foreign.marker($0)))
        }
        guard let number = shown.first else { return [] }
        try await trial.send("nobody lists", request, as: nil)
        var assertions: [ProofAssertion] = [
            .bodyContains(step: "other lists", text: foreign.marker(number)),
            .bodyLacks(step: "nobody lists", text: foreign.marker(number)),
        ]
        if !foreign.recipe.isPrivate {
            guard let read = resource.read, foreign.recipe.readBack.contains(number) else {
                throw CheckSkipped("nothing says that the listed object is its owner's alone")
            }
            let reading = context.request(for: read, as: owner).about(foreign)
            try await trial.send("owner reads", reading, as: owner)
            try await trial.send("other reads", reading, as: peer)
            assertions.append(.bodyContains(step: "owner reads", text: foreign.marker(number)))
            assertions.append(.bodyLacks(step: "other reads", text: foreign.marker(number)))
        }
        guard let proof = trial.proof(assertions, controls: ["nobody lists", "owner reads", "other reads"]) else {
            return []
        }
        let reason = foreign.recipe.isPrivate ? "which says that it is private" : "which \(peer) may not read by its id"
        return [
            metadata.finding(
                at: operation.location(),
                summary: "\(peer)'s list holds an object that \(owner) made, \(reason).",
                evidenceClass: "marker",
                proof: proof
            )
        ]
    }

    /// The resource whose things a GET lists: of its collection, or of the same noun elsewhere.
    private static func listed(by operation: APIOperation, in context: CheckContext) -> APIResource? {
        guard operation.method == "GET", !operation.path.contains("{") else { return nil }
        let makeable = context.resources.resources.filter {
            context.recipe(for: $0, as: nil) != nil
        }
        if let own = makeable.first(where: { $0.list?.id == operation.id }) { return own }
        let words = Set(operation.path.split(separator: "/").flatMap { Words.split(String($0)) }.map(Words.singular))
        return makeable.first { words.contains($0.noun) }
    }
}
