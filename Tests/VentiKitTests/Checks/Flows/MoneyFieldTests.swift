//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing

@testable import VentiKit

struct MoneyFieldTests {
    private func field(_ name: String, _ types: APISchema.Types) -> BodyField {
        BodyField(name: name, point: InsertionPoint(.body, "/" + name), schema: APISchema(types), isRequired: true)
    }

    @Test func bodiesAreSeenThroughLists() throws {
        let item = APISchema.object(
            ("quantity", APISchema(.integer)),
            ("unitPrice", APISchema(.number)),
            required: ["quantity"]
        )
        let order = APISchema.object(
            ("items", APISchema(.array) { $0.items = [item] }),
            ("note", APISchema(.string)),
            required: ["items"]
        )
        let operation = APIOperation("POST /orders", body: order)
        let fields = BodyField.all(of: operation, .empty)
        #expect(fields.map(\.point.name) == ["/items/0/quantity", "/items/0/unitPrice", "/note"])
        #expect(fields.map(\.isRequired) == [true, false, false])
        #expect(fields.map(\.isNumeric) == [true, true, false])
    }

    @Test func valuesBelowZeroKeepTheSizeAndTheType() {
        let amount = field("amount", .number)
        #expect(NegativeAmountCheck.values(for: amount, ordinary: .number(12.5)) == [.number(-12.5), .number(-1_000)])
        let quantity = field("quantity", .integer)
        #expect(NegativeAmountCheck.values(for: quantity, ordinary: .integer(3)) == [.integer(-3), .integer(-1_000)])
        #expect(NegativeAmountCheck.values(for: quantity, ordinary: .integer(0)).first == .integer(-1))
        #expect(NegativeAmountCheck.values(for: quantity, ordinary: nil).first == .integer(-1))
    }

    @Test func theFieldItselfIsNoTotal() {
        let response = ProbeResponse.json(#"{"data":{"id":7,"amount":-3,"totalCents":-300,"note":"x","quantity":-3}}"#)
        let totals = NegativeAmountCheck.totals(in: response, without: field("amount", .integer))
        #expect(totals == ["/data/totalCents": -300])
    }

    @Test func pricesAreNumbersThatAreCalledSo() {
        let response = ProbeResponse.json(
            #"{"id":4,"items":[{"unitPriceCents":420,"quantity":2}],"total":840.5,"discount":5,"price":"12"}"#
        )
        #expect(ClientPriceCheck.prices(in: response) == ["/items/0/unitPriceCents": 420, "/total": 840.5])
    }
}
