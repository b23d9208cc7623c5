//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension ParcelService {
    /// The OpenAPI document.
    ///
    /// That of the secure build says more: limits, refusals and HTTPS.
    package var document: String {
        """
        openapi: 3.0.3
        info:
          title: Parcel service
          version: 1.4.2
          description: Send parcels and follow them.
        servers:
          - url: \(isVulnerable ? "http" : "https")://api.parcels.example
        security:
          - bearerAuth: []
        paths:
        \(publicPaths)
        \(customerPaths)
        \(parcelPaths)
        \(components)
        """
    }

    // MARK: What the builds say differently

    /// A limit of a text's length, where the build has one.
    func longest(_ characters: Int) -> String { isVulnerable ? "" : ", maxLength: \(characters)" }

    /// A limit of a list's length, where the build has one.
    var bounded: String { isVulnerable ? "" : ", maxItems: 5000" }

    /// The refusals of a public operation, for the lines after its own responses.
    var publicRefusals: String {
        isVulnerable ? "" : "\n        \"429\": {$ref: \"#/components/responses/TooMany\"}"
    }

    /// The refusals of an operation that wants a token.
    var refusals: String {
        guard !isVulnerable else { return "" }
        return ["401", "403"].map { "\n        \"\($0)\": {$ref: \"#/components/responses/Problem\"}" }.joined()
            + publicRefusals
    }

    private var components: String {
        """
        components:
          securitySchemes:
            bearerAuth: {type: http, scheme: bearer, bearerFormat: JWT}
          parameters:
            TrackingNumber:
              name: trackingNumber
              in: path
              required: true
              schema: {type: string, pattern: "^VP[0-9]{8}$"\(longest(10))}
              example: VP20260001
          responses:
            Problem:
              description: The request was refused.
              content:
                application/json:
                  schema: {$ref: "#/components/schemas/Problem"}
            TooMany:
              description: Too many requests were made; Retry-After says when to go on.
              headers:
                Retry-After: {schema: {type: integer, minimum: 1}}
              content:
                application/json:
                  schema: {$ref: "#/components/schemas/Problem"}
          schemas:
        \(schemas)
        """
    }

    private var schemas: String {
        """
            Problem:
              type: object
              required: [error]
              properties:
                error: {type: string\(longest(1000))}
            Customer:
              type: object
              required: [username, displayName]
              properties:
                username: {type: string\(longest(32))}
                displayName: {type: string\(longest(64))}
                email: {type: string, format: email\(longest(100))}
                address: {type: string\(longest(120))}
                password: {type: string, format: password, writeOnly: true\(longest(64))}
            NewParcel:
              type: object
              required: [recipient, weightGrams, depotId]
              properties:
                recipient: {type: string, minLength: 1, example: Ines Aalto\(longest(64))}
                weightGrams: {type: integer, minimum: 1, maximum: 30000, example: 750}
                depotId: {type: integer, minimum: 1, maximum: 3, example: 2}
            Parcel:
              type: object
              required: [trackingNumber, recipient, status, weightGrams, depotId]
              properties:
                trackingNumber: {type: string, pattern: "^VP[0-9]{8}$"\(longest(10))}
                recipient: {type: string\(longest(64))}
                status: {type: string, enum: [registered, in-transit, delivered]}
                weightGrams: {type: integer, minimum: 1, maximum: 30000}
                depotId: {type: integer, minimum: 1, maximum: 3}
            Depot:
              type: object
              required: [id, name, city]
              properties:
                id: {type: integer, minimum: 1, maximum: 2147483647}
                name: {type: string\(longest(64))}
                city: {type: string\(longest(64))}
        """
    }
}
