//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Synchronization

/// What the shop keeps, for many requests at a time.
final class Shop: Sendable {
    struct State: Sendable {
        var accounts: [Int: Account] = [:]
        var orders: [Int: Order] = [:]
    }

    private let state = Mutex(State())

    /// Reads or changes the state; nobody else does meanwhile.
    func withState<Value: Sendable>(_ body: (inout State) throws -> Value) throws -> Value {
        try state.withLock { state in try body(&state) }
    }

    struct Account: Sendable {
        var id: Int
        var email: String
        var name: String
        var password: DemoPassword
        var creditCents = 0
        var coupons: [Coupon] = []
        var topUps: [TopUp] = []

        var json: JSON {
            [
                "id": .integer(id), "email": .string(email), "name": .string(name),
                "creditCents": .integer(creditCents),
            ]
        }
    }

    /// A gift that adds to the credit once.
    struct Coupon: Sendable {
        var code: String
        var valueCents: Int
        var isRedeemed = false

        static var welcome: Coupon {
            Coupon(code: "WELCOME-" + Fixture.randomSecret().prefix(12).uppercased(), valueCents: 500)
        }

        var json: JSON {
            ["code": .string(code), "valueCents": .integer(valueCents), "redeemed": .bool(isRedeemed)]
        }
    }

    /// Money that goes into the credit once it is confirmed; it is billed at the end of the month.
    struct TopUp: Sendable {
        var id: Int
        var amountCents: Int
        var reference: String
        var isCredited = false

        var json: JSON {
            [
                "id": .integer(id), "amountCents": .integer(amountCents), "reference": .string(reference),
                "status": isCredited ? "credited" : "pending",
            ]
        }
    }

    struct Product: Sendable {
        var id: Int
        var name: String
        var priceCents: Int

        var json: JSON { ["id": .integer(id), "name": .string(name), "priceCents": .integer(priceCents)] }
    }

    static let products = [
        Product(id: 1, name: "Rye loaf", priceCents: 420), Product(id: 2, name: "Salted butter", priceCents: 349),
        Product(id: 3, name: "Quince jam", priceCents: 595), Product(id: 4, name: "Goat cheese", priceCents: 780),
        Product(id: 5, name: "Coffee beans", priceCents: 1290), Product(id: 6, name: "Olive oil", priceCents: 1890),
    ]

    /// An id that tells nothing of those before it.
    static func newID(_ isTaken: (Int) -> Bool) -> Int {
        var id = Int.random(in: 100_000_000...999_999_999)
        while isTaken(id) { id = Int.random(in: 100_000_000...999_999_999) }
        return id
    }
}
