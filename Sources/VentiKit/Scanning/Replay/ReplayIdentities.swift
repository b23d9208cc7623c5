//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// The identities that proofs name: those that were given, and accounts that the scan had registered, made anew.
struct ReplayIdentities: Sendable {
    let request: ReplayRequest
    let description: APIDescription
    let operations: AccountOperations
    let client: ProbeClient

    /// Who a replay is done as.
    struct Prepared: Sendable {
        var identities: [Identity] = []
        /// Why an identity is missing, by its name.
        var missing: [String: ReplayOutcome] = [:]
        var accounts: [String: RegisteredAccount] = [:]
    }

    /// The names in whose name a proof sends requests, or whose secrets it holds.
    ///
    /// - Parameter registered: The accounts that the scan had registered, whose names a proof may hold.
    static func names(in proof: Proof, registered: Set<String> = []) -> Set<String> {
        var names = Set(proof.steps.compactMap(\.identity))
        names.formUnion(AccountValues.identities(in: proof, among: registered))
        for step in proof.steps {
            let texts = [step.request.target, step.request.body ?? ""] + step.request.headers.map(\.value)
            for text in texts { names.formUnion(placeholders(in: text)) }
        }
        return names
    }

    /// The names before `.token` and `.password` in placeholders.
    private static func placeholders(in text: String) -> [String] {
        text.split(separator: "{{").dropFirst().compactMap { part in
            guard let end = part.firstRange(of: "}}"), !part.hasPrefix("$") else { return nil }
            let name = part[..<end.lowerBound]
            return [".token", ".password"].first(where: name.hasSuffix).map { String(name.dropLast($0.count)) }
        }
    }

    /// Registers what is missing and may be registered.
    ///
    /// - Throws: `CancellationError`; ``ProbeError`` with code ``ProbeError/Code/budgetExhausted``.
    func prepare() async throws -> Prepared {
        let proofs = request.findings.compactMap(\.proof)
        let needed = proofs.reduce(into: Set<String>()) { names, proof in
            names.formUnion(Self.names(in: proof, registered: request.registeredIdentities))
        }
        var prepared = Prepared()
        prepared.identities = request.identities.filter { needed.contains($0.name) }
            .map { CredentialPlace.completed($0, by: proofs) }
        let given = Set(request.identities.map(\.name))
        var registered: [String] = []
        for name in needed.subtracting(given).sorted() {
            if let reason = reasonNotToRegister(name) {
                prepared.missing[name] = reason
            } else {
                registered.append(name)
            }
        }
        guard !registered.isEmpty else { return prepared }
        let registration = SelfRegistration(
            description: description,
            operations: operations,
            seed: request.policy.seed
        ) { probe, operation in
            try await client.send(probe, for: operation, purpose: .setup)
        }
        let outcome = try await registration.run(count: registered.count)
        for (index, name) in registered.enumerated() {
            guard index < outcome.accounts.count else {
                let why = outcome.failures.joined(separator: "; ")
                prepared.missing[name] = .cannotTell(
                    reason: "\(name) could not be registered anew: \(why)",
                    mend: .identity(name)
                )
                continue
            }
            prepared.accounts[name] = outcome.accounts[index]
            prepared.identities.append(
                CredentialPlace.completed(outcome.accounts[index].identity(named: name), by: proofs)
            )
        }
        return prepared
    }

    private func reasonNotToRegister(_ name: String) -> ReplayOutcome? {
        guard request.registeredIdentities.contains(name) else { return Self.missing(name) }
        let account = "\(name) is an account that the scan registered itself"
        guard request.document != nil else {
            return .cannotTell(reason: "\(account); the document says how to make it anew", mend: .document)
        }
        guard request.policy.profile >= .active else {
            return .cannotTell(reason: "\(account); making it anew needs the profile active", mend: .profile(.active))
        }
        guard !operations.registrations.isEmpty else {
            return .cannotTell(
                reason: "\(account), and no operation of the document is recognised as a registration",
                mend: .identity(name)
            )
        }
        return nil
    }

    /// What is said where nobody of this name is there.
    static func missing(_ name: String) -> ReplayOutcome {
        .cannotTell(reason: "the proof sends requests as \(name), and there is no such identity", mend: .identity(name))
    }
}
