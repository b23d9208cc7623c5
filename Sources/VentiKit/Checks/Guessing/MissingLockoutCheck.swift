//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Finds logins at which the password of one account can be guessed on and on.
///
/// It is about accounts, where ``MissingRateLimitCheck`` is about clients: a login without any limit is that check's, and
/// is not reported twice.
struct MissingLockoutCheck: ActiveCheck, ExclusiveCheck {
    static let id: CheckID = "venti.auth.no-lockout"

    let metadata = CheckMetadata(
        id: id,
        title: "An account bears any number of wrong passwords",
        severity: .medium,
        category: .brokenAuthentication,
        weaknesses: [.cwe(307)],
        remediation: """
            Count the failed logins of each account, and slow them down or ask for more proof after a few, whatever \
            address they come from.
            """,
        explanation: """
            Registers an account and sends wrong passwords for it, one after another. The flaw counts only if none is \
            answered as one too many, none comes later, and the right password still works at once. Where nothing at all \
            is limited at the login, `res.no-rate-limit` says so, and this check is left out.
            """,
        profile: .active
    )

    let isBurst = true

    func probe(_ operation: APIOperation, in context: CheckContext) async throws -> [Finding] {
        guard context.accountOperations.login?.operation.id == operation.id else {
            throw CheckSkipped("not recognised as a login")
        }
        guard !context.isKnown(["venti.res.no-rate-limit"], at: operation.location()) else {
            throw CheckSkipped("nothing is limited at the login, as res.no-rate-limit says")
        }
        var trial = context.trial()
        guard try await context.registeredAccount() != nil else {
            throw CheckSkipped("only an account made for it is tried, and none can be registered")
        }
        let account = try await trial.register("victim")
        guard let right = account.recipe.logIn("victim") else { throw CheckSkipped("the API has no login") }
        let before = try await trial.send("right password before", right, as: nil)
        guard context.isSuccess(before) else { throw CheckSkipped("the account's own login failed") }
        let wrong = trial.make(FreshValue("wrong", .password))
        guard let guess = account.recipe.logIn("victim", password: wrong) else { return [] }
        let count = max(5, context.policy.attempts(of: metadata.id))
        let last = try await trial.send("wrong passwords", guess, as: nil, repetitions: count, expectsLimit: true)
        guard !AttemptBurst.refusals.contains(last.status),
            !AttemptBurst.isShaped(trial.responses(to: "wrong passwords"))
        else { return [] }
        try await trial.send("right password after", right, as: nil, repetitions: 2, expectsLimit: true)
        let proof = trial.proof([
            .statusNot(step: "wrong passwords", isIn: AttemptBurst.refusals),
            .different(step: "wrong passwords", other: "right password before", ignoring: ProtectedOperation.shape),
            .equivalent(
                step: "right password after",
                other: "right password before",
                ignoring: ProtectedOperation.shape
            ),
        ])
        guard let proof else { return [] }
        return [
            metadata.finding(
                at: operation.location(),
                summary: """
                    \(count) wrong passwords for one account \(AttemptBurst.pace(context.policy)), and the right one still \
                    works.
                    """,
                evidenceClass: "login",
                proof: proof
            )
        ]
    }
}
