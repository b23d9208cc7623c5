//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension OrderService {
    func addAccountRoutes(to router: inout Router) {
        router.on("POST", "/auth/register") { try register($0) }
        router.on("POST", "/auth/login") { try login($0) }
        router.on("GET", "/auth/me") { request in
            let id = try caller(request)
            return Self.data(try shop.withState { try $0.account(id).json })
        }
        router.on("GET", "/products") { try Self.page(of: Shop.products.map(\.json), $0) }
    }

    private func register(_ request: IncomingRequest) throws -> Answer {
        let fields = try DemoFields(request)
        let email = try fields.email()
        let name = try fields.text("name", 1...60)
        let password = DemoPassword(try fields.text("password", 8...72))
        let account = try shop.withState { state in
            guard !state.accounts.values.contains(where: { $0.email == email }) else {
                throw Problem(409, "The e-mail address has an account.")
            }
            guard state.accounts.count < 5_000 else { throw Problem(403, "No more accounts are taken.") }
            let id = Shop.newID { state.accounts[$0] != nil }
            let account = Shop.Account(id: id, email: email, name: name, password: password, coupons: [.welcome])
            state.accounts[id] = account
            return account.json
        }
        return Self.data(account, status: 201)
    }

    private func login(_ request: IncomingRequest) throws -> Answer {
        let fields = try DemoFields(request)
        let email = try fields.text("email", 1...100).lowercased()
        let password = try fields.text("password", 1...72)
        guard failures.secondsToWait(for: email) == nil else { throw Problem(429, "Too many attempts.") }
        let account = try shop.withState { state in state.accounts.values.first { $0.email == email } }
        guard DemoPassword.check(password, against: account?.password), let account else {
            failures.recordFailure(of: email)
            throw Problem(401, "E-mail address or password is wrong.")
        }
        return Self.data([
            "accessToken": .string(tokens.issue(to: String(account.id))), "tokenType": "Bearer",
            "expiresIn": .integer(DemoTokens.seconds),
        ])
    }
}
