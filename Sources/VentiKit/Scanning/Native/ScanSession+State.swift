//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension ScanSession {
    func recipe(for resource: APIResource, as identity: String?) -> ObjectRecipe? {
        withState { state in
            let known = state.recipes[resource.id] ?? [:]
            if let identity, let own = known[identity] { return own }
            return known.sorted { $0.key < $1.key }.first?.value
        }
    }

    func registeredAccount() async throws -> RegisteredAccount? {
        if let known = withState({ $0.account }) { return known }
        guard policy.profile >= .active, !accountOperations.registrations.isEmpty else { return nil }
        let client = client
        let registration = SelfRegistration(
            description: description,
            operations: accountOperations,
            seed: policy.seed
        ) { probe, operation in
            try await client.send(probe, for: operation, purpose: .attack)
        }
        let account = try await registration.run(count: 1).accounts.first
        withState { $0.account = .some(account) }
        return account
    }

    func guess(for operation: APIOperation, as identity: String?) -> OperationRequest {
        let generator = ValueGenerator(
            description: description,
            userValues: policy.values,
            seed: policy.seed,
            rules: policy.operationRules
        )
        return generator.request(for: operation, attempt: 0, pool: pool(for: identity))
    }

    /// What the account of an identity shows of itself, by the members' names.
    func ownValues(of identity: String?) -> [String: JSONValue] {
        let shown = accountOperations.profile.lazy.compactMap { self.reached($0.id, as: identity) }
            .first { $0.response.isSuccess }
        let leaves = shown.flatMap { JSONValue(parsingJSON: $0.response.body)?.leaves } ?? []
        let named = leaves.map { ($0.pointer.split(separator: "/").last.map(String.init) ?? "", $0.value) }
        return Dictionary(named, uniquingKeysWith: { first, _ in first })
    }

    func isSelfRegistered(_ identity: String) -> Bool { withState { $0.accounts[identity] != nil } }

    func role(of identity: String) -> String? { session(named: identity)?.identity.role }

    /// What an identity has seen; what nobody has seen is everybody's.
    func pool(for identity: String?) -> ValuePool {
        withState { state in
            let common = state.pools[""] ?? ValuePool()
            guard let identity, let own = state.pools[identity] else { return common }
            return own.merging(common)
        }
    }
}
