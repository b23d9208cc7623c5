//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Finds ways round the check of an object's owner: the same id written otherwise, or an owner that the request claims.
public struct IdentifierVariantCheck: ActiveCheck {
    public let metadata = CheckMetadata(
        id: "venti.bola.id-variant",
        title: "The check of an object's owner can be got round",
        severity: .high,
        category: .brokenObjectLevelAuthorization,
        weaknesses: [.cwe(639)],
        remediation: "Decide by the session and the object that was found, never by how the request is written.",
        explanation: """
            Where one identity is refused another's object, the request is sent again with the id written otherwise and \
            with parameters and fields that name the owner. The flaw counts only if the marker that the owner wrote comes \
            back then, and not for the plain request.
            """,
        profile: .active
    )

    public init() {}

    public func probe(_ operation: APIOperation, in context: CheckContext) async throws -> [Finding] {
        guard let resource = context.resources.resource(of: operation), resource.read?.id == operation.id else {
            throw CheckSkipped("the operation does not read one object")
        }
        let (owner, peer) = try context.ownerAndPeer()
        var trial = context.trial()
        let object = try await trial.create(resource, named: "owned", by: .identity(owner))
        guard let number = object.recipe.readBack.min() else {
            throw CheckSkipped("reading an object shows nothing of what its owner wrote into it")
        }
        let request = context.request(for: operation, as: owner).about(object)
        let marker = object.marker(number)
        let plain = try await trial.send("other reads", request, as: peer)
        guard !plain.bodyText.contains(trial.filled(marker)) else {
            throw CheckSkipped("the plain request shows the object already")
        }
        for variant in try await variants(of: request, object, owner, context, &trial) {
            let response = try await trial.send(variant.label, variant.request, as: peer)
            guard response.bodyText.contains(trial.filled(marker)) else { continue }
            let proof = trial.proof(
                [
                    .bodyLacks(step: "other reads", text: marker), .bodyContains(step: variant.label, text: marker),
                ],
                controls: ["other reads"]
            )
            guard let proof else { continue }
            return [
                metadata.finding(
                    at: operation.location(),
                    summary: "\(peer) is refused \(owner)'s object, and gets it with \(variant.label).",
                    evidenceClass: variant.label,
                    proof: proof
                )
            ]
        }
        return []
    }

    private func variants(
        of request: OperationRequest,
        _ object: ProofObject,
        _ owner: String,
        _ context: CheckContext,
        _ trial: inout ProofTrial
    ) async throws -> [(label: String, request: OperationRequest)] {
        let parameter = object.recipe.resource.parameter
        func writing(_ id: String) -> OperationRequest { request.settingPath([parameter: id]) }
        var found = [
            ("the id and .json", writing(object.id + ".json")), ("the id and a slash", writing(object.id + "/")),
            ("the id and a space", writing(object.id + " ")), ("the id twice", writing(object.id + "," + object.id)),
        ]
        guard let name = try await ownersName(owner, context, &trial) else { return found }
        for field in ["X-User-Id", "X-User", "X-Account-Id", "X-Owner-Id"] {
            var claiming = request
            claiming.extraHeaders[field] = name
            found.append(("the header \(field)", claiming))
        }
        for field in ["user_id", "userId", "owner", "owner_id", "account_id"] {
            var claiming = request
            claiming.arguments.append(
                .init(parameter: APIParameter(name: field, location: .query), value: .string(name))
            )
            found.append(("the parameter \(field)", claiming))
        }
        return found
    }

    /// The placeholder of the id by which the API knows the owner, where it says so.
    private func ownersName(
        _ owner: String,
        _ context: CheckContext,
        _ trial: inout ProofTrial
    ) async throws -> String? {
        guard let profile = context.accountOperations.profile.first else { return nil }
        let request = context.request(for: profile, as: owner)
        let looked = try await context.send(request, as: owner)
        guard context.isSuccess(looked.response), let json = JSONValue(parsingJSON: looked.response.body) else {
            return nil
        }
        let leaf = json.leaves.first { leaf in
            let name = leaf.pointer.split(separator: "/").last.map { IdentifierCandidates.fold(String($0)) } ?? ""
            return ["id", "userid", "accountid", "uuid", "username", "sub", "name"].contains(name)
                && leaf.value.scalarText != nil
        }
        guard let leaf else { return nil }
        let capture = ProofCapture("ownersName", from: .body(pointer: leaf.pointer))
        try await trial.send("owner asks who it is", request, as: owner, captures: [capture])
        return FreshValue.placeholder("ownersName")
    }
}
