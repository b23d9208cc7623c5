//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension AdminPanelService {
    func addSessionRoutes(to router: inout Router) {
        router.on("POST", "/api/token") { try signIn($0) }
        router.on("GET", "/api/me") { .json(try caller($0).json) }
    }

    /// Who sends a request.
    ///
    /// - Throws: ``Problem`` with status 401 where the token does not hold, or its user is gone.
    func caller(_ request: IncomingRequest) throws -> AdminPanelUser {
        guard let name = sessions.subject(of: request.bearerToken),
            let user = store.withState({ state in state.users.first { $0.username == name } })
        else { throw Problem.unauthorized }
        return user
    }

    /// Who sends a request that only administrators may send.
    ///
    /// - Throws: ``Problem`` with status 403 for everybody else.
    @discardableResult
    func administrator(_ request: IncomingRequest) throws -> AdminPanelUser {
        let user = try caller(request)
        guard user.isAdministrator else { throw Problem(403, "Only administrators may do this.") }
        return user
    }

    private func signIn(_ request: IncomingRequest) throws -> Answer {
        let form = try DemoFields(form: request)
        guard form.json["grant_type"] == "password" else { throw Problem(400, "grant_type must be password.") }
        let name = try form.text("username", 1...40)
        let password = try form.text("password", 1...72)
        let refusal = Problem(401, "Name or password is wrong.")
        try passwords.check(password, of: name, else: refusal)
        guard store.withState({ state in state.users.contains { $0.username == name } }) else { throw refusal }
        return .json([
            "access_token": .string(sessions.begin(for: name)), "token_type": "Bearer",
            "expires_in": .integer(SessionStore.seconds),
        ])
    }

    /// A part of a list, newest first.
    func page(_ items: [JSON], _ request: IncomingRequest) throws -> Answer {
        let page = try request.number("page", 1...100_000, default: 1)
        let perPage = try request.number("perPage", 1...100, default: 20)
        let part = items.reversed().dropFirst((page - 1) * perPage).prefix(perPage)
        return .json([
            "data": .array(Array(part)), "page": .integer(page), "perPage": .integer(perPage),
            "total": .integer(items.count),
        ])
    }

    /// The number in a path.
    ///
    /// - Throws: ``Problem`` with status 404 where it is none, as for a number that nothing has.
    func id(_ request: IncomingRequest, _ name: String) throws -> Int {
        guard let id = Int(request.parameter(name)) else { throw Problem.notFound }
        return id
    }
}
