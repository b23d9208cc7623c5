//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension CRMService {
    func addIdentityRoutes(to router: inout Router) {
        router.on("POST", "/v2/session") { try signIn($0) }
        router.on("GET", "/v2/me") { .json(Self.profile(try caller($0))) }
        router.on("PATCH", "/v2/me") { try changeMe($0) }
    }

    /// Who sends a request.
    ///
    /// - Throws: ``Problem`` with status 401 where the token does not hold, or its member is gone.
    func caller(_ request: IncomingRequest) throws -> CRMMember {
        guard let id = tokens.subject(of: request.bearerToken),
            let member = store.withState({ $0.members.first { $0.id == id } })
        else { throw Problem.unauthorized }
        return member
    }

    /// Who sends a request that only administrators may send.
    ///
    /// - Throws: ``Problem`` with status 403 for everybody else.
    func administrator(_ request: IncomingRequest) throws -> CRMMember {
        let member = try caller(request)
        guard member.role == "admin" else { throw Problem(403, "Only administrators may do this.") }
        return member
    }

    private func signIn(_ request: IncomingRequest) throws -> Answer {
        let body = try DemoFields(request)
        let email = try body.text("email", 1...100).lowercased()
        let password = try body.text("password", 1...72)
        let refusal = Problem(401, "E-mail or password is wrong.")
        try passwords.check(password, of: email, else: refusal)
        guard let member = store.withState({ $0.members.first { $0.email == email } }) else { throw refusal }
        return .json([
            "accessToken": .string(tokens.issue(to: member.id)), "tokenType": "Bearer",
            "expiresIn": .integer(DemoTokens.seconds),
        ])
    }

    private static func profile(_ member: CRMMember) -> JSON {
        member.card.adding("email", .string(member.email ?? "")).adding("phone", .string(member.phone))
            .adding("company", .string(member.tenant))
    }

    /// Changes the caller's own profile.
    ///
    /// The flawed build stores a role as well.
    private func changeMe(_ request: IncomingRequest) throws -> Answer {
        let caller = try caller(request)
        let body = try DemoFields(request)
        let displayName = try body.optionalText("displayName", 1...80)
        let phone = try body.optionalText("phone", 0...40)
        let role = isFlawed ? try body.optionalChoice("role", of: ["agent", "admin"]) : nil
        return try store.withState { state in
            guard let index = state.members.firstIndex(where: { $0.id == caller.id }) else {
                throw Problem.unauthorized
            }
            if let displayName { state.members[index].displayName = displayName }
            if let phone { state.members[index].phone = phone }
            if let role { state.members[index].role = role }
            return .json(Self.profile(state.members[index]))
        }
    }
}
