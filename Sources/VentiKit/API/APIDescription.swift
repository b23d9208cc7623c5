//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// An HTTP API as its document describes it, in one form for Swagger 2.0 and OpenAPI 3.0, 3.1 and 3.2.
public struct APIDescription: Sendable, Hashable {
    /// The text of the document's `openapi` or `swagger` key as written.
    public var documentVersion: String
    /// The API's title.
    public var title: String
    /// The API's own version, as the document writes it.
    public var version: String
    /// The operations in the order of the document.
    public var operations: [APIOperation]
    /// The number of keys under `paths`, as written and without `x-` extensions.
    public var pathCount: Int
    /// The number of entries under `webhooks` or `x-webhooks`.
    ///
    /// Webhooks are requests that the API sends, so they are not scanned.
    public var webhookCount: Int
    /// The base URLs that the document names.
    ///
    /// A scan never takes its target from here.
    public var servers: [String]
    /// The security schemes by their name in the document.
    public var securitySchemes: [String: APISecurityScheme]
    /// The named schemas and every schema that a reference leads to.
    public var schemas: SchemaLibrary
    /// What could not be understood.
    ///
    /// The rest of the document was used.
    public var diagnostics: [ScanDiagnostic]
    /// The document's file name as the user gave it, or its URL without the scheme.
    public var documentName: String

    /// A description made of its parts, for hosts that have them in another form than a document.
    public init(
        documentVersion: String,
        title: String,
        version: String,
        operations: [APIOperation],
        pathCount: Int? = nil,
        webhookCount: Int = 0,
        servers: [String] = [],
        securitySchemes: [String: APISecurityScheme] = [:],
        schemas: SchemaLibrary = SchemaLibrary(),
        diagnostics: [ScanDiagnostic] = [],
        documentName: String = "openapi"
    ) {
        self.documentVersion = documentVersion
        self.title = title
        self.version = version
        self.operations = operations
        self.pathCount = pathCount ?? Set(operations.map(\.path)).count
        self.webhookCount = webhookCount
        self.servers = servers
        self.securitySchemes = securitySchemes
        self.schemas = schemas
        self.diagnostics = diagnostics
        self.documentName = documentName
    }
}
