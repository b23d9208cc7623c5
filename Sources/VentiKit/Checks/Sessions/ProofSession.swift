//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// A session that a proof begins by a login of its own, so that it may be ended without harm to the scan's sessions.
struct ProofSession: Sendable {
    /// What reports call who has it.
    let title: String
    let placement: LoginRecipe.TokenUse
    /// The name of the token's value in the proof.
    let tokenName: String
    /// Where the token is in the answer to the login.
    let source: ProofCapture.Source
    /// The request that logs in; `nil` where the registration gives the token.
    let login: OperationRequest?

    /// A request with the session's token, or with another one in its place.
    func authorize(_ request: OperationRequest, token: String? = nil) -> OperationRequest {
        placement.apply(placeholder: token ?? FreshValue.placeholder(tokenName), to: request)
    }

    /// A request that only somebody with a session may make: answered with 2xx to an identity, and not to nobody.
    ///
    /// - Throws: ``CheckSkipped`` where there is none.
    static func protectedRead(in context: CheckContext) throws -> OperationRequest {
        let reading = context.description.operations.filter { operation in
            operation.method == "GET" && !operation.path.contains("{") && operation.requiresCredential
                && OperationEffect(of: operation, schemas: context.description.schemas) == .readOnly
        }
        let profiles = reading.filter(AccountOperations.isProfile)
        for operation in profiles + reading.filter({ !AccountOperations.isProfile($0) }) {
            guard let reached = context.reachedByAnyone(operation), reached.identity != nil,
                context.isSuccess(reached.response)
            else { continue }
            if let anonymous = context.reached(operation, as: nil), context.isSuccess(anonymous.response) { continue }
            return reached.request
        }
        throw CheckSkipped("no operation is read with a session only")
    }
}

extension ProofTrial {
    /// Begins a session: of an account that the proof registers, or else of an identity that logs in once more.
    ///
    /// - Throws: ``CheckSkipped`` where neither can be had.
    mutating func openSession(_ name: String) async throws -> ProofSession {
        if try await context.registeredAccount() != nil {
            let account = try await register(name)
            guard let source = account.recipe.token else { throw CheckSkipped("the login gives no token") }
            return ProofSession(
                title: account.name,
                placement: account.placement,
                tokenName: account.tokenName,
                source: source,
                login: account.recipe.isLoggedInByRegistration ? nil : account.recipe.logIn(name)
            )
        }
        for identity in context.identities {
            guard let login = context.loginRequest(of: identity) else { continue }
            // Once to see where the token is, and once as a step of the proof.
            let looked = try await context.send(login, as: nil).response
            guard let source = LoginAnswer.source(in: looked) else { continue }
            let capture = ProofCapture("\(name)Token", from: source, isSecret: true)
            try await send("log in \(name)", login, as: nil, captures: [capture])
            return ProofSession(
                title: identity,
                placement: await context.placement(of: identity),
                tokenName: capture.name,
                source: source,
                login: login
            )
        }
        throw CheckSkipped("no session can be begun that may be ended")
    }
}

extension CheckContext {
    /// The request that logs an identity in; `nil` where it has no name and password for the document's login.
    func loginRequest(of identity: String) -> OperationRequest? {
        guard let login = accountOperations.login, let credentials = prober.login(of: identity) else { return nil }
        let request = prober.guess(for: login.operation, as: nil)
        return credentials.password.withExposedValue { password in
            request.setting(login.usernameField, to: .string(credentials.username))
                .setting(login.passwordField, to: .string(password))
        }
    }

    /// Where an identity's token goes.
    func placement(of identity: String) async -> LoginRecipe.TokenUse { await prober.placement(of: identity) }

    /// Whether the policy lets the scan call an operation, whatever it does.
    func mayCall(_ operation: APIOperation) -> Bool {
        OperationSelection(exclusionsOf: policy).contains(operation)
    }
}
