//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension ForeignUpdateCheck {
    /// Looks whether one account changes another by its id: the victim then reads the change in its own profile.
    func changeAccount(
        _ operation: APIOperation,
        _ resource: APIResource,
        in context: CheckContext
    ) async throws -> [Finding] {
        var base = context.request(for: operation, as: context.identities.first)
        if let update = AccountUpdate(operation, schemas: context.description.schemas) {
            guard let harmless = update.harmless(base, known: { _ in nil }) else {
                throw CheckSkipped("the change sets a password")
            }
            base = harmless
        }
        guard let place = FreeText.places(in: base, context.description.schemas).first else {
            throw CheckSkipped("the change takes no free text")
        }
        var trial = context.trial()
        let account = try await ForeignAccount.make(resource, in: context, trial: &trial)
        let foreign = trial.make(.marker("foreignText", longest: place.longest))
        let change = base.settingPath(account.path).setting(place.point, to: .string(foreign))
        try await trial.send("other changes", change, by: .account(account.other))
        let after = try await trial.send("victim reads the change", account.profile, by: .account(account.victim))
        guard context.isSuccess(after) else { return [] }
        let proof = trial.proof(
            [
                .bodyLacks(step: "victim reads itself", text: foreign),
                .bodyContains(step: "victim reads the change", text: foreign),
            ],
            controls: ["victim reads itself"],
            keepsAllSteps: true
        )
        guard let proof else { return [] }
        return [
            metadata.finding(
                at: operation.location(),
                summary: "A new account changes another by its id, and that one reads the change in its own profile.",
                evidenceClass: "account",
                proof: proof
            )
        ]
    }
}
