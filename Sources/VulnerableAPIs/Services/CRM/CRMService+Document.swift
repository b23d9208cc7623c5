//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension CRMService {
    /// The OpenAPI document, the same for both builds.
    static let document = """
        openapi: 3.0.3
        info:
          title: Harborline CRM
          version: "2.6"
          description: >-
            Contacts and deals belong to a company, and all of its members work on them. Nobody sees anything of another
            company. Operations with the tag `admin` are for members with the role `admin`.
        servers:
          - url: https://api.harborline.example
        security:
          - token: []
        tags:
          - {name: session}
          - {name: sales}
          - {name: team}
          - {name: admin, description: Only for members with the role admin.}
        paths:
        \(identityPaths)
        \(contactPaths)
        \(dealPaths)
        \(teamPaths)
        \(officePaths)
        components:
          securitySchemes:
            token: {type: http, scheme: bearer, bearerFormat: JWT}
          parameters:
            Limit:
              name: limit
              in: query
              schema: {type: integer, minimum: 1, maximum: 100, default: 20}
            Cursor:
              name: cursor
              in: query
              description: The `nextCursor` of the page before.
              schema: {type: string, maxLength: 200, pattern: "^[A-Za-z0-9_-]*$"}
          responses:\(ServiceText.refused([400, 401, 403, 404, 409, 415, 429]))
          schemas:
        \(schemas)
        """

    private static let identityPaths = """
          /v2/session:
            post:
              operationId: signIn
              tags: [session]
              summary: Signs in with e-mail and password.
              security: []
              requestBody:
                required: true
                content:
                  application/json:
                    schema:
                      type: object
                      required: [email, password]
                      properties:
                        email: {type: string, format: email, maxLength: 100}
                        password: {type: string, format: password, minLength: 1, maxLength: 72}
              responses:
                "200":
                  description: A token for ten minutes.
                  content:
                    application/json:
                      schema:
                        type: object
                        required: [accessToken, tokenType, expiresIn]
                        properties:
                          accessToken: {type: string, maxLength: 2000}
                          tokenType: {type: string, enum: [Bearer]}
                          expiresIn: {type: integer, minimum: 1, maximum: 600}\(ServiceText.refusals(400, 401, 415, 429))
          /v2/me:
            get:
              operationId: getMe
              tags: [session]
              summary: The member who asks.
              responses:
                "200":
                  description: The member.
                  content:
                    application/json:
                      schema: {$ref: "#/components/schemas/Profile"}\(ServiceText.refusals(401, 403, 429))
            patch:
              operationId: changeMe
              tags: [session]
              summary: Changes the caller's name or phone.
              requestBody:
                required: true
                content:
                  application/json:
                    schema:
                      type: object
                      properties:
                        displayName: {type: string, minLength: 1, maxLength: 80}
                        phone: {type: string, maxLength: 40}
              responses:
                "200":
                  description: The member as changed.
                  content:
                    application/json:
                      schema: {$ref: "#/components/schemas/Profile"}\(ServiceText.refusals(400, 401, 403, 415, 429))
        """
}
