//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing

@testable import VulnerableAPIs

/// What ``BankService`` does for requests that come at once.
struct BankServiceRaceTests {
    private func account(of user: AccountUser) async throws -> JSON {
        let opened = try await user.send("POST", "/accounts", body: ["nickname": "Race"])
        #expect(opened.status == 201)
        return opened.json
    }

    private func balance(_ account: JSON, of user: AccountUser) async throws -> JSON? {
        try await user.send("GET", "/accounts/\(account["id"]?.stringValue ?? "")").json["balance"]
    }

    /// How often the bonus counted for a customer who claims it many times at once.
    private func claims(_ variant: Variant, _ name: String) async throws -> Int {
        let user = try await AccountUser(DemoService.bank.make(variant), name)
        let account = try await account(of: user)
        let body: JSON = ["accountId": account["id"] ?? .null]
        let statuses = try await user.sendAtOnce(6, "POST", "/bonus/claim", body: body)
        #expect(statuses.allSatisfy { [200, 409].contains($0) })
        let count = statuses.count { $0 == 200 }
        #expect(try await balance(account, of: user) == .number(Double(count) * 50))
        #expect(try await user.send("POST", "/bonus/claim", body: body).status == 409)
        return count
    }

    /// How often a voucher counted that is redeemed many times at once.
    private func redemptions(_ user: AccountUser) async throws -> Int {
        let source = try await user.send("GET", "/accounts").json["accounts"]?.elements.first
        let account = try await account(of: user)
        let purchase: JSON = ["accountId": source?["id"] ?? .null, "amount": 5]
        let voucher = try await user.send("POST", "/vouchers", body: purchase).json
        let path = "/vouchers/\(try #require(voucher["id"]?.stringValue))/redeem"
        let body: JSON = ["accountId": account["id"] ?? .null]
        let statuses = try await user.sendAtOnce(6, "POST", path, body: body)
        #expect(statuses.allSatisfy { [200, 409].contains($0) })
        let count = statuses.count { $0 == 200 }
        #expect(try await balance(account, of: user) == .number(Double(count) * 5))
        #expect(try await user.send("POST", path, body: body).status == 409)
        return count
    }

    /// The first count above one; a machine that is busy may run requests one after the other for once.
    private func firstAboveOne(_ attempt: (Int) async throws -> Int) async throws -> Int {
        for round in 0..<20 {
            let count = try await attempt(round)
            if count > 1 { return count }
        }
        return 1
    }

    @Test func theFlawedBuildPaysTheBonusMoreThanOnce() async throws {
        #expect(try await firstAboveOne { try await claims(.flawed, $0.isMultiple(of: 2) ? "carla" : "dario") } > 1)
    }

    @Test func theFlawedBuildRedeemsAVoucherMoreThanOnce() async throws {
        let user = try await AccountUser(DemoService.bank.make(.flawed), "carla")
        #expect(try await firstAboveOne { _ in try await redemptions(user) } > 1)
    }

    @Test func theFixedBuildPaysOnceHoweverManyAskAtOnce() async throws {
        let user = try await AccountUser(DemoService.bank.make(.fixed), "carla")
        for _ in 0..<5 {
            #expect(try await claims(.fixed, "dario") == 1)
            #expect(try await redemptions(user) == 1)
        }
    }

    @Test func theFixedBuildNeverOverdrawsAnAccount() async throws {
        let user = try await AccountUser(DemoService.bank.make(.fixed), "carla")
        let source = try await user.send("GET", "/accounts").json["accounts"]?.elements.first
        let account = try await account(of: user)
        let order: JSON = [
            "fromAccountId": source?["id"] ?? .null, "toAccountId": account["id"] ?? .null, "amount": 3000,
        ]
        let statuses = try await user.sendAtOnce(8, "POST", "/transfers", body: order)
        #expect(statuses.count { $0 == 201 } == 4)
        #expect(statuses.count { $0 == 409 } == 4)
        #expect(try await balance(account, of: user) == 12_000.0)
    }
}
