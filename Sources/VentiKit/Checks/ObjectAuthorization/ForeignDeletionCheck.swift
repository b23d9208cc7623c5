//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Finds operations that delete one user's things for another (BOLA, delete).
public struct ForeignDeletionCheck: OwnObjectCheck {
    public let metadata = CheckMetadata(
        id: "venti.bola.delete",
        title: "One user can delete another user's object",
        severity: .critical,
        category: .brokenObjectLevelAuthorization,
        weaknesses: [.cwe(639)],
        remediation: "Check that the caller may delete this very object before it is deleted.",
        explanation: """
            One identity makes an object that nobody needs, another of the same role deletes it. The flaw counts only if \
            the owner, who read it before, is then answered as for an object that never was.
            """,
        profile: .active
    )

    public init() {}

    public func probe(_ operation: APIOperation, in context: CheckContext) async throws -> [Finding] {
        guard let resource = context.resources.resource(of: operation), resource.delete?.id == operation.id else {
            throw CheckSkipped("the operation does not delete one object")
        }
        guard let read = resource.read ?? resource.list else { throw CheckSkipped("no operation reads the object") }
        let isListed = resource.read == nil
        let (owner, peer) = try context.ownerAndPeer()
        var trial = context.trial()
        let object = try await trial.create(resource, named: "victim", by: .identity(owner))
        let reading = context.request(for: read, as: owner).about(object)
        let before = try await trial.send("owner reads before", reading, as: owner)
        guard context.isSuccess(before) else { throw CheckSkipped("the owner cannot read the object") }
        // Where only a list shows the object, it is gone when its text is.
        let shown = object.recipe.markerPoints.indices.map(object.marker)
            .first { before.bodyText.contains(trial.filled($0)) }
        if isListed, shown == nil { throw CheckSkipped("the list does not show the object") }
        try await trial.send("other deletes", context.request(for: operation, as: owner).about(object), as: peer)
        let after = try await trial.send("owner reads after", reading, as: owner)
        let isThere = isListed ? after.bodyText.contains(trial.filled(shown ?? "")) : context.isSuccess(after)
        context.noteAccess(.delete, resource, of: owner, by: peer, isThere ? .denied : .allowed, at: operation)
        guard !isThere, !isListed || context.isSuccess(after) else { return [] }
        let proof =
            isListed
            ? trial.proof(
                [
                    .bodyContains(step: "owner reads before", text: shown ?? ""),
                    .bodyLacks(step: "owner reads after", text: shown ?? ""),
                    .status(step: "owner reads after", isIn: [before.status]),
                ],
                controls: ["owner reads before"]
            )
            : trial.proof([
                .different(
                    step: "owner reads after",
                    other: "owner reads before",
                    ignoring: ResponseMask(comparesShapeOnly: true)
                ),
                .statusNot(step: "owner reads after", isIn: [401, 429, 500, 502, 503, 504]),
                .bodyLacks(step: "owner reads after", text: object.visibleMarkers.first ?? object.id),
            ])
        guard let proof else { return [] }
        return [
            metadata.finding(
                at: operation.location(),
                summary: "\(peer) deletes an object that \(owner) made; \(owner) no longer finds it.",
                evidenceClass: "effect",
                proof: proof
            )
        ]
    }
}
