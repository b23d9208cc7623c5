//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension ParcelService {
    var customerPaths: String {
        """
          /customers:
            post:
              operationId: register
              summary: Makes a customer.
              security: []
              requestBody:
                required: true
                content:
                  application/json:
                    schema:
                      type: object
                      required: [username, password, email]
                      properties:
                        username: {type: string, pattern: "^[a-z0-9-]{3,32}$", minLength: 3\(longest(32))}
                        password: {type: string, format: password, minLength: 8\(longest(64))}
                        email: {type: string, format: email\(longest(100))}
              responses:
                "201":
                  description: The customer.
                  content:
                    application/json:
                      schema: {$ref: "#/components/schemas/Customer"}
                "400": {$ref: "#/components/responses/Problem"}
                "403": {$ref: "#/components/responses/Problem"}
                "409": {$ref: "#/components/responses/Problem"}\(publicRefusals)
          /customers/{username}:
            get:
              operationId: getCustomer
              summary: The public name of a customer, to address a parcel.
              parameters:
                - {name: username, in: path, required: true, example: tomas, schema: {type: string\(longest(32))}}
              responses:
                "200":
                  description: The customer.
                  content:
                    application/json:
                      schema: {$ref: "#/components/schemas/Customer"}
                "404": {$ref: "#/components/responses/Problem"}\(refusals)
          /me:
            get:
              operationId: getMe
              summary: The customer who asks.
              responses:
                "200":
                  description: The customer.
                  content:
                    application/json:
                      schema: {$ref: "#/components/schemas/Customer"}\(refusals)
            patch:
              operationId: changeMe
              summary: Changes name or address.
              requestBody:
                required: true
                content:
                  application/json:
                    schema:
                      type: object
                      properties:
                        displayName: {type: string\(longest(64))}
                        address: {type: string\(longest(120))}
              responses:
                "200":
                  description: The customer as changed.
                  content:
                    application/json:
                      schema: {$ref: "#/components/schemas/Customer"}
                "400": {$ref: "#/components/responses/Problem"}\(refusals)
          /notifications:
            get:
              operationId: listNotifications
              summary: What happened to the caller's parcels.
              responses:
                "200":
                  description: The notifications.
                  content:
                    application/json:
                      schema:
                        type: array\(isVulnerable ? "" : "\n                maxItems: 5000")
                        items:
                          type: object
                          required: [id, text]
                          properties:
                            id: {type: integer, minimum: 1, maximum: 2147483647}
                            text: {type: string\(longest(200))}\(refusals)
          /invoices:
            get:
              operationId: listInvoices
              summary: The caller's invoices.
              responses:
                "200":
                  description: The invoices.
                  content:
                    application/json:
                      schema:
                        type: array\(isVulnerable ? "" : "\n                maxItems: 5000")
                        items:
                          type: object
                          required: [number, amountCents]
                          properties:
                            number: {type: string\(longest(20))}
                            amountCents: {type: integer, minimum: 0, maximum: 100000000}\(refusals)
        """
    }

    var parcelPaths: String {
        """
          /parcels:
            get:
              operationId: listParcels
              summary: The caller's parcels.
              parameters:
                - {name: recipient, in: query, description: Part of the name., schema: {type: string\(longest(64))}}
                - {name: status, in: query, schema: {type: string, enum: [registered, in-transit, delivered]}}
                - {name: limit, in: query, schema: {type: integer, minimum: 1, maximum: 100, default: 50}}
              responses:
                "200":
                  description: The parcels by number.
                  content:
                    application/json:
                      schema: {type: array, items: {$ref: "#/components/schemas/Parcel"}\(bounded)}
                "400": {$ref: "#/components/responses/Problem"}\(refusals)
            post:
              operationId: sendParcel
              summary: Registers a parcel.
              requestBody:
                required: true
                content:
                  application/json:
                    schema: {$ref: "#/components/schemas/NewParcel"}
              responses:
                "201":
                  description: The parcel.
                  content:
                    application/json:
                      schema: {$ref: "#/components/schemas/Parcel"}
                "400": {$ref: "#/components/responses/Problem"}\(refusals)
          /parcels/{trackingNumber}:
            parameters:
              - $ref: "#/components/parameters/TrackingNumber"
            get:
              operationId: getParcel
              summary: One of the caller's parcels.
              responses:
                "200":
                  description: The parcel.
                  content:
                    application/json:
                      schema: {$ref: "#/components/schemas/Parcel"}
                "400": {$ref: "#/components/responses/Problem"}
                "404": {$ref: "#/components/responses/Problem"}\(refusals)
            delete:
              operationId: cancelParcel
              summary: Takes back a parcel that has not left.
              responses:
                "204": {description: It is taken back.}
                "400": {$ref: "#/components/responses/Problem"}
                "404": {$ref: "#/components/responses/Problem"}
                "409": {$ref: "#/components/responses/Problem"}\(refusals)
          /parcels/{trackingNumber}/events:
            parameters:
              - $ref: "#/components/parameters/TrackingNumber"
            get:
              operationId: listEvents
              summary: Where a parcel has been.
              responses:
                "200":
                  description: The events, oldest first.
                  content:
                    application/json:
                      schema:
                        type: array\(isVulnerable ? "" : "\n                maxItems: 5000")
                        items:
                          type: object
                          required: [day, note]
                          properties:
                            day: {type: string, format: date\(longest(10))}
                            note: {type: string\(longest(200))}
                "400": {$ref: "#/components/responses/Problem"}
                "404": {$ref: "#/components/responses/Problem"}\(refusals)
        """
    }
}
