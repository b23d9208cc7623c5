//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension ForeignReadCheck {
    /// Looks whether one account reads another's address or telephone number by its id.
    ///
    /// Names are for others to see; an address that a list shows to everybody is nobody's secret either.
    func readAccount(
        _ operation: APIOperation,
        _ resource: APIResource,
        in context: CheckContext
    ) async throws -> [Finding] {
        var trial = context.trial()
        let account = try await ForeignAccount.make(resource, in: context, trial: &trial)
        let fields = Set(account.victim.recipe.registration.places.map(\.field)).intersection([.email, .phone])
        let personal = [AccountField.email, .phone].filter(fields.contains).map(account.victim.value)
        guard !personal.isEmpty else { throw CheckSkipped("an account has nothing that is not for others to see") }
        let request = context.request(for: operation, as: context.identities.first).settingPath(account.path)
        let read = try await trial.send("other reads", request, by: .account(account.other))
        guard context.isSuccess(read), let shown = personal.first(where: { read.bodyText.contains(trial.filled($0)) })
        else { return [] }
        try await trial.send("nobody reads", request, as: nil)
        if let list = resource.list {
            let listing = context.request(for: list, as: context.identities.first)
            let listed = try await trial.send("other lists", listing, by: .account(account.other))
            guard !context.isSuccess(listed) || !listed.bodyText.contains(trial.filled(shown)) else {
                throw CheckSkipped("the API lists the account for others")
            }
        }
        let proof = trial.proof(
            [
                .bodyContains(step: "victim reads itself", text: shown),
                .bodyContains(step: "other reads", text: shown),
                .bodyLacks(step: "nobody reads", text: shown),
            ],
            controls: ["victim reads itself", "nobody reads"],
            keepsAllSteps: true
        )
        guard let proof else { return [] }
        return [
            metadata.finding(
                at: operation.location(),
                summary: "A new account reads another's address or telephone number by its id.",
                evidenceClass: "account",
                proof: proof
            )
        ]
    }
}
