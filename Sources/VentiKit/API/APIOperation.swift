//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// One method of one path: the unit that a scan plans, reaches, attacks and reports.
public struct APIOperation: Sendable, Hashable, Identifiable {
    /// The method in capitals, such as `GET`.
    public var method: String
    /// The path template exactly as the document writes it.
    public var path: String
    /// The document's `operationId`.
    public var operationID: String?
    /// What the operation does, in one line of the document.
    public var summary: String?
    /// The document's tags.
    public var tags: [String]
    /// Whether the document calls the operation deprecated.
    public var isDeprecated: Bool
    /// The operation's parameters with those of its path item, each once.
    ///
    /// Parameters of a body are in ``requestBody``.
    public var parameters: [APIParameter]
    /// What the request carries, or nil where it carries nothing.
    public var requestBody: APIRequestBody?
    /// The responses by status code as written, such as `200`, `4XX` or `default`.
    public var responses: [String: APIResponse]
    /// The alternatives that the document allows: any one list suffices, and each of its requirements must be met.
    ///
    /// Empty where the operation is public; a list that is itself empty means that security is optional.
    public var security: [[APISecurityRequirement]]
    /// Whether the document itself says what the operation's security is, at the operation or at its root.
    public var declaresSecurity: Bool
    /// Where the document describes the operation.
    public var source: SourceLocation?

    /// An operation made of its parts.
    public init(
        method: String,
        path: String,
        operationID: String? = nil,
        summary: String? = nil,
        tags: [String] = [],
        isDeprecated: Bool = false,
        parameters: [APIParameter] = [],
        requestBody: APIRequestBody? = nil,
        responses: [String: APIResponse] = [:],
        security: [[APISecurityRequirement]] = [],
        declaresSecurity: Bool = false,
        source: SourceLocation? = nil
    ) {
        self.method = method
        self.path = path
        self.operationID = operationID
        self.summary = summary
        self.tags = tags
        self.isDeprecated = isDeprecated
        self.parameters = parameters
        self.requestBody = requestBody
        self.responses = responses
        self.security = security
        self.declaresSecurity = declaresSecurity
        self.source = source
    }

    /// The method and path template, such as `GET /users/{id}`.
    ///
    /// Unique within a description.
    public var id: String { "\(method) \(path)" }

    /// The operation's place for a finding, optionally at one of its insertion points.
    public func location(at point: InsertionPoint? = nil) -> FindingLocation {
        FindingLocation(method: method, path: path, insertionPoint: point, source: source)
    }

    /// Whether the document requires a credential: it names security and none of the alternatives is empty.
    public var requiresCredential: Bool { !security.isEmpty && !security.contains { $0.isEmpty } }
}
