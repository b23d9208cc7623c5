//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Finds operations that are open to somebody whom the declared access policy keeps out.
struct AccessPolicyCheck: OwnObjectCheck {
    let metadata = CheckMetadata(
        id: "venti.bfla.policy",
        title: "An operation is open to somebody whom the access policy keeps out",
        severity: .high,
        category: .brokenFunctionLevelAuthorization,
        weaknesses: [.cwe(285)],
        remediation: "Check in the operation itself that the caller has one of the roles that the policy names.",
        explanation: """
            Compares what each identity, and nobody, can do with the access rules that the user has declared. The flaw \
            counts only if somebody who may not gets an answer of the shape that somebody who may gets, or if what \
            they did is read back by somebody who may. What is denied although the policy allows it becomes a note of \
            the report. Runs where rules are declared.
            """,
        profile: .safe
    )

    func probe(_ operation: APIOperation, in context: CheckContext) async throws -> [Finding] {
        let policy = context.accessPolicy
        guard let rule = policy.rule(for: operation) else {
            throw CheckSkipped("no access rule is about the operation")
        }
        let effect = OperationEffect(of: operation, schemas: context.description.schemas)
        guard effect == .readOnly || context.policy.profile >= .active else {
            throw CheckSkipped("the profile does not change anything")
        }
        guard effect != .login else { throw CheckSkipped("the operation logs in") }
        func verdict(_ name: String) -> AccessPolicy.Verdict {
            policy.verdict(on: operation, role: context.role(of: name))
        }
        guard let permitted = context.callers(of: operation).first(where: { verdict($0) == .may }) else {
            throw CheckSkipped("nobody whom the policy allows it got a 2xx answer")
        }
        let others =
            (policy.verdictOnNobody(operation) == .mayNot ? [nil] : [])
            + context.identities.filter { verdict($0) == .mayNot }.map(Optional.some)
        for other in others where !context.isRefused(operation, as: other) {
            let comparison = FunctionComparison(
                operation: operation,
                permitted: permitted,
                other: other,
                context: context
            )
            guard let proof = try await comparison.proof() else { continue }
            let who = other.map { "\($0) (\(context.role(of: $0) ?? ""))" } ?? "Whoever shows no credential"
            return [
                metadata.finding(
                    at: operation.location(),
                    summary:
                        "\(who) can do as \(permitted) does; the policy allows it to "
                        + "\(rule.roles.joined(separator: ", ")).",
                    severity: comparison.isReading ? .high : .critical,
                    evidenceClass: "policy",
                    proof: proof
                )
            ]
        }
        return []
    }
}
