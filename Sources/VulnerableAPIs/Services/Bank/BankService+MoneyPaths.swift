//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension BankService {
    static let transferPaths = """
          /limits:
            get:
              operationId: getLimits
              summary: How much the caller may move.
              responses:
                "200":
                  description: The limits.
                  content:
                    application/json:
                      schema:
                        type: object
                        required: [perTransfer, perDay, usedToday]
                        properties:
                          perTransfer: {type: number, minimum: 0, maximum: 10000}
                          perDay: {type: number, minimum: 0, maximum: 50000}
                          usedToday: {type: number, minimum: 0, maximum: 50000}\(ServiceText.refusals(401, 403, 429))
          /transfers:
            post:
              operationId: transferMoney
              summary: Moves money from one of the caller's accounts to another account.
              requestBody:
                required: true
                content:
                  application/json:
                    schema:
                      type: object
                      required: [fromAccountId, toAccountId, amount]
                      properties:
                        fromAccountId: {$ref: "#/components/schemas/Id"}
                        toAccountId: {$ref: "#/components/schemas/Id"}
                        amount: {type: number, minimum: 0.01, maximum: 10000, multipleOf: 0.01, example: 12.5}
                        reference: {type: string, maxLength: 140}
              responses:
                "201":
                  description: The transfer.
                  content:
                    application/json:
                      schema: {$ref: "#/components/schemas/Transfer"}\(ServiceText.refusals(400, 401, 403, 404, 409, 415, 429))
          /transfers/{transferId}:
            get:
              operationId: getTransfer
              summary: One of the transfers that the caller ordered.
              parameters:
                - {name: transferId, in: path, required: true, schema: {$ref: "#/components/schemas/Id"}}
              responses:
                "200":
                  description: The transfer.
                  content:
                    application/json:
                      schema: {$ref: "#/components/schemas/Transfer"}\(ServiceText.refusals(401, 403, 404, 429))
        """

    static let voucherPaths = """
          /vouchers:
            post:
              operationId: buyVoucher
              summary: Buys a voucher, which can be redeemed once, with money from one of the caller's accounts.
              requestBody:
                required: true
                content:
                  application/json:
                    schema:
                      type: object
                      required: [accountId, amount]
                      properties:
                        accountId: {$ref: "#/components/schemas/Id"}
                        amount: {type: number, minimum: 1, maximum: 500, multipleOf: 0.01, example: 10}
                        message: {type: string, maxLength: 140}
              responses:
                "201":
                  description: The voucher.
                  content:
                    application/json:
                      schema: {$ref: "#/components/schemas/Voucher"}\(ServiceText.refusals(400, 401, 403, 404, 409, 415, 429))
          /vouchers/{voucherId}:
            get:
              operationId: getVoucher
              summary: One of the caller's vouchers.
              parameters:
                - {name: voucherId, in: path, required: true, schema: {$ref: "#/components/schemas/Id"}}
              responses:
                "200":
                  description: The voucher.
                  content:
                    application/json:
                      schema: {$ref: "#/components/schemas/Voucher"}\(ServiceText.refusals(401, 403, 404, 429))
          /vouchers/{voucherId}/redeem:
            post:
              operationId: redeemVoucher
              summary: Puts a voucher's money into one of the caller's accounts, once.
              parameters:
                - {name: voucherId, in: path, required: true, schema: {$ref: "#/components/schemas/Id"}}
              requestBody: {$ref: "#/components/requestBodies/Destination"}
              responses:
                "200":
                  description: The account with the money in it.
                  content:
                    application/json:
                      schema: {$ref: "#/components/schemas/Account"}\(ServiceText.refusals(400, 401, 403, 404, 409, 415, 429))
          /bonus/claim:
            post:
              operationId: claimBonus
              summary: Puts the welcome bonus into one of the caller's accounts, once for each customer.
              requestBody: {$ref: "#/components/requestBodies/Destination"}
              responses:
                "200":
                  description: The account with the money in it.
                  content:
                    application/json:
                      schema: {$ref: "#/components/schemas/Account"}\(ServiceText.refusals(400, 401, 403, 404, 409, 415, 429))
        """
}
