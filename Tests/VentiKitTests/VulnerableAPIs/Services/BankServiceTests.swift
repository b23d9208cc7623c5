//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing

@testable import VulnerableAPIs

struct BankServiceTests {
    private func two(_ variant: Variant) async throws -> (AccountUser, AccountUser) {
        let api = DemoService.bank.make(variant)
        return (try await AccountUser(api, "carla"), try await AccountUser(api, "dario"))
    }

    private func account(of user: AccountUser, _ index: Int = 0) async throws -> JSON {
        let accounts = try await user.send("GET", "/accounts").json["accounts"]?.elements ?? []
        try #require(accounts.count > index)
        return accounts[index]
    }

    private func path(_ account: JSON) throws -> String {
        "/accounts/\(try #require(account["id"]?.stringValue))"
    }

    private func balance(of user: AccountUser, _ index: Int = 0) async throws -> JSON? {
        try await account(of: user, index)["balance"]
    }

    private func transfer(_ from: JSON, _ to: JSON, _ amount: JSON) -> JSON {
        ["fromAccountId": from["id"] ?? .null, "toAccountId": to["id"] ?? .null, "amount": amount, "reference": "Rent"]
    }

    @Test(arguments: Variant.allCases)
    func servesHonestCustomers(_ variant: Variant) async throws {
        let (carla, dario) = try await two(variant)
        #expect(try await carla.send("GET", "/customer").json["displayName"] == "Carla Lindqvist")
        let account = try await account(of: carla)
        let savings = try await self.account(of: carla, 1)
        #expect(try await carla.send("PATCH", path(account), body: ["nickname": "Bills"]).json["nickname"] == "Bills")
        let sent = try await carla.send("POST", "/transfers", body: transfer(account, savings, 12.5))
        #expect(sent.status == 201)
        #expect(sent.json["amount"] == 12.5)
        let order = "/transfers/\(try #require(sent.json["id"]?.stringValue))"
        #expect(try await carla.send("GET", order).json == sent.json)
        #expect(try await dario.send("GET", order).status == 404)
        let gift = try await transfer(account, self.account(of: dario), 20)
        #expect(try await carla.send("POST", "/transfers", body: gift).status == 201)
        #expect(try await carla.send("GET", path(account)).json["balance"] == 12_813.0)
        #expect(try await carla.send("GET", "/limits").json["usedToday"] == 32.5)
        let page = try await carla.send("GET", path(account) + "/transactions?offset=1&limit=1").json
        #expect(page["total"] == 3)
        #expect(page["transactions"]?.elements.map { $0["amount"] } == [-12.5])
        let opened = try await carla.send("POST", "/accounts", body: ["nickname": "Boat"])
        #expect(opened.json["balance"] == 0.0)
        let purchase: JSON = ["accountId": account["id"] ?? .null, "amount": 10, "message": "For you"]
        let voucher = try await carla.send("POST", "/vouchers", body: purchase)
        let place = "/vouchers/\(try #require(voucher.json["id"]?.stringValue))"
        #expect(try await carla.send("GET", place).json["message"] == "For you")
        #expect(try await dario.send("GET", place).status == 404)
        let target: JSON = ["accountId": opened.json["id"] ?? .null]
        #expect(try await carla.send("POST", place + "/redeem", body: target).json["balance"] == 10.0)
        #expect(try await carla.send("POST", place + "/redeem", body: target).status == 409)
        #expect(try await carla.send("POST", "/bonus/claim", body: target).json["balance"] == 60.0)
        #expect(try await carla.send("POST", "/bonus/claim", body: target).status == 409)
        #expect(try await dario.send("POST", "/bonus/claim", body: target).status == 404)
        #expect(try await carla.send("POST", "/logout").status == 204)
        #expect(try await carla.send("GET", "/accounts").status == 401)
    }

    @Test(arguments: Variant.allCases)
    func readsAccountsOfOthers(_ variant: Variant) async throws {
        let (carla, dario) = try await two(variant)
        let path = try path(await account(of: carla))
        let status = variant == .flawed ? 200 : 404
        #expect(try await dario.send("GET", path).status == status)
        #expect(try await dario.send("GET", path + "/transactions").status == status)
        #expect(try await dario.send("PATCH", path, body: ["nickname": "x"]).status == 404)
        #expect(try await dario.anonymous.send("GET", path).status == 401)
        let missing = "/accounts/00000000-0000-4000-8000-000000000000"
        #expect(try await dario.send("GET", missing).status == 404)
    }

    @Test(arguments: Variant.allCases)
    func takesMoneyFromTheAccountsOfOthers(_ variant: Variant) async throws {
        let (carla, dario) = try await two(variant)
        let theft = try await transfer(account(of: carla), account(of: dario), 100)
        #expect(try await dario.send("POST", "/transfers", body: theft).status == (variant == .flawed ? 201 : 404))
        #expect(try await balance(of: carla) == (variant == .flawed ? 12_745.5 : 12_845.5))
    }

    @Test(arguments: Variant.allCases)
    func movesNegativeAmounts(_ variant: Variant) async throws {
        let (carla, dario) = try await two(variant)
        let theft = try await transfer(account(of: dario), account(of: carla), -100)
        #expect(try await dario.send("POST", "/transfers", body: theft).status == (variant == .flawed ? 201 : 400))
        #expect(try await balance(of: carla) == (variant == .flawed ? 12_745.5 : 12_845.5))
        #expect(try await balance(of: dario) == (variant == .flawed ? 9730.2 : 9630.2))
        for amount: JSON in [0.001, 2_147_483_648, 1e308, 10_000.01, "5", .null] {
            let order = try await transfer(account(of: dario), account(of: carla), amount)
            #expect(try await dario.send("POST", "/transfers", body: order).status == 400)
        }
    }

    @Test(arguments: Variant.allCases)
    func storesABalance(_ variant: Variant) async throws {
        let carla = try await two(variant).0
        let path = try path(await account(of: carla))
        #expect(try await carla.send("PATCH", path, body: ["balance": 77_000]).status == 200)
        #expect(try await balance(of: carla) == (variant == .flawed ? 77_000.0 : 12_845.5))
    }

    @Test(arguments: Variant.allCases)
    func noMoreThanTheLimitOfTheDayIsMoved(_ variant: Variant) async throws {
        let carla = try await two(variant).0
        let (account, savings) = try await (account(of: carla), account(of: carla, 1))
        for round in 0..<5 {
            let order = round.isMultiple(of: 2) ? (account, savings) : (savings, account)
            let sent = try await carla.send("POST", "/transfers", body: transfer(order.0, order.1, 10_000))
            #expect(sent.status == 201)
        }
        #expect(try await carla.send("POST", "/transfers", body: transfer(savings, account, 1)).status == 403)
    }
}
