//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

@testable import VentiKit

extension APIDescription {
    /// A description with these operations and one bearer scheme.
    static func fixture(
        _ operations: [APIOperation],
        servers: [String] = [],
        schemes: [String: APISecurityScheme] = ["token": .bearer(format: nil)],
        schemas: [String: APISchema] = [:]
    ) -> APIDescription {
        APIDescription(
            documentVersion: "3.1.0",
            title: "Test",
            version: "1",
            operations: operations,
            servers: servers,
            securitySchemes: schemes,
            schemas: SchemaLibrary(schemas)
        )
    }
}

extension APIOperation {
    /// The operation with a requirement of the scheme `token`.
    var secured: APIOperation {
        var copy = self
        copy.security = [[APISecurityRequirement(scheme: "token")]]
        copy.declaresSecurity = true
        return copy
    }

    /// The operation with a place in a document.
    func at(line: Int) -> APIOperation {
        var copy = self
        copy.source = SourceLocation(file: "api.yaml", line: line, column: 3)
        return copy
    }
}

extension APIResponse {
    /// A JSON answer of an object with these properties.
    static func json(_ properties: [APISchema.Property]) -> APIResponse {
        var schema = APISchema(.object)
        schema.properties = properties
        return APIResponse(contents: [APIContent(mediaType: "application/json", schema: schema)])
    }
}
