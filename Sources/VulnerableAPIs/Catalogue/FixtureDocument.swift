//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Makes the OpenAPI document of a fixture: complete, bounded and with its refusals named, so that nothing but the
/// fixture's own flaw is there to be found.
struct FixtureDocument {
    enum Security {
        case none
        case bearer
        case apiKey(header: String)
        case cookie(String)
        case query(String)

        var json: JSON {
            switch self {
            case .none, .bearer: ["type": "http", "scheme": "bearer"]
            case .apiKey(let header): ["type": "apiKey", "in": "header", "name": .string(header)]
            case .cookie(let name): ["type": "apiKey", "in": "cookie", "name": .string(name)]
            case .query(let name): ["type": "apiKey", "in": "query", "name": .string(name)]
            }
        }
    }

    var title: String
    var openapi = "3.0.3"
    var security = Security.none
    /// A scheme called `second`, for operations that name it.
    var second: Security?
    var operations: [FixtureOperation]

    /// A document without a scheme would be a flaw of its own; where all is public, none of the operations asks for it.
    private var schemes: JSON {
        let main: JSON = ["main": security.json]
        return second.map { main.adding("second", $0.json) } ?? main
    }

    var text: String {
        var paths: [JSON.Member] = []
        for operation in operations {
            let item = paths.first { $0.name == operation.path }?.value ?? [:]
            paths.removeAll { $0.name == operation.path }
            paths.append(.init(name: operation.path, value: item.adding(operation.method.lowercased(), operation.json)))
        }
        let isPublic = operations.allSatisfy { $0.isPublic == true }
        let document: JSON = [
            "openapi": .string(openapi),
            "info": ["title": .string(title), "version": "1.0"],
            "servers": [["url": "https://api.fixtures.example"]],
            "security": isPublic ? [] : [["main": []]],
            "paths": .object(paths),
            "components": [
                "securitySchemes": schemes,
                "responses": ["Refused": Self.refused, "TooMany": Self.tooMany],
            ],
        ]
        return document.text
    }

    private static let refused: JSON = ["description": "The request was refused."]
    private static let tooMany: JSON = [
        "description": "Too many requests.",
        "headers": ["Retry-After": ["schema": ["type": "integer", "minimum": 1, "maximum": 3600]]],
    ]
}

/// An operation of a ``FixtureDocument``.
struct FixtureOperation {
    var method = "GET"
    var path: String
    var summary: String
    var parameters: [JSON] = []
    /// The schema of the JSON body.
    var body: JSON?
    /// The schema of the success.
    var response: JSON
    var mediaType = "application/json"
    /// An example of the success.
    var example: JSON?
    var success = 200
    /// The refusals besides 401, 403 and 429.
    var failures = [400]
    /// Whether it can be called without a credential; `nil` where one is welcome but not needed.
    var isPublic: Bool? = false
    /// The alternatives of security, where they are others than the document's.
    var requirements: JSON?

    var json: JSON {
        var content: JSON = ["schema": response]
        if let example { content = content.adding("example", example) }
        var responses: JSON = .object([])
        responses = responses.adding(
            String(success),
            ["description": "Done.", "content": .object([.init(name: mediaType, value: content)])]
        )
        for status in failures + (isPublic == true ? [] : [401, 403]) {
            responses = responses.adding(String(status), ["$ref": "#/components/responses/Refused"])
        }
        var operation: JSON = [
            "summary": .string(summary),
            "responses": responses.adding("429", ["$ref": "#/components/responses/TooMany"]),
        ]
        if !parameters.isEmpty { operation = operation.adding("parameters", .array(parameters)) }
        if let body {
            let content: JSON = ["application/json": ["schema": body]]
            operation = operation.adding("requestBody", ["required": true, "content": content])
        }
        if let requirements { return operation.adding("security", requirements) }
        switch isPublic {
        case true?: return operation.adding("security", [])
        case nil: return operation.adding("security", [[:], ["main": []]])
        case false?: return operation
        }
    }
}

extension JSON {
    /// A schema of a text.
    static func textSchema(_ longest: Int = 64, _ more: [Member] = []) -> JSON {
        .object([.init(name: "type", value: "string"), .init(name: "maxLength", value: .integer(longest))] + more)
    }

    /// A schema of a whole number.
    static func numberSchema(_ range: ClosedRange<Int> = 1...1_000_000) -> JSON {
        ["type": "integer", "minimum": .integer(range.lowerBound), "maximum": .integer(range.upperBound)]
    }

    static func listSchema(of element: JSON) -> JSON { ["type": "array", "maxItems": 100, "items": element] }

    static func objectSchema(_ properties: JSON, required: [String] = []) -> JSON {
        let schema: JSON = ["type": "object", "properties": properties]
        return required.isEmpty ? schema : schema.adding("required", .array(required.map { .string($0) }))
    }

    static func parameter(_ name: String, in place: String, _ schema: JSON, example: JSON? = nil) -> JSON {
        let parameter: JSON = [
            "name": .string(name), "in": .string(place), "required": .bool(place == "path"), "schema": schema,
        ]
        return example.map { parameter.adding("example", $0) } ?? parameter
    }
}
