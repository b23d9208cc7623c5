//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension AdminPanelService {
    /// The OpenAPI document, the same for both builds.
    static let document = """
        openapi: 3.0.4
        info:
          title: Lanternworks Console
          version: "0.14"
          description: >-
            The web site's console. Everybody may read articles, categories and notices. Operations with the tag `admin`
            are for users with the role `admin`.
        servers:
          - url: https://console.lanternworks.example
        security:
          - console: []
        tags:
          - {name: site}
          - {name: account}
          - {name: admin, description: Only for users with the role admin.}
        paths:
        \(accountPaths)
        \(userPaths)
        \(officePaths)
        \(articlePaths)
        \(sitePaths)
        components:
          securitySchemes:
            console:
              type: oauth2
              flows:
                password:
                  tokenUrl: https://console.lanternworks.example/api/token
                  scopes: {}
          parameters:
            Page: {name: page, in: query, schema: {type: integer, minimum: 1, maximum: 100000, default: 1}}
            PerPage: {name: perPage, in: query, schema: {type: integer, minimum: 1, maximum: 100, default: 20}}
          responses:\(ServiceText.refused(mediaType: "application/problem+json", [400, 401, 403, 404, 409, 415, 429]))
          requestBodies:
            Text:
              required: true
              content:
                application/json:
                  schema:
                    type: object
                    required: [title, body]
                    properties:
                      title: {type: string, minLength: 1, maxLength: 120}
                      body: {type: string, minLength: 1, maxLength: 2000}
          schemas:
        \(schemas)
        """

    private static let accountPaths = """
          /api/token:
            post:
              operationId: token
              tags: [account]
              summary: Trades name and password for a token.
              security: []
              requestBody:
                required: true
                content:
                  application/x-www-form-urlencoded:
                    schema:
                      type: object
                      required: [grant_type, username, password]
                      properties:
                        grant_type: {type: string, enum: [password]}
                        username: {type: string, minLength: 1, maxLength: 40}
                        password: {type: string, format: password, minLength: 1, maxLength: 72}
              responses:
                "200":
                  description: A token for half an hour.
                  content:
                    application/json:
                      schema:
                        type: object
                        required: [access_token, token_type, expires_in]
                        properties:
                          access_token: {type: string, maxLength: 200}
                          token_type: {type: string, enum: [Bearer]}
                          expires_in: {type: integer, minimum: 1, maximum: 1800}\(ServiceText.refusals(400, 401, 415, 429))
          /api/me:
            get:
              operationId: getMe
              tags: [account]
              summary: The user who asks.
              responses:
                "200":
                  description: The user.
                  content:
                    application/json:
                      schema: {$ref: "#/components/schemas/User"}\(ServiceText.refusals(401, 403, 429))
        """
}
