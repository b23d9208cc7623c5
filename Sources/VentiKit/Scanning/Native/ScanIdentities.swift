//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// The identities of a scan: the user's, and where those are fewer than two, accounts that the scan registers itself.
struct ScanIdentities: Sendable {
    let description: APIDescription
    let operations: AccountOperations
    let client: ProbeClient

    /// Who a scan is done as.
    struct Prepared: Sendable {
        var identities: [Identity]
        var diagnostics: [ScanDiagnostic] = []
        /// An account that was registered, by whose recipe checks make more.
        var account: RegisteredAccount?
        /// The accounts that were registered, by the names of their identities.
        var accounts: [String: RegisteredAccount] = [:]
    }

    /// Registers what is missing. Only a profile that may create things does so.
    ///
    /// - Throws: `CancellationError`.
    func prepare(_ request: ScanRequest) async throws -> Prepared {
        var prepared = Prepared(identities: request.identities)
        let missing = 2 - request.identities.count
        guard missing > 0, !operations.registrations.isEmpty else { return prepared }
        guard request.policy.profile >= .active else {
            if request.identities.isEmpty {
                prepared.diagnostics.append(
                    ScanDiagnostic(
                        .note,
                        "No identity was given. The profile `active` registers accounts of its own; or give identities."
                    )
                )
            }
            return prepared
        }
        let registration = SelfRegistration(
            description: description,
            operations: operations,
            seed: request.policy.seed
        ) { probe, operation in
            try await client.send(probe, for: operation, purpose: .setup)
        }
        let outcome: SelfRegistration.Outcome
        do {
            outcome = try await registration.run(count: missing)
        } catch is ProbeError {
            // The scan itself will meet the same error and say what it means.
            return prepared
        }
        prepared.account = outcome.accounts.first
        for (index, account) in outcome.accounts.enumerated() {
            let name = "account-\(index + 1)"
            guard !prepared.identities.contains(where: { $0.name == name }) else { continue }
            prepared.identities.append(account.identity(named: name))
            prepared.accounts[name] = account
            prepared.diagnostics.append(
                ScanDiagnostic(
                    .note,
                    "Registered \(name) at \(account.recipe.registration.operation.id) as \(account.username)."
                )
            )
        }
        if !outcome.failures.isEmpty, outcome.accounts.count < missing {
            prepared.diagnostics.append(
                ScanDiagnostic(
                    .warning,
                    "The scan could not register the identities it lacks: \(outcome.failures.joined(separator: "; ")). "
                        + "Give identities with a login or a token."
                )
            )
        }
        return prepared
    }
}
