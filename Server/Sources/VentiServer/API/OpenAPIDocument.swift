//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import HTTPTypes
import VentiService

/// The API's own OpenAPI 3.1 document, made of the same values as its routes.
public struct OpenAPIDocument: Sendable {
    let endpoints: [Endpoint]

    /// The document of these operations.
    public init(_ endpoints: [Endpoint]) { self.endpoints = endpoints }

    /// The document.
    public var json: JSON {
        var paths: [String: JSON] = [:]
        for endpoint in endpoints {
            var item = paths[endpoint.path]?.members ?? [:]
            item[endpoint.method.rawValue.lowercased()] = operation(endpoint)
            paths[endpoint.path] = .object(item)
        }
        return [
            "openapi": "3.1.0",
            "info": [
                "title": "venti-server", "version": "1",
                "description": "Scans HTTP APIs for security flaws. Errors are problems as of RFC 9457.",
                "license": ["name": "Apache-2.0", "identifier": "Apache-2.0"],
            ],
            "paths": .object(paths),
            "components": [
                "schemas": .object(Components.schemas.mapValues(\.json)),
                "securitySchemes": [
                    "bearer": [
                        "type": "http", "scheme": "bearer",
                        "description": "An access token, or an API key that begins with vk_live_.",
                    ]
                ],
            ],
        ]
    }

    private func operation(_ endpoint: Endpoint) -> JSON {
        var members: [String: JSON] = [
            "operationId": .string(endpoint.id), "summary": .string(endpoint.summary), "tags": [.string(endpoint.tag)],
            "parameters": .array(parameters(endpoint)), "responses": .object(responses(endpoint)),
            "security": endpoint.access == .anybody ? [] : [["bearer": []]],
        ]
        if endpoint.deprecation != nil { members["deprecated"] = true }
        switch endpoint.access {
        case .anybody: members["x-access"] = "anybody"
        case .signedIn: members["x-access"] = "signed-in"
        case .permission(let permission): members["x-access"] = .string(permission.rawValue)
        }
        if let content = endpoint.content {
            var media: [String: JSON] = [:]
            for type in content.mediaTypes {
                var one: [String: JSON] = [:]
                if let schema = content.schema { one["schema"] = schema.json }
                if let example = content.example, type.hasSuffix("json") { one["example"] = example }
                media[type] = .object(one)
            }
            members["requestBody"] = ["required": true, "content": .object(media)]
        }
        return .object(members)
    }

    private func parameters(_ endpoint: Endpoint) -> [JSON] {
        var result: [JSON] = endpoint.pathParameters.map { name in
            let schema = name == "slug" ? Schema.string(1...40).json : Schema.id.json
            return ["name": .string(name), "in": "path", "required": true, "schema": schema]
        }
        result += endpoint.query.map { parameter in
            [
                "name": .string(parameter.name), "in": "query", "schema": parameter.schema.json,
                "description": .string(parameter.text), "required": .boolean(parameter.isRequired),
            ]
        }
        func header(_ name: String, _ text: String) -> JSON {
            [
                "name": .string(name), "in": "header", "schema": Schema.string(1...255).json,
                "description": .string(text),
            ]
        }
        if endpoint.isIdempotent {
            result.append(header("Idempotency-Key", "The same key does it once; remembered for a day."))
        }
        if endpoint.hasPrecondition { result.append(header("If-Match", "The ETag of what the change was made from.")) }
        if endpoint.isStream { result.append(header("Last-Event-ID", "The last event that the client has.")) }
        return result
    }

    private func responses(_ endpoint: Endpoint) -> [String: JSON] {
        var result: [String: JSON] = [:]
        for success in endpoint.successes {
            var response: [String: JSON] = ["description": .string(success.text)]
            if success.status != 204 {
                let schema = success.schema.map { ["schema": $0.json] as JSON } ?? [:]
                response["content"] = .object([success.mediaType: schema])
            }
            result["\(success.status)"] = .object(response)
        }
        let problem: JSON = [
            "description": "A problem (RFC 9457).",
            "content": ["application/problem+json": ["schema": ["$ref": "#/components/schemas/Problem"]]],
        ]
        for status in Self.problems(of: endpoint) { result["\(status)"] = problem }
        return result
    }

    /// What an operation can refuse with.
    static func problems(of endpoint: Endpoint) -> [Int] {
        var result = [400, 404, 429, 500, 503]
        if endpoint.access != .anybody || endpoint.rate == .login { result.append(401) }
        if endpoint.access != .anybody { result.append(403) }
        if endpoint.content != nil { result += [413, 415, 422] }
        if !endpoint.isSafe || endpoint.tag == "reports" { result.append(409) }
        if endpoint.hasPrecondition { result.append(412) }
        return result
    }
}
