//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing

@testable import VulnerableAPIs

struct OrderServiceTests {
    private static let basket: JSON = [
        "items": [["productId": 2, "quantity": 3], ["productId": 5, "quantity": 1]],
        "deliveryAddress": "4 Mill Row", "note": "Ring twice",
    ]

    private func two(_ variant: Variant) async throws -> (DemoUser, DemoUser) {
        let api = DemoService.orders.make(variant)
        return (try await .shopper(api, "ines"), try await .shopper(api, "omar"))
    }

    private func order(_ user: DemoUser, _ body: JSON = basket) async throws -> JSON {
        let reply = try await user.send("POST", "/orders", body: body)
        #expect(reply.status == 201)
        return try #require(reply.json["data"])
    }

    private func path(of order: JSON) throws -> String { "/orders/\(try #require(order["id"]?.integerValue))" }

    private func credit(of user: DemoUser) async throws -> Int {
        try #require(try await user.send("GET", "/auth/me").json["data"]?["creditCents"]?.integerValue)
    }

    @Test(arguments: Variant.allCases)
    func servesHonestCustomers(_ variant: Variant) async throws {
        let (ines, omar) = try await two(variant)
        #expect(try await ines.anonymous.send("GET", "/products?pageSize=2&page=3").json["data"]?.elements.count == 2)
        let wallet = try await ines.send("GET", "/wallet").json["data"]
        let code = try #require(wallet?["coupons"]?.elements.first?["code"])
        #expect(try await ines.send("POST", "/wallet/redeem", body: ["code": code]).status == 200)
        #expect(try await credit(of: ines) == 500)
        let order = try await order(ines)
        #expect(order["totalCents"] == 2337)
        #expect(order["creditUsedCents"] == 500)
        #expect(order["dueCents"] == 1837)
        #expect(order["paid"] == false)
        #expect(try await credit(of: ines) == 0)
        let path = try path(of: order)
        #expect(try await ines.send("GET", path).json["data"] == order)
        let listed = try await ines.send("GET", "/orders").json
        #expect(listed["data"] == .array([order]))
        #expect(listed["total"] == 1)
        let changed = try await ines.send("PATCH", path, body: ["note": "Leave it at the door"])
        #expect(changed.json["data"]?["note"] == "Leave it at the door")
        let invoice = try await ines.send("GET", "/invoices?orderId=\(path.split(separator: "/")[1])")
        #expect(invoice.json["data"]?["amountCents"] == 1837)
        #expect(try await ines.send("DELETE", path).status == 204)
        #expect(try await ines.send("GET", path).status == 404)
        #expect(try await ines.send("DELETE", path).status == 404)
        #expect(try await credit(of: ines) == 500)
        #expect(try await omar.send("GET", "/orders").json["total"] == 0)
    }

    @Test(arguments: Variant.allCases)
    func refusesWhatTheDocumentForbids(_ variant: Variant) async throws {
        let (ines, omar) = try await two(variant)
        for path in ["/orders?pageSize=51", "/orders?page=0", "/orders?page=x", "/invoices", "/invoices?orderId=x"] {
            #expect(try await ines.send("GET", path).status == 400, "\(path)")
        }
        for path in ["/auth/me", "/orders", "/wallet", "/top-ups"] {
            #expect(try await ines.anonymous.send("GET", path).status == 401, "\(path)")
        }
        for account: JSON in [
            ["email": "ines@people.example", "name": "I", "password": "Harbour-Lamp-7"],
            ["email": "nobody", "name": "I", "password": "Harbour-Lamp-7"],
            ["email": "new@people.example", "name": "I", "password": "short"],
        ] {
            let status = try await ines.anonymous.send("POST", "/auth/register", body: account).status
            #expect(status == (account["email"] == "ines@people.example" ? 409 : 400))
        }
        let item: JSON = ["productId": 1, "quantity": 101]
        let body: JSON = ["items": [item], "deliveryAddress": "4 Mill Row"]
        #expect(try await ines.send("POST", "/orders", body: body).status == 400)
        let order = try await order(ines)
        #expect(try await omar.send("DELETE", try path(of: order)).json == omar.send("DELETE", "/orders/1").json)
        #expect(try await ines.send("GET", try path(of: order)).status == 200)
        let form = ["Content-Type": "text/plain"]
        let plain = try await ines.client.send("POST", "/orders", headers: form, body: Self.basket)
        #expect(plain.status == 415)
    }

