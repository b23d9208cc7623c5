//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Finds answers that show everybody what the document says is for one role.
struct RoleDifferenceCheck: ActiveCheck {
    let metadata = CheckMetadata(
        id: "venti.bopla.role-diff",
        title: "Everybody sees what is for one role only",
        severity: .medium,
        category: .brokenObjectPropertyLevelAuthorization,
        weaknesses: [.cwe(863)],
        remediation: "Choose the properties of an answer by the caller's role, on the server.",
        explanation: """
            Reads the same as two identities of different roles. A property counts where the document says in its             description that only the one role sees it, and the other role is shown it in the clear as well.
            """,
        profile: .safe
    )

    func probe(_ operation: APIOperation, in context: CheckContext) async throws -> [Finding] {
        guard operation.method == "GET",
            OperationEffect(of: operation, schemas: context.description.schemas) == .readOnly
        else { throw CheckSkipped("the operation does not only read") }
        let roles = context.identities.compactMap { name in context.role(of: name).map { (name: name, role: $0) } }
        guard Set(roles.map(\.role)).count > 1 else { throw CheckSkipped("identities of two roles are needed") }
        let fields = operation.responseShapes(context.description.schemas).flatMap(\.fields)
        for high in roles {
            for low in roles where low.role != high.role {
                let reserved = fields.filter { Self.isReserved($0.schema, for: high.role, not: low.role) }
                let names = Set(reserved.map(\.name))
                guard !names.isEmpty, let reached = context.reached(operation, as: high.name),
                    context.isSuccess(reached.response)
                else { continue }
                if let finding = try await compare(names, reached.request, high.name, low, context) { return [finding] }
            }
        }
        return []
    }

    private func compare(
        _ names: Set<String>,
        _ request: OperationRequest,
        _ high: String,
        _ low: (name: String, role: String),
        _ context: CheckContext
    ) async throws -> Finding? {
        var trial = context.trial()
        let full = try await trial.send("privileged reads", request, as: high)
        let response = try await trial.send("other reads", request, as: low.name)
        guard context.isSuccess(response) else { return nil }
        let shown = names.sorted().filter {
            DisclosedProperty.isDisclosed($0, in: full) && DisclosedProperty.isDisclosed($0, in: response)
        }
        guard !shown.isEmpty else { return nil }
        let proof = trial.proof(
            shown.flatMap { name -> [ProofAssertion] in
                [
                    .propertyDisclosed(step: "privileged reads", property: name),
                    .propertyDisclosed(step: "other reads", property: name),
                ]
            },
            controls: ["privileged reads"]
        )
        guard let proof else { return nil }
        let list = shown.map { "\"\($0)\"" }.joined(separator: ", ")
        return metadata.finding(
            at: request.operation.location(),
            summary: "\(low.name), whose role is \(low.role), is shown what the document keeps for others: \(list).",
            evidenceClass: "role",
            proof: proof
        )
    }

    /// Whether a description says that only a role sees the property: `Only administrators see it.`
    static func isReserved(_ schema: APISchema, for role: String, not other: String) -> Bool {
        guard let description = schema.description, description.utf8.count <= 400 else { return false }
        let words = Set(Words.split(description).map(Words.singular))
        guard !words.isDisjoint(with: ["only", "solely", "exclusively", "restricted", "reserved"]) else { return false }
        guard words.isDisjoint(with: ["not", "never", "also", "except", "unless"]) else { return false }
        return !words.isDisjoint(with: names(of: role)) && words.isDisjoint(with: names(of: other))
    }

    private static func names(of role: String) -> Set<String> {
        let own = Set(Words.split(role).map(Words.singular))
        let administrators: Set<String> = ["admin", "administrator", "superuser", "superadmin"]
        return own.isDisjoint(with: administrators) ? own : own.union(administrators)
    }
}
