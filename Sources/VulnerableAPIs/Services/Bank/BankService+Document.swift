//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension BankService {
    /// The OpenAPI document, the same for both builds.
    static let document = """
        openapi: 3.1.0
        info:
          title: Saltmarsh Savings Bank
          version: "1.9"
          description: >-
            Accounts, transfers, cards and vouchers of private customers. What belongs to another customer is as if it
            were not there; money may be sent to every account whose id one knows.
        servers:
          - url: https://online.saltmarsh.example
        security:
          - session: []
        paths:
        \(sessionPaths)
        \(accountPaths)
        \(transferPaths)
        \(cardPaths)
        \(voucherPaths)
        components:
          securitySchemes:
            session: {type: apiKey, in: cookie, name: session}
          responses:\(ServiceText.refused([400, 401, 403, 404, 409, 415, 429]))
          schemas:
        \(schemas)
        """

    private static let sessionPaths = """
          /login:
            post:
              operationId: login
              summary: Signs in; the session is a cookie.
              security: []
              requestBody:
                required: true
                content:
                  application/x-www-form-urlencoded:
                    schema:
                      type: object
                      required: [username, password]
                      properties:
                        username: {type: string, minLength: 1, maxLength: 64}
                        password: {type: string, format: password, minLength: 1, maxLength: 72}
              responses:
                "200":
                  description: The customer.
                  headers:
                    Set-Cookie: {schema: {type: string, maxLength: 300}}
                  content:
                    application/json:
                      schema: {$ref: "#/components/schemas/Customer"}\(ServiceText.refusals(400, 401, 415, 429))
          /logout:
            post:
              operationId: logout
              summary: Ends the session.
              responses:
                "204": {description: The session has ended.}\(ServiceText.refusals(401, 403, 429))
          /customer:
            get:
              operationId: getCustomer
              summary: The customer who asks.
              responses:
                "200":
                  description: The customer.
                  content:
                    application/json:
                      schema: {$ref: "#/components/schemas/Customer"}\(ServiceText.refusals(401, 403, 429))
          /password:
            post:
              operationId: changePassword
              summary: Changes the caller's password.
              requestBody:
                required: true
                content:
                  application/json:
                    schema:
                      type: object
                      required: [currentPassword, newPassword]
                      properties:
                        currentPassword: {type: string, format: password, minLength: 1, maxLength: 72}
                        newPassword: {type: string, format: password, minLength: 10, maxLength: 72}
              responses:
                "204": {description: The new password holds.}\(ServiceText.refusals(400, 401, 403, 415, 429))
        """

    private static let accountPaths = """
          /accounts:
            get:
              operationId: listAccounts
              summary: The caller's accounts.
              responses:
                "200":
                  description: The accounts.
                  content:
                    application/json:
                      schema:
                        type: object
                        required: [accounts]
                        properties:
                          accounts: {type: array, maxItems: 500, items: {$ref: "#/components/schemas/Account"}}\(ServiceText.refusals(401, 403, 429))
            post:
              operationId: openAccount
              summary: Opens an account without money in it.
              requestBody:
                required: true
                content:
                  application/json:
                    schema:
                      type: object
                      required: [nickname]
                      properties:
                        kind: {type: string, enum: [checking, savings], default: savings}
                        nickname: {type: string, minLength: 1, maxLength: 60}
              responses:
                "201":
                  description: The account.
                  content:
                    application/json:
                      schema: {$ref: "#/components/schemas/Account"}\(ServiceText.refusals(400, 401, 403, 409, 415, 429))
          /accounts/{accountId}:
            parameters:
              - {name: accountId, in: path, required: true, schema: {$ref: "#/components/schemas/Id"}}
            get:
              operationId: getAccount
              summary: One of the caller's accounts.
              responses:
                "200":
                  description: The account.
                  content:
                    application/json:
                      schema: {$ref: "#/components/schemas/Account"}\(ServiceText.refusals(401, 403, 404, 429))
            patch:
              operationId: renameAccount
              summary: Gives an account another nickname.
              requestBody:
                required: true
                content:
                  application/json:
                    schema:
                      type: object
                      properties:
                        nickname: {type: string, minLength: 1, maxLength: 60}
                        balance: {$ref: "#/components/schemas/Balance"}
              responses:
                "200":
                  description: The account as changed.
                  content:
                    application/json:
                      schema: {$ref: "#/components/schemas/Account"}\(ServiceText.refusals(400, 401, 403, 404, 415, 429))
          /accounts/{accountId}/transactions:
            parameters:
              - {name: accountId, in: path, required: true, schema: {$ref: "#/components/schemas/Id"}}
            get:
              operationId: listTransactions
              summary: What went in and out of one of the caller's accounts, newest first.
              parameters:
                - {name: offset, in: query, schema: {type: integer, minimum: 0, maximum: 1000000, default: 0}}
                - {name: limit, in: query, schema: {type: integer, minimum: 1, maximum: 100, default: 25}}
              responses:
                "200":
                  description: A page.
                  content:
                    application/json:
                      schema: {$ref: "#/components/schemas/TransactionPage"}\(ServiceText.refusals(400, 401, 403, 404, 429))
        """
}
