//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// An account that a proof has registered, as the thing that a path such as `/users/{id}` leads to, and another account
/// that has no business with it.
///
/// Both are registered by the proof, so neither has a role that would allow it to change others.
struct ForeignAccount: Sendable {
    let victim: ProofAccount
    let other: ProofAccount
    /// The operation by which the victim reads itself.
    let profile: OperationRequest
    /// The values of the path's parameters that lead to the victim.
    let path: [String: String]

    /// Whether the things of a kind are accounts, which are made by registering.
    static func isKind(of resource: APIResource, in context: CheckContext) -> Bool {
        guard resource.parentParameters.isEmpty,
            ["user", "account", "customer", "member", "profile"].contains(resource.noun)
        else { return false }
        guard let create = resource.create else { return true }
        return context.recipe(for: resource, as: nil) == nil
            && RegistrationOperation(create, schemas: context.description.schemas) != nil
    }

    /// Registers the two as steps of a proof.
    ///
    /// - Throws: ``CheckSkipped`` where no account can be registered or its id cannot be found.
    static func make(_ resource: APIResource, in context: CheckContext, trial: inout ProofTrial) async throws -> Self {
        guard
            let profile = context.accountOperations.profile.first(where: {
                context.reachedByAnyone($0)?.response.isSuccess ?? false
            })
        else { throw CheckSkipped("no operation shows the caller's own account") }
        let victim = try await trial.register("victim")
        let request = context.request(for: profile, as: context.identities.first)
        let looked = try await trial.send("victim looks at itself", request, by: .account(victim))
        guard context.isSuccess(looked) else { throw CheckSkipped("a new account cannot read itself") }
        let id: String
        if let source = IdentifierCandidates.sources(of: resource, in: looked).first(where: { $0.isOfBody }) {
            try await trial.send(
                "victim reads itself",
                request,
                by: .account(victim),
                captures: [ProofCapture("victimId", from: source)]
            )
            id = FreshValue.placeholder("victimId")
        } else if let field = AccountField(resource.parameter, APISchema(.string)),
            victim.recipe.registration.places.contains(where: { $0.field == field })
        {
            try await trial.send("victim reads itself", request, by: .account(victim))
            id = victim.value(field)
        } else {
            throw CheckSkipped("the account does not show its id")
        }
        let other = try await trial.register("other")
        return ForeignAccount(victim: victim, other: other, profile: request, path: [resource.parameter: id])
    }
}

extension ProofCapture.Source {
    fileprivate var isOfBody: Bool {
        if case .body = self { true } else { false }
    }
}
