//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing

@testable import VulnerableAPIs

struct OrderServiceRaceTests {
    /// Confirms a new top-up many times at once and tells how often it counted.
    private func confirmations(_ user: DemoUser) async throws -> Int {
        let topUp: JSON = ["amountCents": 1000, "reference": "March"]
        let made = try await user.send("POST", "/top-ups", body: topUp)
        #expect(made.status == 201)
        let path = "/top-ups/\(try #require(made.json["data"]?["id"]?.integerValue))"
        let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<6 {
                group.addTask { try await user.send("POST", path + "/confirm").status }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(statuses.allSatisfy { [200, 409].contains($0) })
        #expect(try await user.send("GET", path).json["data"]?["status"] == "credited")
        // One after the other it counts once, in both builds.
        #expect(try await user.send("POST", path + "/confirm").status == 409)
        return statuses.count { $0 == 200 }
    }

    private func credit(of user: DemoUser) async throws -> Int? {
        try await user.send("GET", "/wallet").json["data"]?["creditCents"]?.integerValue
    }

    @Test func theFlawedBuildCountsConfirmationsAtTheSameTime() async throws {
        let user = try await DemoUser.shopper(DemoService.orders.make(.flawed), "ines")
        var total = 0
        // A machine that is busy may run them one after the other for once.
        for round in 1...20 {
            total += try await confirmations(user)
            if total > round { break }
        }
        #expect(total > 1)
        #expect(try await credit(of: user) == total * 1000)
        let counted = try await user.send("GET", "/top-ups").json["total"]?.integerValue ?? 0
        #expect(total > counted)
    }

    @Test func theFixedBuildCountsOneConfirmation() async throws {
        let user = try await DemoUser.shopper(DemoService.orders.make(.fixed), "ines")
        for round in 1...5 {
            #expect(try await confirmations(user) == 1)
            #expect(try await credit(of: user) == round * 1000)
        }
    }

    @Test func theFixedBuildCountsACouponOnceHoweverManyAskAtOnce() async throws {
        let user = try await DemoUser.shopper(DemoService.orders.make(.fixed), "ines")
        let wallet = try await user.send("GET", "/wallet").json["data"]
        let code = try #require(wallet?["coupons"]?.elements.first?["code"])
        let counted = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<8 {
                group.addTask { try await user.send("POST", "/wallet/redeem", body: ["code": code]).status }
            }
            return try await group.reduce(into: 0) { $0 += $1 == 200 ? 1 : 0 }
        }
        #expect(counted == 1)
        #expect(try await credit(of: user) == 500)
    }

    @Test(arguments: Variant.allCases)
    func topUpsAreTheirOwnersOnly(_ variant: Variant) async throws {
        let api = DemoService.orders.make(variant)
        let (ines, omar) = (try await DemoUser.shopper(api, "ines"), try await DemoUser.shopper(api, "omar"))
        let made = try await ines.send("POST", "/top-ups", body: ["amountCents": 700, "reference": "April"])
        let path = "/top-ups/\(try #require(made.json["data"]?["id"]?.integerValue))"
        #expect(try await omar.send("GET", path).status == 404)
        #expect(try await omar.send("POST", path + "/confirm").status == 404)
        #expect(try await omar.send("GET", "/top-ups").json["total"] == 0)
        for amount: JSON in [-500, 0, 99, 50_001, 150.5, .number(1e308)] {
            let body: JSON = ["amountCents": amount, "reference": "May"]
            #expect(try await ines.send("POST", "/top-ups", body: body).status == 400)
        }
    }
}
