//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Finds password changes that ask too little: whose password it is, or what it was.
struct PasswordChangeCheck: ActiveCheck {
    let metadata = CheckMetadata(
        id: "venti.auth.password-change-weak",
        title: "A password can be changed by somebody who does not know it",
        severity: .high,
        category: .brokenAuthentication,
        weaknesses: [.cwe(620), .cwe(640)],
        remediation: """
            Change only the password of the account that the session belongs to, whatever the request names, and only \
            after the current password was given and is right.
            """,
        explanation: """
            With accounts that it registers, changes the password of another account by naming it, and then the sender's \
            own with a wrong current password, without one, or where none is asked for. The flaw counts only if the \
            account then logs in with the new password and no longer with the old one. To change another account's \
            password is critical; that the operation asks for no current password is of medium severity.
            """,
        profile: .active
    )

    func probe(_ operation: APIOperation, in context: CheckContext) async throws -> [Finding] {
        let changes = context.accountOperations.passwordChanges
        guard let change = changes.first(where: { $0.operation.id == operation.id }) else {
            throw CheckSkipped("it changes no password")
        }
        guard let model = try await context.registeredAccount(), model.recipe.login != nil else {
            throw CheckSkipped("only the password of an account made for it is changed, and none can be registered")
        }
        if let finding = try await others(change, in: context) { return [finding] }
        return try await own(change, in: context).map { [$0] } ?? []
    }

    /// Changes the password of another account.
    private func others(_ change: PasswordChangeOperation, in context: CheckContext) async throws -> Finding? {
        var trial = context.trial()
        let victim = try await trial.register("victim")
        let attacker = try await trial.register("attacker")
        let subject = PasswordSubject(of: victim)
        guard let named = try await subject.name(in: context.request(for: change.operation, as: nil), context, &trial)
        else { return nil }
        let new = trial.make(FreshValue("stolen", .password))
        var request = named.setting(change.newPassword, to: .string(new))
        if let place = change.confirmation { request = request.setting(place, to: .string(new)) }
        if let place = change.currentPassword {
            request = request.setting(place, to: .string(attacker.value(.password)))
        }
        guard let proof = try await proof(of: request, by: attacker, on: victim, new: new, context, &trial) else {
            return nil
        }
        return metadata.finding(
            at: change.operation.location(),
            summary: "One account changes the password of another, which then logs in with the new one only.",
            severity: .critical,
            evidenceClass: "other account",
            proof: proof
        )
    }

    /// Changes the sender's own password as somebody would who has the session and not the password.
    private func own(_ change: PasswordChangeOperation, in context: CheckContext) async throws -> Finding? {
        let manners = change.currentPassword == nil ? ["unasked"] : ["wrong", "absent"]
        for manner in manners {
            var trial = context.trial()
            let owner = try await trial.register("owner")
            let subject = PasswordSubject(of: owner)
            let base = context.request(for: change.operation, as: nil)
            let named = try await subject.name(in: base, context, &trial) ?? base
            let new = trial.make(FreshValue("changed", .password))
            var request = named.setting(change.newPassword, to: .string(new))
            if let place = change.confirmation { request = request.setting(place, to: .string(new)) }
            if let place = change.currentPassword {
                let wrong = trial.make(FreshValue("wrong", .password))
                request = manner == "wrong" ? request.setting(place, to: .string(wrong)) : request.removing(place)
            }
            guard let proof = try await proof(of: request, by: owner, on: owner, new: new, context, &trial) else {
                continue
            }
            let summary =
                switch manner {
                case "wrong": "The password is changed although the current one is wrong."
                case "absent": "The password is changed although the current one is left out."
                default: "The password is changed without being asked for the current one."
                }
            return metadata.finding(
                at: change.operation.location(),
                summary: summary,
                severity: manner == "unasked" ? .medium : .high,
                evidenceClass: "current password",
                proof: proof
            )
        }
        return nil
    }

    /// Sends the change, and shows that from then on the new password is the account's, and the old one is not.
    private func proof(
        of request: OperationRequest,
        by sender: ProofAccount,
        on account: ProofAccount,
        new: String,
        _ context: CheckContext,
        _ trial: inout ProofTrial
    ) async throws -> Proof? {
        guard let right = account.recipe.logIn(account.name),
            let changed = account.recipe.logIn(account.name, password: new)
        else { return nil }
        let before = try await trial.send("\(account.name) logs in before", right, as: nil)
        guard context.isSuccess(before) else { throw CheckSkipped("the account's own login failed") }
        let answer = try await trial.send("change", request, by: .account(sender))
        guard context.isSuccess(answer) else { return nil }
        try await trial.send("\(account.name) logs in with the new", changed, as: nil)
        try await trial.send("\(account.name) logs in with the old", right, as: nil)
        let shape = ProtectedOperation.shape
        return trial.proof([
            .equivalent(
                step: "\(account.name) logs in with the new",
                other: "\(account.name) logs in before",
                ignoring: shape
            ),
            .different(
                step: "\(account.name) logs in with the old",
                other: "\(account.name) logs in before",
                ignoring: shape
            ),
        ])
    }
}
