//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension ProofTrial {
    /// Registers an account and logs it in, as steps of the proof.
    ///
    /// - Parameters:
    ///   - name: The name of the account's values in the proof, such as `victim`.
    ///   - change: What to change about the registration, such as a property that is added to it.
    /// - Throws: ``CheckSkipped`` where the API has no registration that works.
    mutating func register(
        _ name: String,
        change: (OperationRequest) -> OperationRequest = { $0 }
    ) async throws -> ProofAccount {
        guard let model = try await context.registeredAccount() else {
            throw CheckSkipped("no account could be registered")
        }
        let account = ProofAccount(name: name, recipe: model.recipe, placement: model.placement)
        for fresh in account.recipe.freshValues(of: name) { make(fresh) }
        let token = account.recipe.token.map { ProofCapture(account.tokenName, from: $0, isSecret: true) }
        let isDone = account.recipe.isLoggedInByRegistration
        let registered = try await send(
            "register \(name)",
            change(account.recipe.register(name)),
            as: nil,
            captures: isDone ? [token].compactMap { $0 } : []
        )
        guard registered.isSuccess else {
            throw CheckSkipped("a registration was answered \(registered.status)")
        }
        if !isDone { try await logIn(account, label: "log in \(name)") }
        return account
    }

    /// Logs an account in, as a step of the proof.
    ///
    /// - Throws: ``CheckSkipped`` where the answer holds no token.
    @discardableResult
    mutating func logIn(_ account: ProofAccount, label: String, tokenName: String? = nil) async throws -> ProbeResponse
    {
        guard let request = account.recipe.logIn(account.name), let source = account.recipe.token else {
            throw CheckSkipped("the API has no login")
        }
        let capture = ProofCapture(tokenName ?? account.tokenName, from: source, isSecret: true)
        return try await send(label, request, as: nil, captures: [capture])
    }
}
