//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Finds logins that let anyone guess on.
struct MissingRateLimitCheck: ActiveCheck, ExclusiveCheck {
    let metadata = CheckMetadata(
        id: "venti.res.no-rate-limit",
        title: "Login attempts are not limited",
        severity: .medium,
        category: .unrestrictedResourceConsumption,
        weaknesses: [.cwe(770), .cwe(307)],
        remediation: "Limit failed logins for each account and each address, and answer 429 with Retry-After.",
        explanation: """
            Sends wrong passwords for a name that no account has, one after another. The flaw counts only if none is \
            refused, no answer announces a limit, the last answers are like the first, and they come no later.
            """,
        profile: .safe
    )

    let isBurst = true

    func probe(_ operation: APIOperation, in context: CheckContext) async throws -> [Finding] {
        let attempt = try LoginAttempt(operation, in: context)
        var random = context.random(operation.id)
        let request = attempt.request(
            username: attempt.unknownUsername(like: nil, random: &random),
            password: attempt.wrongPassword(random: &random)
        )
        let count = max(5, context.policy.attempts(of: metadata.id))
        var trial = context.trial()
        do {
            try await trial.send("attempt", request, as: nil, repetitions: count)
        } catch let skipped as CheckSkipped {
            // Being limited is what a fixed server does.
            if skipped.reason.contains("limited") { return [] }
            throw skipped
        }
        guard !AttemptBurst.isShaped(trial.responses(to: "attempt")) else { return [] }
        let proof = trial.proof(
            [.statusNot(step: "attempt", isIn: AttemptBurst.refusals)]
                + Self.limitHeaders.map { .headerAbsent(step: "attempt", name: $0) }
        )
        guard let proof else { return [] }
        return [
            metadata.finding(
                at: operation.location(),
                summary:
                    "\(count) wrong passwords for one name \(AttemptBurst.pace(context.policy)): none refused, no limit announced, no delay.",
                evidenceClass: "login",
                proof: proof
            )
        ]
    }

    private static let limitHeaders = [
        "Retry-After", "RateLimit", "RateLimit-Policy", "RateLimit-Limit", "RateLimit-Remaining", "X-RateLimit-Limit",
        "X-RateLimit-Remaining", "X-Rate-Limit-Limit", "X-Rate-Limit-Remaining",
    ]
}
