//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension BankService {
    private static let mostAccounts = 500

    func addAccountRoutes(to router: inout Router) {
        router.on("GET", "/accounts") { request in
            let name = try caller(request)
            let own = store.withState { $0.accounts.filter { $0.owner == name } }
            return .json(["accounts": .array(own.map(\.json))])
        }
        router.on("POST", "/accounts") { try open($0) }
        router.on("GET", "/accounts/{accountId}") { .json(try account($0).json) }
        router.on("PATCH", "/accounts/{accountId}") { try change($0) }
        router.on("GET", "/accounts/{accountId}/transactions") { request in
            let account = try account(request)
            let offset = try request.number("offset", 0...1_000_000, default: 0)
            let limit = try request.number("limit", 1...100, default: 25)
            let page = account.entries.reversed().dropFirst(offset).prefix(limit)
            return .json([
                "transactions": .array(Array(page)), "total": .integer(account.entries.count),
                "offset": .integer(offset), "limit": .integer(limit),
            ])
        }
    }

    /// The account that a path names.
    ///
    /// The flawed build does not ask whose it is.
    private func account(_ request: IncomingRequest) throws -> BankAccount {
        let name = try caller(request)
        let id = request.parameter("accountId")
        let account = store.withState { state in
            state.accounts.first { $0.id == id && (isFlawed || $0.owner == name) }
        }
        guard let account else { throw Problem.notFound }
        return account
    }

    private func open(_ request: IncomingRequest) throws -> Answer {
        let name = try caller(request)
        let body = try DemoFields(request)
        let kind = try body.optionalChoice("kind", of: ["checking", "savings"]) ?? "savings"
        let account = BankAccount(owner: name, kind: kind, nickname: try body.text("nickname", 1...60))
        return try store.withState { state in
            guard state.accounts.count(where: { $0.owner == name }) < Self.mostAccounts else {
                throw Problem(409, "The customer has as many accounts as one may have.")
            }
            state.accounts.append(account)
            return Answer.json(account.json, status: 201).with("Location", "/accounts/\(account.id)")
        }
    }

    /// Renames an account; the flawed build stores a balance as well.
    private func change(_ request: IncomingRequest) throws -> Answer {
        let name = try caller(request)
        let body = try DemoFields(request)
        let nickname = try body.optionalText("nickname", 1...60)
        return try store.withState { state in
            let index = try state.index(ofAccount: request.parameter("accountId"), of: name)
            if let nickname { state.accounts[index].nickname = nickname }
            if isFlawed, let balance = BankMoney(body.json["balance"]) { state.accounts[index].balance = balance }
            return .json(state.accounts[index].json)
        }
    }
}
