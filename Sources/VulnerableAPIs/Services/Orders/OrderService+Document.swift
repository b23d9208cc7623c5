//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension OrderService {
    /// The OpenAPI document, the same for both builds.
    var document: String {
        """
        openapi: 3.0.3
        info:
          title: Marlow Pantry
          version: "2.3"
          description: Groceries by post. Orders are paid with the wallet's credit first and by invoice for the rest.
        servers:
          - url: https://api.marlow-pantry.example
        security:
          - bearerAuth: []
        paths:
        \(accountPaths)
        \(orderPaths)
        \(walletPaths)
        components:
          securitySchemes:
            bearerAuth: {type: http, scheme: bearer, bearerFormat: JWT}
          parameters:
            Page: {name: page, in: query, schema: {type: integer, minimum: 1, maximum: 10000, default: 1}}
            PageSize: {name: pageSize, in: query, schema: {type: integer, minimum: 1, maximum: 50, default: 20}}
            OrderId: {name: orderId, in: path, required: true, schema: \(Self.id)}
            TopUpId: {name: topUpId, in: path, required: true, schema: \(Self.id)}
          responses:
        \(DemoDocument.responses())
          schemas:
        \(schemas)
        """
    }

    private static let id = "{type: integer, format: int32, minimum: 1, maximum: 999999999}"

    private var schemas: String {
        """
            Problem:
              type: object
              required: [error]
              properties:
                error:
                  type: object
                  required: [code, message]
                  properties:
                    code: {type: string, maxLength: 40}
                    message: {type: string, maxLength: 300}
            Registration:
              type: object
              required: [email, name, password]
              properties:
                email: {type: string, format: email, minLength: 6, maxLength: 100}
                name: {type: string, minLength: 1, maxLength: 60}
                password: {type: string, format: password, minLength: 8, maxLength: 72, writeOnly: true}
            Credentials:
              type: object
              required: [email, password]
              properties:
                email: {type: string, minLength: 1, maxLength: 100}
                password: {type: string, format: password, minLength: 1, maxLength: 72, writeOnly: true}
            Session:
              type: object
              required: [accessToken, tokenType, expiresIn]
              properties:
                accessToken: {type: string, maxLength: 2000}
                tokenType: {type: string, enum: [Bearer]}
                expiresIn: {type: integer, minimum: 1, maximum: 600}
            Account:
              type: object
              required: [id, email, name, creditCents]
              properties:
                id: \(Self.id)
                email: {type: string, format: email, maxLength: 100}
                name: {type: string, maxLength: 60}
                creditCents: {type: integer, format: int64}
            Product:
              type: object
              required: [id, name, priceCents]
              properties:
                id: \(Self.id)
                name: {type: string, maxLength: 60}
                priceCents: {type: integer, minimum: 0, maximum: 1000000}
            NewOrder:
              type: object
              required: [items, deliveryAddress]
              properties:
                items: {type: array, minItems: 1, maxItems: 20, items: {$ref: "#/components/schemas/NewItem"}}
                deliveryAddress: {type: string, minLength: 1, maxLength: 200}
                note: {type: string, maxLength: 300}
            NewItem:
              type: object
              required: [productId, quantity]
              properties:
                productId: {type: integer, minimum: 1, maximum: 6}
                quantity: {type: integer, minimum: 1, maximum: 100}
                unitPriceCents:
                  type: integer
                  minimum: 0
                  maximum: 1000000
                  description: The price that the customer was shown, for information; what is charged is the list's.
            OrderChange:
              type: object
              properties:
                deliveryAddress: {type: string, minLength: 1, maxLength: 200}
                note: {type: string, maxLength: 300}
            Item:
              type: object
              required: [productId, quantity, unitPriceCents]
              properties:
                productId: {type: integer}
                quantity: {type: integer}
                unitPriceCents: {type: integer}
            Order:
              type: object
              required: [id, items, deliveryAddress, note, status, paid, totalCents, creditUsedCents, dueCents, createdAt]
              properties:
                id: \(Self.id)
                items: {type: array, maxItems: 20, items: {$ref: "#/components/schemas/Item"}}
                deliveryAddress: {type: string, maxLength: 200}
                note: {type: string, maxLength: 300}
                status: {type: string, enum: [open, shipped]}
                paid: {type: boolean}
                totalCents: {type: integer, format: int64}
                creditUsedCents: {type: integer, format: int64}
                dueCents: {type: integer, format: int64}
                createdAt: {type: string, format: date-time}
        \(walletSchemas)
        """
    }
}
