//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension DocumentService {
    func addAccountRoutes(to router: inout Router) {
        router.on("POST", "/accounts") { try register($0) }
        router.on("GET", "/accounts/current") { .json(try caller($0).json) }
        router.on("POST", "/sessions") { try signIn($0) }
        router.on("DELETE", "/sessions/current") { request in
            _ = try caller(request)
            // The flawed build leaves it to the client to forget the token.
            if !isFlawed, let token = request.header("X-Session-Token") {
                try archive.withState { $0.sessions[token] = nil }
            }
            return .empty
        }
    }

    private func register(_ request: IncomingRequest) throws -> Answer {
        let fields = try DemoFields(request)
        let account = Archive.Account(
            id: Archive.newID(),
            email: try fields.email(),
            displayName: try fields.text("displayName", 2...50),
            password: DemoPassword(try fields.text("password", 8...72))
        )
        try archive.withState { state in
            guard !state.accounts.values.contains(where: { $0.email == account.email }) else {
                throw Problem(409, "The e-mail address has an account.")
            }
            guard state.accounts.count < 5_000 else { throw Problem(403, "No more accounts are taken.") }
            state.accounts[account.id] = account
        }
        return .json(account.json, status: 201)
    }

    private func signIn(_ request: IncomingRequest) throws -> Answer {
        let fields = try DemoFields(request)
        let email = try fields.text("email", 1...100).lowercased()
        let password = try fields.text("password", 1...72)
        guard failures.secondsToWait(for: email) == nil else { throw Problem(429, "Too many attempts.") }
        let account = try archive.withState { state in state.accounts.values.first { $0.email == email } }
        guard DemoPassword.check(password, against: account?.password), let account else {
            failures.recordFailure(of: email)
            throw Problem(401, "E-mail address or password is wrong.")
        }
        let token = Fixture.randomSecret()
        try archive.withState { state in
            state.sessions = state.sessions.filter { $0.value.end > .now }
            state.sessions[token] = Archive.Session(account: account.id)
        }
        let body: JSON = ["token": .string(token), "expiresInMinutes": .integer(Archive.Session.minutes)]
        return .json(body, status: 201)
    }
}
