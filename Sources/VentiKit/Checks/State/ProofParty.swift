//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// In whose name a step of a proof is sent.
enum ProofParty: Sendable {
    case nobody
    /// One of the scan's identities.
    case identity(String)
    /// An account that the proof makes itself, anew each time it is carried out.
    case account(ProofAccount)

    init(_ identity: String?) { self = identity.map(Self.identity) ?? .nobody }

    /// The identity whose credential is added to requests, if it is one.
    var identityName: String? {
        if case .identity(let name) = self { name } else { nil }
    }

    /// What reports call the party.
    var title: String {
        switch self {
        case .nobody: "nobody"
        case .identity(let name): name
        case .account(let account): account.name
        }
    }
}

/// An account that a proof has made and logged in.
struct ProofAccount: Sendable {
    /// The name of its values in the proof.
    let name: String
    let recipe: AccountRecipe
    let placement: LoginRecipe.TokenUse

    /// The placeholder of a value of the account.
    func value(_ field: AccountField) -> String { FreshValue.placeholder(field.valueName(of: name)) }

    /// The placeholder of its token.
    var token: String { FreshValue.placeholder(tokenName) }
    var tokenName: String { name + "Token" }

    /// A request with the account's token.
    func authorize(_ request: OperationRequest, token: String? = nil) -> OperationRequest {
        placement.apply(placeholder: token ?? self.token, to: request)
    }
}

extension ProofTrial {
    /// Sends a request as one step of the proof, in the name of a party.
    ///
    /// - Throws: As ``send(_:_:as:tokenMutation:repetitions:isParallel:captures:)``.
    @discardableResult
    mutating func send(
        _ label: String,
        _ request: OperationRequest,
        by party: ProofParty,
        repetitions: Int = 1,
        isParallel: Bool = false,
        captures: [ProofCapture] = []
    ) async throws -> ProbeResponse {
        var request = request
        if case .account(let account) = party { request = account.authorize(request) }
        return try await send(
            label,
            request,
            as: party.identityName,
            repetitions: repetitions,
            isParallel: isParallel,
            captures: captures
        )
    }
}
