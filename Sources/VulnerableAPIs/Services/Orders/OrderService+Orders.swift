//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension OrderService {
    func addOrderRoutes(to router: inout Router) {
        router.on("POST", "/orders") { try order($0) }
        router.on("GET", "/orders") { request in
            let owner = try caller(request)
            let orders = try shop.withState { state in
                state.orders.values.filter { $0.owner == owner }.sorted { $0.sequence > $1.sequence }.map(\.json)
            }
            return try Self.page(of: orders, request)
        }
        router.on("GET", "/orders/{orderId}") { request in
            let (owner, id) = (try caller(request), try id("orderId", of: request))
            return Self.data(try shop.withState { try find(id, of: owner, in: $0).json })
        }
        router.on("PATCH", "/orders/{orderId}") { try change($0) }
        router.on("DELETE", "/orders/{orderId}") { try cancel($0) }
        router.on("GET", "/invoices") { request in
            let owner = try caller(request)
            guard let id = request.query("orderId").flatMap({ Int($0) }) else {
                throw Problem(400, "orderId must be the number of an order.")
            }
            return Self.data(
                try shop.withState { state in
                    let order = try find(id, of: owner, in: state)
                    return order.invoice(for: state.accounts[order.owner])
                }
            )
        }
    }

    /// An order that may be read or changed.
    ///
    /// The flawed build takes it as enough that there is such an order.
    private func find(_ id: Int, of owner: Int, in state: Shop.State) throws -> Shop.Order {
        guard isFlawed else { return try state.order(id, of: owner) }
        guard let order = state.orders[id] else { throw Problem.notFound }
        return order
    }

    private func order(_ request: IncomingRequest) throws -> Answer {
        let owner = try caller(request)
        let fields = try DemoFields(request)
        let items = try items(of: fields)
        let address = try fields.text("deliveryAddress", 1...200)
        let note = try fields.optionalText("note", 0...300) ?? ""
        let order = try shop.withState { state in
            let sequence = (state.orders.values.map(\.sequence).max() ?? 0) + 1
            guard state.orders.count < 20_000 else { throw Problem(403, "No more orders are taken.") }
            var order = Shop.Order(
                id: Shop.newID { state.orders[$0] != nil },
                owner: owner,
                sequence: sequence,
                items: items,
                deliveryAddress: address,
                note: note
            )
            if isFlawed { Self.bind(fields, to: &order) }
            var account = try state.account(owner)
            // Below zero, as only the flawed build's totals can be, this adds to the credit.
            order.creditUsedCents = min(account.creditCents, order.totalCents)
            account.creditCents -= order.creditUsedCents
            state.accounts[owner] = account
            state.orders[order.id] = order
            return order.json
        }
        return Self.data(order, status: 201)
    }

    /// What was ordered, at the price of the list.
    ///
    /// The flawed build takes the client's price and quantities below one.
    private func items(of fields: DemoFields) throws -> [Shop.Order.Item] {
        guard case .array(let values)? = fields.json["items"], (1...20).contains(values.count) else {
            throw Problem(400, "items must be a list of 1 to 20.")
        }
        return try values.map { value in
            let item = try DemoFields(value)
            let id = try item.integer("productId", 1...1_000_000)
            guard let product = Shop.products.first(where: { $0.id == id }) else {
                throw Problem(400, "There is no product \(id).")
            }
            let shown = try item.optionalInteger("unitPriceCents", 0...1_000_000)
            return Shop.Order.Item(
                productID: id,
                quantity: try item.integer("quantity", isFlawed ? -100...100 : 1...100),
                unitPriceCents: isFlawed ? shown ?? product.priceCents : product.priceCents
            )
        }
    }

    /// Takes over whatever the body has: the flaw of a model that is bound to the request as a whole.
    private static func bind(_ fields: DemoFields, to order: inout Shop.Order) {
        if let status = fields.json["status"]?.stringValue.flatMap({ Shop.Order.Status(rawValue: $0) }) {
            order.status = status
        }
        if case .bool(let isPaid)? = fields.json["paid"] { order.isPaid = isPaid }
    }

    private func change(_ request: IncomingRequest) throws -> Answer {
        let (owner, id) = (try caller(request), try id("orderId", of: request))
        let fields = try DemoFields(request)
        let address = try fields.optionalText("deliveryAddress", 1...200)
        let note = try fields.optionalText("note", 0...300)
        let order = try shop.withState { state in
            var order = try find(id, of: owner, in: state)
            guard order.status == .open else { throw Problem(409, "The order is on its way.") }
            order.deliveryAddress = address ?? order.deliveryAddress
            order.note = note ?? order.note
            state.orders[id] = order
            return order.json
        }
        return Self.data(order)
    }

    private func cancel(_ request: IncomingRequest) throws -> Answer {
        let (owner, id) = (try caller(request), try id("orderId", of: request))
        try shop.withState { state in
            let order = try state.order(id, of: owner)
            guard order.status == .open else { throw Problem(409, "The order is on its way.") }
            state.accounts[owner]?.creditCents += order.creditUsedCents
            state.orders[id] = nil
        }
        return .empty
    }
}
