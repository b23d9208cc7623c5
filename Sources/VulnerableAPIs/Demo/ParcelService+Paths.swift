//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension ParcelService {
    var publicPaths: String {
        """
          /health:
            get:
              operationId: health
              summary: Whether the service is up.
              security: []
              responses:
                "200":
                  description: It is.
                  content:
                    application/json:
                      schema:
                        type: object
                        required: [status]
                        properties: {status: {type: string\(longest(10))}}\(publicRefusals)
          /login:
            post:
              operationId: login
              summary: Trades username and password for a token.
              security: []
              requestBody:
                required: true
                content:
                  application/json:
                    schema:
                      type: object
                      required: [username, password]
                      properties:
                        username: {type: string\(longest(32))}
                        password: {type: string, format: password\(longest(64))}
              responses:
                "200":
                  description: A token, good for ten minutes.
                  content:
                    application/json:
                      schema:
                        type: object
                        required: [token, expiresIn]
                        properties:
                          token: {type: string\(tokenExample)\(longest(1000))}
                          expiresIn: {type: integer, minimum: 0, maximum: 600}
                "400": {$ref: "#/components/responses/Problem"}
                "401": {$ref: "#/components/responses/Problem"}\(publicRefusals)
          /depots:
            get:
              operationId: listDepots
              summary: All depots.
              security: []
              responses:
                "200":
                  description: The depots by number.
                  content:
                    application/json:
                      schema: {type: array, items: {$ref: "#/components/schemas/Depot"}\(bounded)}\(publicRefusals)
          /depots/{depotId}:
            get:
              operationId: getDepot
              summary: One depot.
              security: []
              parameters:
                - name: depotId
                  in: path
                  required: true
                  schema: {type: integer, minimum: 1, maximum: 2147483647, example: 1}
              responses:
                "200":
                  description: The depot.
                  content:
                    application/json:
                      schema: {$ref: "#/components/schemas/Depot"}
                "400": {$ref: "#/components/responses/Problem"}
                "404": {$ref: "#/components/responses/Problem"}\(publicRefusals)
          /quotes:
            get:
              operationId: getQuote
              summary: What a parcel would cost.
              security: []
              parameters:
                - name: weightGrams
                  in: query
                  required: true
                  schema: {type: integer, minimum: 0, maximum: 30000, example: 500}
              responses:
                "200":
                  description: The price.
                  content:
                    application/json:
                      schema:
                        type: object
                        required: [weightGrams, priceCents, centsPerKilogram]
                        properties:
                          weightGrams: {type: integer, minimum: 0, maximum: 30000}
                          priceCents: {type: integer, minimum: 0, maximum: 10000}
                          centsPerKilogram: {type: integer, minimum: 0, maximum: 1000000}
                "400": {$ref: "#/components/responses/Problem"}\(publicRefusals)\(forgottenPaths)
        """
    }

    /// A token of the kind that the service gives out, long expired, as authors paste them into documents.
    private var tokenExample: String {
        guard isVulnerable else { return "" }
        let claims: JSON = ["sub": "mira", "iat": 1_700_000_000, "exp": 1_700_000_600]
        return ", example: \(JSONWebToken.sign(claims, secret: secret))"
    }

    private var forgottenPaths: String {
        guard isVulnerable else { return "" }
        return """

              /debug/state:
                get:
                  operationId: debugState
                  summary: What the service holds. For developers.
                  security: []
                  responses:
                    "200":
                      description: The state.
                      content:
                        application/json:
                          schema: {type: object}
            """
    }
}
