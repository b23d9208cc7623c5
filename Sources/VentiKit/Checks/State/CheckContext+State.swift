//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension CheckContext {
    /// The kinds of things that the API keeps.
    public var resources: ResourceModel { prober.resources }

    /// The operations that are about accounts and sessions.
    var accountOperations: AccountOperations { prober.accountOperations }

    /// How a thing of this kind is made by an identity, or by anyone where nobody is named or it is not known for them.
    func recipe(for resource: APIResource, as identity: String?) -> ObjectRecipe? {
        prober.recipe(for: resource, as: identity)
    }

    /// An account that the scan has registered; registers one where none was needed before. `nil` where the API lets
    /// nobody register, or the profile does not allow it.
    func registeredAccount() async throws -> RegisteredAccount? { try await prober.registeredAccount() }

    /// The best request for an operation: one that was answered 2xx, or else the best guess for the identity.
    func request(for operation: APIOperation, as identity: String?) -> OperationRequest {
        if let reached = reached(operation, as: identity), reached.response.isSuccess { return reached.request }
        if let reached = reachedByAnyone(operation) { return reached.request }
        return prober.guess(for: operation, as: identity)
    }

    /// Whether a response is a success at this API, where failures may be answered 200 too.
    func isSuccess(_ response: ProbeResponse) -> Bool { response.isSuccess && !softErrors.isFailure(response) }

    /// The identities but this one that play the same role as far as is known, in the user's order.
    func peers(of identity: String) -> [String] {
        let role = prober.role(of: identity)
        return identities.filter { $0 != identity && prober.role(of: $0) == role }
    }

    /// The role of an identity, where the user gave one.
    func role(of identity: String) -> String? { prober.role(of: identity) }

    /// The two identities to compare: the first that owns, and a peer of it that must not reach what is owned.
    ///
    /// - Throws: ``CheckSkipped`` where there are no two of the same role.
    func ownerAndPeer() throws -> (owner: String, peer: String) {
        for owner in identities {
            if let peer = peers(of: owner).first { return (owner, peer) }
        }
        throw CheckSkipped("two identities of the same role are needed")
    }
}
