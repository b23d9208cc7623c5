//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Finds operations that take another parent's child below one's own parent (BOLA, hierarchy).
public struct ResourceHierarchyCheck: ActiveCheck {
    public let metadata = CheckMetadata(
        id: "venti.bola.hierarchy",
        title: "An object is found below a parent that it does not belong to",
        severity: .high,
        category: .brokenObjectLevelAuthorization,
        weaknesses: [.cwe(639)],
        remediation: "Look up the child together with its parent, and the parent together with its owner.",
        explanation: """
            Two identities make a parent and a child each. One asks for the other's child below its own parent. The flaw \
            counts only if the child's marker comes back there, while it is refused below the parent that it belongs to.
            """,
        profile: .active
    )

    public init() {}

    public func probe(_ operation: APIOperation, in context: CheckContext) async throws -> [Finding] {
        guard let resource = context.resources.resource(of: operation), resource.read?.id == operation.id,
            let parent = context.resources.parent(of: resource)
        else { throw CheckSkipped("the operation does not read an object below another") }
        let (owner, peer) = try context.ownerAndPeer()
        var trial = context.trial()
        let child = try await trial.create(resource, named: "child", by: .identity(owner))
        guard let number = child.recipe.readBack.min() else {
            throw CheckSkipped("reading an object shows nothing of what its owner wrote into it")
        }
        let own = try await trial.create(parent, named: "ownParent", by: .identity(peer))
        let request = context.request(for: operation, as: owner).about(child)
        try await trial.send("owner reads", request, as: owner)
        try await trial.send("other reads in place", request, as: peer)
        let crossed = request.settingPath(own.path)
        let read = try await trial.send("other reads below its own parent", crossed, as: peer)
        guard read.bodyText.contains(trial.filled(child.marker(number))) else { return [] }
        let proof = trial.proof(
            [
                .bodyContains(step: "owner reads", text: child.marker(number)),
                .bodyLacks(step: "other reads in place", text: child.marker(number)),
                .bodyContains(step: "other reads below its own parent", text: child.marker(number)),
            ],
            controls: ["owner reads", "other reads in place"]
        )
        guard let proof else { return [] }
        return [
            metadata.finding(
                at: operation.location(),
                summary: "\(peer) reads \(owner)'s object below a parent of its own.",
                evidenceClass: "marker",
                proof: proof
            )
        ]
    }
}
