//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

@testable import VentiKit

extension APIOperation {
    /// An operation given as `GET /path`.
    init(
        _ id: String,
        operationID: String? = nil,
        summary: String? = nil,
        parameters: [APIParameter] = [],
        body: APISchema? = nil,
        mediaType: String = "application/json"
    ) {
        let parts = id.split(separator: " ", maxSplits: 1).map(String.init)
        self.init(
            method: parts[0],
            path: parts.count > 1 ? parts[1] : "/",
            operationID: operationID,
            summary: summary,
            parameters: parameters,
            requestBody: body.map { APIRequestBody(contents: [APIContent(mediaType: mediaType, schema: $0)]) }
        )
    }
}

extension APIDescription {
    /// A description of these operations.
    init(
        _ operations: [APIOperation],
        schemas: [String: APISchema] = [:],
        title: String = "Test",
        security: [String: APISecurityScheme] = [:]
    ) {
        self.init(
            documentVersion: "3.1.0",
            title: title,
            version: "1",
            operations: operations,
            securitySchemes: security,
            schemas: SchemaLibrary(schemas)
        )
    }
}

extension APISchema {
    /// A schema with changes.
    init(_ types: Types, _ change: (inout APISchema) -> Void) {
        self.init(types)
        change(&self)
    }

    /// An object with properties of type string.
    static func texts(_ names: String...) -> APISchema {
        APISchema(.object) { $0.properties = names.map { .init(name: $0, schema: APISchema(.string)) } }
    }

    /// An object with these properties.
    static func object(_ properties: (String, APISchema)..., required: [String] = []) -> APISchema {
        APISchema(.object) { schema in
            schema.properties = properties.map { .init(name: $0.0, schema: $0.1) }
            schema.required = required
        }
    }
}
