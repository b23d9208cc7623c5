//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Finds operations that are refused, and done when a POST says that their method is meant.
struct MethodOverrideCheck: ActiveCheck {
    let metadata = CheckMetadata(
        id: "venti.bfla.method-override",
        title: "A method override gets around access control",
        severity: .high,
        category: .brokenFunctionLevelAuthorization,
        weaknesses: [.cwe(650)],
        remediation: """
            Turn method overrides off, or apply them before the request is routed and access is decided, so that the \
            rule for the method that is meant counts.
            """,
        explanation: """
            An identity makes objects. Where a request to delete or change one is refused, the same is said in a POST \
            with `X-HTTP-Method-Override` and its like. The flaw counts only if the owner, who still found the object \
            after the refusal and after a POST without an override, then no longer finds it, or reads the change.
            """,
        profile: .active
    )

    func probe(_ operation: APIOperation, in context: CheckContext) async throws -> [Finding] {
        guard let resource = context.resources.resource(of: operation), resource.read?.id == operation.id else {
            throw CheckSkipped("the operation does not read one object")
        }
        guard let owner = context.makers(of: resource).first else {
            throw CheckSkipped("no identity makes such objects")
        }
        let others = context.identities.filter { $0 != owner && !context.isAbove($0, owner) }.prefix(1)
        // The first who is refused counts; the owner often is not.
        let actors: [ProofParty] = [.identity(owner)] + others.map(ProofParty.identity) + [.nobody]
        var methods: [(method: String, operation: APIOperation?)] = [("DELETE", resource.delete)]
        methods += resource.updates.map { ($0.method, $0) }
        for (method, target) in methods where target.map({ context.isSelected($0) }) ?? true {
            for actor in actors {
                let attempt = OverrideAttempt(
                    resource: resource,
                    read: operation,
                    method: method,
                    target: target,
                    owner: owner,
                    actor: actor,
                    context: context
                )
                // All at once first: where that does nothing, each alone would do nothing.
                let together = try await attempt.outcome(with: MethodOverride.allCases)
                if case .permitted = together { continue }
                guard case .done = together else { break }
                for override in MethodOverride.allCases {
                    guard case .done(let proof) = try await attempt.outcome(with: [override]) else { continue }
                    return [
                        metadata.finding(
                            at: FindingLocation(method: method, path: resource.itemPath, source: target?.source),
                            summary:
                                "\(method) is refused to \(actor.title), but done where a POST has \(override.name) "
                                + "with \(method), as \(owner) then reads.",
                            evidenceClass: "effect",
                            proof: proof
                        )
                    ]
                }
            }
        }
        return []
    }
}
