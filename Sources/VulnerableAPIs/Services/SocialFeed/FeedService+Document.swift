//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension FeedService {
    /// The OpenAPI document, the same for both builds.
    var document: String {
        """
        openapi: 3.0.3
        info:
          title: Larkwall
          version: "2026-02"
          description: >-
            Short posts, public or private. Every operation answers 200 with `ok` true and a `result`, or with `ok`
            false and an `error`. Members send the header `Authorization: Token ` and the token of `user.token`.
        servers:
          - url: https://larkwall.example/
        security:
          - memberToken: []
        paths:
        \(memberPaths)
        \(postPaths)
        \(reactionPaths)
        components:
          securitySchemes:
            memberToken:
              type: apiKey
              in: header
              name: Authorization
              description: The word Token, a space, and the token.
          parameters:
            Page: {name: page, in: query, schema: {type: integer, minimum: 1, maximum: 10000, default: 1}}
            Slug: {name: slug, in: path, required: true, schema: {type: string, minLength: 1, maxLength: 40}}
          responses:
            Problem:
              description: The server refused the request before the operation saw it.
              content: {application/json: {schema: {$ref: "#/components/schemas/Failure"}}}
            TooMany:
              description: Too many requests were made; Retry-After says when to go on.
              headers: {Retry-After: {schema: {type: integer, minimum: 1, maximum: 3600}}}
              content: {application/json: {schema: {$ref: "#/components/schemas/Failure"}}}
          schemas:
        \(schemas)
        """
    }

    private var schemas: String {
        """
            Error:
              type: object
              required: [code, message]
              properties:
                code: {type: string, maxLength: 40}
                message: {type: string, maxLength: 300}
            Failure:
              type: object
              required: [ok, error]
              properties:
                ok: {type: boolean}
                error: {$ref: "#/components/schemas/Error"}
            Registration:
              type: object
              required: [handle, email, password]
              properties:
                handle: {type: string, pattern: "^[a-z][a-z0-9_]{2,19}$", minLength: 3, maxLength: 20}
                email: {type: string, format: email, minLength: 6, maxLength: 100}
                password: {type: string, format: password, minLength: 8, maxLength: 72, writeOnly: true}
                displayName: {type: string, minLength: 1, maxLength: 60}
            Credentials:
              type: object
              required: [email, password]
              properties:
                email: {type: string, minLength: 1, maxLength: 100}
                password: {type: string, format: password, minLength: 1, maxLength: 72, writeOnly: true}
            MemberChange:
              type: object
              properties:
                displayName: {type: string, minLength: 1, maxLength: 60}
                bio: {type: string, maxLength: 300}
                phone: {type: string, pattern: "^\\\\+[0-9]{7,15}$", maxLength: 16, example: "+4930123456"}
            Member:
              type: object
              required: [handle, email, displayName, bio, phone, role, verified]
              properties:
                handle: {type: string, maxLength: 20}
                email: {type: string, format: email, maxLength: 100}
                displayName: {type: string, maxLength: 60}
                bio: {type: string, maxLength: 300}
                phone: {type: string, maxLength: 16}
                role: {type: string, enum: [member, moderator]}
                verified: {type: boolean}
            SignedInMember:
              allOf:
                - {$ref: "#/components/schemas/Member"}
                - type: object
                  required: [token]
                  properties:
                    token: {type: string, maxLength: 2000}
            Profile:
              type: object
              required: [handle, displayName, bio, verified]
              properties:
                handle: {type: string, maxLength: 20}
                displayName: {type: string, maxLength: 60}
                bio: {type: string, maxLength: 300}
                verified: {type: boolean}
            NewPost:
              type: object
              required: [title, body]
              properties:
                title: {type: string, minLength: 1, maxLength: 100}
                body: {type: string, minLength: 1, maxLength: 2000}
                visibility: {type: string, enum: [private, public], default: private}
            PostChange:
              type: object
              properties:
                title: {type: string, minLength: 1, maxLength: 100}
                body: {type: string, minLength: 1, maxLength: 2000}
                visibility: {type: string, enum: [private, public]}
            Post:
              type: object
              required: [slug, author, title, body, visibility, likes, createdAt]
              properties:
                slug: {type: string, maxLength: 40}
                author: {type: string, maxLength: 20}
                title: {type: string, maxLength: 100}
                body: {type: string, maxLength: 2000}
                visibility: {type: string, enum: [private, public]}
                likes: {type: integer, minimum: 0}
                createdAt: {type: string, format: date-time}
            NewComment:
              type: object
              required: [body]
              properties:
                body: {type: string, minLength: 1, maxLength: 500}
            Comment:
              type: object
              required: [author, body, createdAt]
              properties:
                author: {type: string, maxLength: 20}
                body: {type: string, maxLength: 500}
                createdAt: {type: string, format: date-time}
        """
    }
}
