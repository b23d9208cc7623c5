//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Finds operations that tell whether another user's thing exists (BOLA, existence).
struct ExistenceOracleCheck: ActiveCheck {
    let metadata = CheckMetadata(
        id: "venti.bola.existence-oracle",
        title: "A refusal tells whether another user's object exists",
        severity: .low,
        category: .brokenObjectLevelAuthorization,
        weaknesses: [.cwe(204)],
        remediation: "Answer for an object that is not the caller's exactly as for one that does not exist.",
        explanation: """
            One identity makes objects, another of the same role asks for them and for ids of the same form that do not \
            exist, five times each. The flaw counts only if both are refused, and every time in the same two ways.
            """,
        profile: .active
    )
    /// How many pairs of an existing and a missing object are compared.
    private static let pairs = 5

    func probe(_ operation: APIOperation, in context: CheckContext) async throws -> [Finding] {
        guard let resource = context.resources.resource(of: operation), resource.read?.id == operation.id else {
            throw CheckSkipped("the operation does not read one object")
        }
        let (owner, peer) = try context.ownerAndPeer()
        var trial = context.trial()
        let request = context.request(for: operation, as: owner)
        let object = try await trial.create(resource, named: "foreign", by: .identity(owner))
        let own = try await trial.send("owner reads", request.about(object), as: owner)
        guard context.isSuccess(own) else { throw CheckSkipped("the owner cannot read the object") }
        let foreign = try await trial.send(
            "other asks for it",
            request.about(object),
            as: peer,
            repetitions: Self.pairs
        )
        guard !context.isSuccess(foreign), foreign.status != 401 else { return [] }
        var assertions: [ProofAssertion] = [.status(step: "other asks for it", isIn: [foreign.status])]
        let kind = Self.kind(of: trial.filled(object.id))
        for number in 1...Self.pairs {
            let missing = trial.make(FreshValue("missing\(number)", kind))
            let label = "other asks for none \(number)"
            let path = object.path.merging([resource.parameter: missing]) { $1 }
            let answer = try await trial.send(label, request.settingPath(path), as: peer)
            guard !context.isSuccess(answer), answer.status != foreign.status || number > 1 else { return [] }
            // A form that is not that of an id is refused for its form.
            guard ![400, 401, 422].contains(answer.status) else { return [] }
            assertions.append(.statusNot(step: label, isIn: [foreign.status, 400, 401, 422, 429, 500, 502, 503]))
        }
        guard let proof = trial.proof(assertions) else { return [] }
        return [
            metadata.finding(
                at: operation.location(),
                summary: "\(peer) is refused \(owner)'s object with \(foreign.status), and a missing one otherwise.",
                evidenceClass: "status",
                proof: proof
            )
        ]
    }

    /// The kind of value that has the form of an id.
    static func kind(of id: String) -> FreshValue.Kind {
        if !id.isEmpty, id.allSatisfy({ $0.isASCII && $0.isNumber }) { return .digits }
        let groups = id.split(separator: "-").map(\.count)
        return groups == [8, 4, 4, 4, 12] ? .uuid : .marker
    }
}
