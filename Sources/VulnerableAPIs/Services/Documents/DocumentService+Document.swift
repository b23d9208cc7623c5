//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension DocumentService {
    /// The OpenAPI document, the same for both builds.
    var document: String {
        """
        openapi: 3.1.0
        info:
          title: Fernhill Papers
          version: 1.0.0
          summary: Folders of documents, to keep, to share and to publish.
        servers:
          - url: https://papers.fernhill.example
        security:
          - session: []
        paths:
        \(accountPaths)
        \(folderPaths)
        \(documentPaths)
        \(sharingPaths)
        components:
          securitySchemes:
            session: {type: apiKey, in: header, name: X-Session-Token}
          parameters:
            Offset: {name: offset, in: query, schema: {type: integer, minimum: 0, maximum: 100000, default: 0}}
            Limit: {name: limit, in: query, schema: {type: integer, minimum: 1, maximum: 100, default: 50}}
            FolderId: {name: folderId, in: path, required: true, schema: \(Self.id)}
            DocumentId: {name: documentId, in: path, required: true, schema: \(Self.id)}
          responses:
        \(DemoDocument.responses(mediaType: "application/problem+json"))
          schemas:
        \(schemas)
        """
    }

    static let id = "{type: string, format: uuid, maxLength: 36}"

    private var schemas: String {
        """
            Problem:
              type: object
              required: [type, status, detail]
              properties:
                type: {type: string, maxLength: 100}
                status: {type: integer, minimum: 400, maximum: 599}
                detail: {type: string, maxLength: 300}
            NewAccount:
              type: object
              required: [email, displayName, password]
              properties:
                email: {type: string, format: email, minLength: 6, maxLength: 100}
                displayName: {type: string, minLength: 2, maxLength: 50}
                password: {type: string, format: password, minLength: 8, maxLength: 72, writeOnly: true}
            Account:
              type: object
              required: [id, email, displayName]
              properties:
                id: \(Self.id)
                email: {type: string, format: email, maxLength: 100}
                displayName: {type: string, maxLength: 50}
            Credentials:
              type: object
              required: [email, password]
              properties:
                email: {type: string, minLength: 1, maxLength: 100}
                password: {type: string, format: password, minLength: 1, maxLength: 72, writeOnly: true}
            Session:
              type: object
              required: [token, expiresInMinutes]
              properties:
                token: {type: string, maxLength: 100}
                expiresInMinutes: {type: integer, minimum: 1, maximum: 30}
            NewFolder:
              type: object
              required: [name]
              properties:
                name: {type: string, minLength: 1, maxLength: 80}
                description: {type: string, maxLength: 300}
            Folder:
              type: object
              required: [id, name, description, createdAt]
              properties:
                id: \(Self.id)
                name: {type: string, maxLength: 80}
                description: {type: string, maxLength: 300}
                createdAt: {type: string, format: date-time}
            DocumentText:
              type: object
              required: [title, body]
              properties:
                title: {type: string, minLength: 1, maxLength: 120}
                body: {type: string, maxLength: 5000}
                published: {type: boolean, default: false, description: Whether it gets a public link.}
            Document:
              type: object
              required: [id, folderId, title, body, publicSlug, updatedAt]
              properties:
                id: \(Self.id)
                folderId: \(Self.id)
                title: {type: string, maxLength: 120}
                body: {type: string, maxLength: 5000}
                publicSlug: {type: [string, "null"], maxLength: 100}
                updatedAt: {type: string, format: date-time}
            DocumentSummary:
              type: object
              required: [id, folderId, title, updatedAt]
              properties:
                id: \(Self.id)
                folderId: \(Self.id)
                title: {type: string, maxLength: 120}
                updatedAt: {type: string, format: date-time}
            SharedDocument:
              type: object
              required: [id, folderId, title, updatedAt, sharedBy]
              properties:
                id: \(Self.id)
                folderId: \(Self.id)
                title: {type: string, maxLength: 120}
                updatedAt: {type: string, format: date-time}
                sharedBy: {type: string, maxLength: 50}
            NewShare:
              type: object
              required: [email]
              properties:
                email: {type: string, format: email, minLength: 6, maxLength: 100}
            Share:
              type: object
              required: [documentId, email]
              properties:
                documentId: \(Self.id)
                email: {type: string, format: email, maxLength: 100}
            PublishedDocument:
              type: object
              required: [title, body]
              properties:
                title: {type: string, maxLength: 120}
                body: {type: string, maxLength: 5000}
        """
    }
}
