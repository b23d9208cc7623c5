//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension OrderService {
    private static func data(_ schema: String) -> String {
        "{type: object, required: [data], properties: {data: \(DemoDocument.reference(schema))}}"
    }

    private static func page(_ schema: String) -> String {
        "{type: object, required: [data, page, pageSize, total], properties: {"
            + "data: {type: array, maxItems: 50, items: \(DemoDocument.reference(schema))}, "
            + "page: {type: integer}, pageSize: {type: integer}, total: {type: integer}}}"
    }

    private static let paging = """
        parameters: [{$ref: "#/components/parameters/Page"}, {$ref: "#/components/parameters/PageSize"}]
        """

    var accountPaths: String {
        """
          /auth/register:
            post:
              operationId: register
              summary: Opens an account, with a welcome coupon in its wallet.
              security: []
              requestBody: \(DemoDocument.body("Registration"))
              responses:
                \(DemoDocument.success(201, "The account.", Self.data("Account")))
                \(DemoDocument.publicRefusals(400, 403, 409, 415))
          /auth/login:
            post:
              operationId: login
              summary: Trades e-mail address and password for a token.
              security: []
              requestBody: \(DemoDocument.body("Credentials"))
              responses:
                \(DemoDocument.success(200, "The token, good for ten minutes.", Self.data("Session")))
                \(DemoDocument.publicRefusals(400, 401, 415))
          /auth/me:
            get:
              operationId: getMe
              summary: The account that asks.
              responses:
                \(DemoDocument.success(200, "The account.", Self.data("Account")))
                \(DemoDocument.refusals())
          /products:
            get:
              operationId: listProducts
              summary: What there is to buy.
              security: []
              \(Self.paging)
              responses:
                \(DemoDocument.success(200, "The products.", Self.page("Product")))
                \(DemoDocument.publicRefusals(400))
        """
    }

    var orderPaths: String {
        """
          /orders:
            post:
              operationId: createOrder
              summary: Orders products.
              requestBody: \(DemoDocument.body("NewOrder"))
              responses:
                \(DemoDocument.success(201, "The order.", Self.data("Order")))
                \(DemoDocument.refusals(400, 415))
            get:
              operationId: listOrders
              summary: The caller's orders, newest first.
              \(Self.paging)
              responses:
                \(DemoDocument.success(200, "The orders.", Self.page("Order")))
                \(DemoDocument.refusals(400))
          /orders/{orderId}:
            parameters: [{$ref: "#/components/parameters/OrderId"}]
            get:
              operationId: getOrder
              summary: One of the caller's orders.
              responses:
                \(DemoDocument.success(200, "The order.", Self.data("Order")))
                \(DemoDocument.refusals(404))
            patch:
              operationId: changeOrder
              summary: Changes where an open order goes, or its note.
              requestBody: \(DemoDocument.body("OrderChange"))
              responses:
                \(DemoDocument.success(200, "The order as changed.", Self.data("Order")))
                \(DemoDocument.refusals(400, 404, 409, 415))
            delete:
              operationId: cancelOrder
              summary: Cancels and removes an open order; the credit that it used comes back.
              responses:
                "204": {description: It is cancelled.}
                \(DemoDocument.refusals(404, 409))
          /invoices:
            get:
              operationId: getInvoice
              summary: The invoice of one of the caller's orders.
              parameters:
                - name: orderId
                  in: query
                  required: true
                  schema: {type: integer, format: int32, minimum: 1, maximum: 999999999}
              responses:
                \(DemoDocument.success(200, "The invoice.", Self.data("Invoice")))
                \(DemoDocument.refusals(400, 404))
        """
    }

    var walletPaths: String {
        """
          /wallet:
            get:
              operationId: getWallet
              summary: The caller's credit and coupons.
              responses:
                \(DemoDocument.success(200, "The wallet.", Self.data("Wallet")))
                \(DemoDocument.refusals())
          /wallet/redeem:
            post:
              operationId: redeemCoupon
              summary: Adds a coupon's value to the credit, once.
              requestBody: \(DemoDocument.body("Redemption"))
              responses:
                \(DemoDocument.success(200, "The wallet afterwards.", Self.data("Wallet")))
                \(DemoDocument.refusals(400, 404, 409, 415))
          /top-ups:
            post:
              operationId: createTopUp
              summary: Prepares a top-up of the credit, billed at the end of the month.
              requestBody: \(DemoDocument.body("NewTopUp"))
              responses:
                \(DemoDocument.success(201, "The top-up.", Self.data("TopUp")))
                \(DemoDocument.refusals(400, 415))
            get:
              operationId: listTopUps
              summary: The caller's top-ups, newest first.
              \(Self.paging)
              responses:
                \(DemoDocument.success(200, "The top-ups.", Self.page("TopUp")))
                \(DemoDocument.refusals(400))
          /top-ups/{topUpId}:
            parameters: [{$ref: "#/components/parameters/TopUpId"}]
            get:
              operationId: getTopUp
              summary: One of the caller's top-ups.
              responses:
                \(DemoDocument.success(200, "The top-up.", Self.data("TopUp")))
                \(DemoDocument.refusals(404))
          /top-ups/{topUpId}/confirm:
            parameters: [{$ref: "#/components/parameters/TopUpId"}]
            post:
              operationId: confirmTopUp
              summary: Adds a pending top-up to the credit, once.
              responses:
                \(DemoDocument.success(200, "The top-up afterwards.", Self.data("TopUp")))
                \(DemoDocument.refusals(404, 409))
        """
    }

    var walletSchemas: String {
        """
            Invoice:
              type: object
              required: [invoiceNumber, orderId, buyer, deliveryAddress, note, amountCents, issuedAt]
              properties:
                invoiceNumber: {type: string, maxLength: 20}
                orderId: {type: integer}
                buyer: {type: string, maxLength: 60}
                deliveryAddress: {type: string, maxLength: 200}
                note: {type: string, maxLength: 300}
                amountCents: {type: integer, format: int64}
                issuedAt: {type: string, format: date-time}
            Wallet:
              type: object
              required: [creditCents, coupons]
              properties:
                creditCents: {type: integer, format: int64}
                coupons: {type: array, maxItems: 10, items: {$ref: "#/components/schemas/Coupon"}}
            Coupon:
              type: object
              required: [code, valueCents, redeemed]
              properties:
                code: {type: string, maxLength: 40}
                valueCents: {type: integer, minimum: 1, maximum: 100000}
                redeemed: {type: boolean}
            Redemption:
              type: object
              required: [code]
              properties:
                code: {type: string, minLength: 1, maxLength: 40}
            NewTopUp:
              type: object
              required: [amountCents, reference]
              properties:
                amountCents: {type: integer, minimum: 100, maximum: 50000}
                reference: {type: string, minLength: 1, maxLength: 80}
            TopUp:
              type: object
              required: [id, amountCents, reference, status]
              properties:
                id: {type: integer, format: int32, minimum: 1, maximum: 999999999}
                amountCents: {type: integer, minimum: 100, maximum: 50000}
                reference: {type: string, maxLength: 80}
                status: {type: string, enum: [pending, credited]}
        """
    }
}