    // MARK: The flaws

    @Test(arguments: Variant.allCases)
    func onlyTheFlawedBuildShowsAndChangesTheOrdersOfOthers(_ variant: Variant) async throws {
        let (ines, omar) = try await two(variant)
        let order = try await order(ines)
        let path = try path(of: order)
        let expected = variant == .flawed ? 200 : 404
        #expect(try await omar.send("GET", path).status == expected)
        #expect(try await omar.send("PATCH", path, body: ["note": "Omar was here"]).status == expected)
        let seen = try await ines.send("GET", path).json["data"]?["note"]
        #expect(seen == (variant == .flawed ? "Omar was here" : "Ring twice"))
        #expect(try await omar.anonymous.send("GET", path).status == 401)
    }

    @Test(arguments: Variant.allCases)
    func onlyTheFlawedBuildShowsTheInvoicesOfOthers(_ variant: Variant) async throws {
        let (ines, omar) = try await two(variant)
        let id = try path(of: try await order(ines)).split(separator: "/")[1]
        let invoice = try await omar.send("GET", "/invoices?orderId=\(id)")
        #expect(invoice.status == (variant == .flawed ? 200 : 404))
        #expect(invoice.text.contains("4 Mill Row") == (variant == .flawed))
    }

    @Test(arguments: Variant.allCases)
    func onlyTheFlawedBuildTakesOverPropertiesOfTheAnswer(_ variant: Variant) async throws {
        let (ines, _) = try await two(variant)
        let body = Self.basket.adding("paid", true).adding("status", "shipped").adding("creditUsedCents", 999)
        let stored = try await ines.send("GET", try path(of: try await order(ines, body))).json["data"]
        #expect(stored?["paid"] == .bool(variant == .flawed))
        #expect(stored?["status"] == (variant == .flawed ? "shipped" : "open"))
        #expect(stored?["creditUsedCents"] == 0)
    }

    @Test(arguments: Variant.allCases)
    func onlyTheFlawedBuildChargesTheClientsPrice(_ variant: Variant) async throws {
        let (ines, _) = try await two(variant)
        let item: JSON = ["productId": 6, "quantity": 2, "unitPriceCents": 1]
        let order = try await order(ines, Self.basket.adding("items", [item]))
        let stored = try await ines.send("GET", try path(of: order)).json["data"]
        #expect(stored?["totalCents"] == (variant == .flawed ? 2 : 3780))
    }

    @Test(arguments: Variant.allCases)
    func onlyTheFlawedBuildPaysForNegativeQuantities(_ variant: Variant) async throws {
        let (ines, _) = try await two(variant)
        let item: JSON = ["productId": 6, "quantity": -2]
        let reply = try await ines.send("POST", "/orders", body: Self.basket.adding("items", [item]))
        #expect(reply.status == (variant == .flawed ? 201 : 400))
        #expect(try await credit(of: ines) == (variant == .flawed ? 3780 : 0))
    }

    @Test(arguments: Variant.allCases)
    func onlyTheFlawedBuildRedeemsACouponTwice(_ variant: Variant) async throws {
        let (ines, omar) = try await two(variant)
        let wallet = try await ines.send("GET", "/wallet").json["data"]
        let body: JSON = ["code": try #require(wallet?["coupons"]?.elements.first?["code"])]
        #expect(try await omar.send("POST", "/wallet/redeem", body: body).status == 404)
        #expect(try await ines.send("POST", "/wallet/redeem", body: body).status == 200)
        let again = try await ines.send("POST", "/wallet/redeem", body: body)
        #expect(again.status == (variant == .flawed ? 200 : 409))
        #expect(try await credit(of: ines) == (variant == .flawed ? 1000 : 500))
    }
}
