//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Finds operations that show a user's things to nobody in particular (BOLA, anonymous).
public struct AnonymousReadCheck: ActiveCheck {
    public let metadata = CheckMetadata(
        id: "venti.bola.anonymous",
        title: "A user's object can be read without a credential",
        severity: .high,
        category: .brokenObjectLevelAuthorization,
        weaknesses: [.cwe(306), .cwe(639)],
        remediation: "Require a credential at the operation, and look up the object together with its owner.",
        explanation: """
            One identity makes an object with random markers in its content, and it is asked for without a credential. \
            The flaw counts only if the document requires a credential, the markers come back twice, for two objects, and \
            no list that is open to everybody shows them.
            """,
        profile: .active
    )

    public init() {}

    public func probe(_ operation: APIOperation, in context: CheckContext) async throws -> [Finding] {
        guard operation.method == "GET", operation.requiresCredential,
            let resource = context.resources.resource(of: operation)
        else { throw CheckSkipped("the operation does not read one protected object") }
        guard let owner = context.identities.first else { throw CheckSkipped("an identity is needed") }
        var trial = context.trial()
        let first = try await trial.create(resource, named: "first", by: .identity(owner))
        let request = context.request(for: operation, as: owner)
        let read = try await trial.send("owner reads", request.about(first), as: owner)
        let markers = first.recipe.markerPoints.indices.filter {
            read.bodyText.contains(trial.filled(first.marker($0)))
        }
        guard context.isSuccess(read), !markers.isEmpty else {
            throw CheckSkipped("the answer shows nothing of what the owner wrote")
        }
        let anonymous = try await trial.send("nobody reads", request.about(first), as: nil)
        var shown = markers.filter { anonymous.bodyText.contains(trial.filled(first.marker($0))) }
        context.noteAccess(.read, resource, of: owner, by: nil, context.objectOutcome(of: anonymous), at: operation)
        guard !shown.isEmpty else { return [] }
        if let list = resource.list {
            let listed = try await trial.send(
                "nobody lists",
                context.request(for: list, as: owner).about(first),
                as: nil
            )
            shown.removeAll { listed.bodyText.contains(trial.filled(first.marker($0))) }
        }
        guard let number = shown.first else { throw CheckSkipped("a list that is open to everybody shows the object") }
        let second = try await trial.create(resource, named: "second", by: .identity(owner))
        try await trial.send("nobody reads the second", request.about(second), as: nil)
        let proof = trial.proof(
            [
                .bodyContains(step: "owner reads", text: first.marker(number)),
                .bodyContains(step: "nobody reads", text: first.marker(number)),
                .bodyContains(step: "nobody reads the second", text: second.marker(number)),
            ],
            controls: ["owner reads"]
        )
        guard let proof else { return [] }
        return [
            metadata.finding(
                at: operation.location(),
                summary: "An object that \(owner) made is shown without a credential, which the document requires.",
                evidenceClass: "marker",
                proof: proof
            )
        ]
    }
}
