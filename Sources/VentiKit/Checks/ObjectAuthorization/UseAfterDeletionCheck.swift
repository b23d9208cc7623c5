//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Finds things that can be read after they were deleted.
public struct UseAfterDeletionCheck: ActiveCheck {
    public let metadata = CheckMetadata(
        id: "venti.bola.use-after-free",
        title: "A deleted object can still be read",
        severity: .medium,
        category: .brokenObjectLevelAuthorization,
        weaknesses: [.cwe(672)],
        remediation: "Leave deleted objects out of every lookup, by the query itself.",
        explanation: """
            An identity makes an object with random markers, deletes it, and reads it by its id twice. The flaw counts \
            only if the deletion succeeds, a second one is refused or the list no longer has the object, and the markers \
            still come back.
            """,
        profile: .active
    )

    public init() {}

    public func probe(_ operation: APIOperation, in context: CheckContext) async throws -> [Finding] {
        guard let resource = context.resources.resource(of: operation), resource.read?.id == operation.id,
            let delete = resource.delete
        else { throw CheckSkipped("the operation does not read an object that can be deleted") }
        guard let owner = context.identities.first else { throw CheckSkipped("an identity is needed") }
        var trial = context.trial()
        let object = try await trial.create(resource, named: "gone", by: .identity(owner))
        guard let number = object.recipe.readBack.min() else {
            throw CheckSkipped("reading an object shows nothing of what its owner wrote into it")
        }
        let reading = context.request(for: operation, as: owner).about(object)
        let removal = context.request(for: delete, as: owner).about(object)
        try await trial.send("owner reads before", reading, as: owner)
        let deleted = try await trial.send("owner deletes", removal, as: owner)
        guard context.isSuccess(deleted) else { throw CheckSkipped("the deletion was answered \(deleted.status)") }
        let after = try await trial.send("owner reads after", reading, as: owner)
        guard after.bodyText.contains(trial.filled(object.marker(number))) else { return [] }
        var assertions: [ProofAssertion] = [
            .bodyContains(step: "owner reads before", text: object.marker(number)),
            .status(step: "owner deletes", isIn: [deleted.status]),
            .bodyContains(step: "owner reads after", text: object.marker(number)),
            .bodyContains(step: "owner reads again", text: object.marker(number)),
        ]
        let again = try await trial.send("owner deletes again", removal, as: owner)
        if context.isSuccess(again) {
            // That the deletion did anything shows in the list only.
            guard let list = resource.list else { throw CheckSkipped("nothing shows that the deletion had an effect") }
            let listing = context.request(for: list, as: owner).about(object)
            try await trial.send("owner lists", listing, as: owner)
            let kept = try await trial.create(resource, named: "kept", by: .identity(owner))
            try await trial.send("owner lists later", context.request(for: list, as: owner).about(kept), as: owner)
            assertions += [
                .bodyLacks(step: "owner lists", text: object.marker(number)),
                .bodyContains(step: "owner lists later", text: kept.marker(number)),
            ]
        } else {
            assertions.append(.statusNot(step: "owner deletes again", isIn: [deleted.status, 429, 500, 502, 503]))
        }
        try await trial.send("owner reads again", reading, as: owner)
        guard
            let proof = trial.proof(
                assertions,
                controls: [
                    "owner reads before", "owner deletes", "owner lists", "owner lists later", "owner deletes again",
                ]
            )
        else { return [] }
        return [
            metadata.finding(
                at: operation.location(),
                summary: "An object that \(owner) deleted is still shown by its id.",
                evidenceClass: "marker",
                proof: proof
            )
        ]
    }
}
