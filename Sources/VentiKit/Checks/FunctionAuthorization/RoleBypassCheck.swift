//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Finds functions of a high role that a low role can call (BFLA).
public struct RoleBypassCheck: OwnObjectCheck {
    public let metadata = CheckMetadata(
        id: "venti.bfla.role",
        title: "A function of a higher role is open to a lower one",
        severity: .critical,
        category: .brokenFunctionLevelAuthorization,
        weaknesses: [.cwe(285), .cwe(862)],
        remediation:
            "Check the caller's role in the operation itself, before anything else is done, and refuse by default.",
        explanation: """
            An operation that works for an identity of a high role is called the same way by one of a lower role. The \
            flaw counts only where the document keeps the operation to few (by its tag, its path, its scope or its \
            words) or the declared access policy does, and only if the low role gets an answer of the high role's \
            shape, which nobody gets without a credential, or the high role reads back what the low role did. Where no \
            roles are given, an account that the scan registered itself stands for the low role, and the finding is \
            firm at most.
            """,
        profile: .active
    )

    public init() {}

    public func probe(_ operation: APIOperation, in context: CheckContext) async throws -> [Finding] {
        let rule = context.accessPolicy.rule(for: operation)
        if rule != nil, context.isSelected(AccessPolicyCheck()) {
            throw CheckSkipped("the declared access policy is about the operation; see bfla.policy")
        }
        let signs = AdministrativeSigns(operation, in: context.description)
        let reasons = rule.map { ["the declared policy (\($0.roles.joined(separator: ", ")))"] } ?? signs.reasons
        guard !reasons.isEmpty else { throw CheckSkipped("nothing says that the operation is for some roles only") }
        guard operation.requiresCredential || rule != nil else {
            throw CheckSkipped("the document requires no credential")
        }
        guard let high = context.callers(of: operation).first(where: { !context.inferiors(of: $0).isEmpty }) else {
            guard signs.isStrong, rule == nil else {
                throw CheckSkipped("no two identities whose roles can be compared")
            }
            return try await probeAsOrdinary(operation, reasons, in: context)
        }
        let lows = context.inferiors(of: high).filter { low in
            rule == nil || context.accessPolicy.verdict(on: operation, role: context.role(of: low)) == .mayNot
        }
        for low in lows.prefix(3) where !context.isRefused(operation, as: low) {
            let comparison = FunctionComparison(operation: operation, permitted: high, other: low, context: context)
            guard let proof = try await comparison.proof() else { continue }
            let roles = "\(low) (\(context.role(of: low) ?? "registered by the scan"))"
            let words = comparison.isReading ? "gets the answer that is for" : "does what is for"
            return [
                metadata.finding(
                    at: operation.location(),
                    summary: "\(roles) \(words) \(high) (\(context.role(of: high) ?? "")): it is kept to few by "
                        + "\(reasons.joined(separator: " and ")).",
                    severity: comparison.isReading ? .high : .critical,
                    evidenceClass: comparison.isReading ? "answer" : "effect",
                    proof: proof
                )
            ]
        }
        return []
    }

    /// What only the document's own words keep from an account that anybody may register.
    private func probeAsOrdinary(
        _ operation: APIOperation,
        _ reasons: [String],
        in context: CheckContext
    ) async throws -> [Finding] {
        guard operation.method == "GET",
            let member = context.reachers(of: operation).first(where: context.isSelfRegistered),
            let reached = context.reached(operation, as: member)
        else { throw CheckSkipped("no two identities whose roles can be compared") }
        var trial = context.trial()
        var random = context.random(operation.id)
        let answer = try await trial.send("ordinary account asks", reached.request, as: member)
        guard context.isSuccess(answer), answer.holdsData else { return [] }
        try await trial.send("nobody asks", reached.request, as: nil)
        let elsewhere = reached.request.atRandomPath(&random)
        try await trial.send("ordinary account asks elsewhere", elsewhere, as: member)
        let proof = trial.proof(
            [
                .status(step: "ordinary account asks", isIn: [answer.status]),
                .different(step: "nobody asks", other: "ordinary account asks", ignoring: ReadingComparison.shape),
                .different(
                    step: "ordinary account asks elsewhere",
                    other: "ordinary account asks",
                    ignoring: ReadingComparison.shape
                ),
            ],
            controls: ["nobody asks", "ordinary account asks elsewhere"]
        )
        guard let proof else { return [] }
        return [
            metadata.finding(
                at: operation.location(),
                summary:
                    "An account that anybody may register gets a 2xx answer, though the operation is kept to few by "
                    + "\(reasons.joined(separator: " and ")).",
                severity: .medium,
                confidence: .tentative,
                evidenceClass: "ordinary account",
                proof: proof
            )
        ]
    }
}
