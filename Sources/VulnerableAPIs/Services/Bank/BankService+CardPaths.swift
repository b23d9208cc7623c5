//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension BankService {
    static let cardPaths = """
          /cards:
            get:
              operationId: listCards
              summary: The caller's cards.
              responses:
                "200":
                  description: The cards.
                  content:
                    application/json:
                      schema:
                        type: object
                        required: [cards]
                        properties:
                          cards: {type: array, maxItems: 20, items: {$ref: "#/components/schemas/Card"}}\(ServiceText.refusals(401, 403, 429))
          /cards/{cardId}/lock:
            post:
              operationId: lockCard
              summary: Locks one of the caller's cards.
              parameters:
                - {name: cardId, in: path, required: true, schema: {$ref: "#/components/schemas/Id"}}
              responses:
                "200":
                  description: The card.
                  content:
                    application/json:
                      schema: {$ref: "#/components/schemas/Card"}\(ServiceText.refusals(401, 403, 404, 429))
          /cards/{cardId}/unlock:
            post:
              operationId: unlockCard
              summary: Unlocks one of the caller's cards with its code.
              parameters:
                - {name: cardId, in: path, required: true, schema: {$ref: "#/components/schemas/Id"}}
              requestBody:
                required: true
                content:
                  application/json:
                    schema:
                      type: object
                      required: [pin]
                      properties:
                        pin: {type: string, pattern: "^[0-9]{4}$", minLength: 4, maxLength: 4}
              responses:
                "200":
                  description: The card.
                  content:
                    application/json:
                      schema: {$ref: "#/components/schemas/Card"}\(ServiceText.refusals(400, 401, 403, 404, 415, 429))
        """

    static let schemas = """
            Error:
              type: object
              required: [error]
              properties:
                error: {type: string, maxLength: 200}
            Id: {type: string, format: uuid, minLength: 36, maxLength: 36}
            Balance: {type: number, readOnly: true, minimum: -1000000000, maximum: 1000000000}
            Customer:
              type: object
              required: [username, displayName]
              properties:
                username: {type: string, maxLength: 64}
                displayName: {type: string, maxLength: 80}
            Account:
              type: object
              required: [id, kind, nickname, balance, currency]
              properties:
                id: {type: string, format: uuid, readOnly: true, maxLength: 36}
                kind: {type: string, enum: [checking, savings]}
                nickname: {type: string, maxLength: 60}
                balance: {$ref: "#/components/schemas/Balance"}
                currency: {type: string, readOnly: true, enum: [EUR]}
            Transaction:
              type: object
              required: [id, amount, reference, counterpartId, bookedAt]
              properties:
                id: {type: string, format: uuid, maxLength: 36}
                amount: {type: number, minimum: -1000000000, maximum: 1000000000}
                reference: {type: string, maxLength: 140}
                counterpartId: {type: [string, "null"], format: uuid, maxLength: 36}
                bookedAt: {type: string, format: date-time, maxLength: 40}
            TransactionPage:
              type: object
              required: [transactions, total, offset, limit]
              properties:
                transactions: {type: array, maxItems: 100, items: {$ref: "#/components/schemas/Transaction"}}
                total: {type: integer, minimum: 0, maximum: 1000000}
                offset: {type: integer, minimum: 0, maximum: 1000000}
                limit: {type: integer, minimum: 1, maximum: 100}
            Transfer:
              type: object
              required: [id, fromAccountId, toAccountId, amount, reference, createdAt]
              properties:
                id: {type: string, format: uuid, maxLength: 36}
                fromAccountId: {type: string, format: uuid, maxLength: 36}
                toAccountId: {type: string, format: uuid, maxLength: 36}
                amount: {type: number, minimum: 0, maximum: 10000}
                reference: {type: string, maxLength: 140}
                createdAt: {type: string, format: date-time, maxLength: 40}
            Card:
              type: object
              required: [id, lastFour, state]
              properties:
                id: {type: string, format: uuid, maxLength: 36}
                lastFour: {type: string, maxLength: 4}
                state: {type: string, enum: [locked, active]}
            Voucher:
              type: object
              required: [id, amount, message, redeemed]
              properties:
                id: {type: string, format: uuid, maxLength: 36}
                amount: {type: number, minimum: 0, maximum: 500}
                message: {type: string, maxLength: 140}
                redeemed: {type: boolean}
          requestBodies:
            Destination:
              required: true
              content:
                application/json:
                  schema:
                    type: object
                    required: [accountId]
                    properties:
                      accountId: {$ref: "#/components/schemas/Id"}
        """
}
