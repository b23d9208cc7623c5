//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension Shop {
    struct Order: Sendable {
        struct Item: Sendable {
            var productID: Int
            var quantity: Int
            var unitPriceCents: Int

            var json: JSON {
                [
                    "productId": .integer(productID), "quantity": .integer(quantity),
                    "unitPriceCents": .integer(unitPriceCents),
                ]
            }
        }

        enum Status: String, Sendable {
            case open
            case shipped
        }

        var id: Int
        var owner: Int
        /// Newer orders have higher numbers.
        var sequence: Int
        var items: [Item]
        var deliveryAddress: String
        var note: String
        var createdAt = JSON.now
        var status = Status.open
        var isPaid = false
        var creditUsedCents = 0

        var totalCents: Int { items.reduce(0) { $0 + $1.quantity * $1.unitPriceCents } }

        var json: JSON {
            [
                "id": .integer(id), "items": .array(items.map(\.json)), "deliveryAddress": .string(deliveryAddress),
                "note": .string(note), "status": .string(status.rawValue), "paid": .bool(isPaid),
                "totalCents": .integer(totalCents), "creditUsedCents": .integer(creditUsedCents),
                "dueCents": .integer(totalCents - creditUsedCents), "createdAt": createdAt,
            ]
        }

        func invoice(for buyer: Account?) -> JSON {
            [
                "invoiceNumber": .string("INV-\(id)"), "orderId": .integer(id), "buyer": .text(buyer?.name),
                "deliveryAddress": .string(deliveryAddress), "note": .string(note),
                "amountCents": .integer(totalCents - creditUsedCents), "issuedAt": createdAt,
            ]
        }
    }
}

extension Shop.State {
    /// An order; everybody but its owner is told that there is none.
    func order(_ id: Int, of owner: Int) throws -> Shop.Order {
        guard let order = orders[id], order.owner == owner else { throw Problem.notFound }
        return order
    }

    /// An account that has a token.
    func account(_ id: Int) throws -> Shop.Account {
        guard let account = accounts[id] else { throw Problem.unauthorized }
        return account
    }
}
