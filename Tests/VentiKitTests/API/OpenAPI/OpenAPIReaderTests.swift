//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing

@testable import VentiKit

struct OpenAPIReaderTests {
    private func read(_ text: String) throws -> APIDescription {
        try APIDescription(bytes: Array(text.utf8), name: "api.yaml")
    }

    @Test func readsAnOpenAPI3Document() throws {
        let description = try read(
            """
            openapi: 3.0.3
            info: {title: Pets, version: 1.0}
            servers:
              - url: '{scheme}://api.example.com/{base}'
                variables: {scheme: {default: https}, base: {enum: [v1]}}
            security: [{key: []}]
            paths:
              /pets/{petId}:
                parameters:
                  - {name: petId, in: path, required: true, schema: {type: integer}}
                  - {name: verbose, in: query, schema: {type: boolean}}
                get:
                  operationId: getPet
                  tags: [pets]
                  parameters:
                    - {name: verbose, in: query, schema: {type: string}, example: full}
                  responses:
                    200:
                      description: A pet
                      headers: {ETag: {schema: {type: string}}}
                      content:
                        application/json: {schema: {$ref: '#/components/schemas/Pet'}}
                put:
                  deprecated: true
                  security: []
                  requestBody:
                    required: true
                    content:
                      application/json: {schema: {$ref: '#/components/schemas/Pet'}, example: {name: Rex}}
            components:
              securitySchemes: {key: {type: apiKey, name: X-Key, in: header}}
              schemas:
                Pet:
                  type: object
                  required: [name]
                  properties:
                    name: {type: string, minLength: 1, nullable: true}
                    mother: {$ref: '#/components/schemas/Pet'}
            """
        )
        #expect(description.title == "Pets")
        #expect(description.version == "1.0")
        #expect(description.servers == ["https://api.example.com/v1"])
        #expect(description.diagnostics.isEmpty)
        #expect(description.operations.map(\.id) == ["GET /pets/{petId}", "PUT /pets/{petId}"])
        let get = description.operations[0]
        #expect(get.operationID == "getPet")
        #expect(get.source.map { "\($0)" } == "api.yaml:12:5")
        #expect(get.parameters.map(\.name) == ["petId", "verbose"])
        #expect(get.parameters[1].schema.types == .string)
        #expect(get.parameters[1].examples == [.string("full")])
        #expect(get.requiresCredential)
        #expect(get.responses["200"]?.headers == ["ETag"])
        let put = description.operations[1]
        #expect(put.isDeprecated && put.declaresSecurity && put.security.isEmpty)
        #expect(put.requestBody?.contents.first?.examples == [.object([.init("name", .string("Rex"))])])
        let schema = try #require(put.requestBody?.contents.first?.schema)
        #expect(schema.reference == "#/components/schemas/Pet")
        let pet = description.schemas.resolve(schema)
        #expect(pet.properties.map(\.name) == ["name", "mother"])
        #expect(pet.properties[0].schema.types == [.string, .null])
        #expect(description.schemas.resolve(pet.properties[1].schema) == pet)
        #expect(description.securitySchemes == ["key": .apiKey(name: "X-Key", location: .header)])
    }

    @Test func readsASwagger2Document() throws {
        let description = try read(
            """
            swagger: "2.0"
            info: {title: T, version: "1"}
            host: api.example.com
            basePath: /v1
            schemes: [https]
            consumes: [application/xml]
            produces: [text/plain]
            securityDefinitions: {basic: {type: basic}, flow: {type: oauth2, flow: implicit}}
            paths:
              /a:
                post:
                  parameters:
                    - {name: body, in: body, required: true, schema: {$ref: '#/definitions/A'}}
                    - {name: ids, in: query, type: array, items: {type: integer}, collectionFormat: multi}
                  responses: {200: {description: ok, schema: {type: string}, examples: {text/plain: hi}}}
              /b:
                post:
                  consumes: [application/x-www-form-urlencoded]
                  parameters:
                    - {name: name, in: formData, type: string, required: true}
                    - {name: photo, in: formData, type: file}
            definitions: {A: {type: object, properties: {x: {type: integer, format: int64}}}}
            """
        )
        #expect(description.servers == ["https://api.example.com/v1"])
        #expect(description.securitySchemes == ["basic": .basic, "flow": .oauth2(flows: ["implicit"])])
        let body = try #require(description.operations[0].requestBody)
        #expect(body.isRequired && body.contents.map(\.mediaType) == ["application/xml"])
        #expect(body.contents[0].schema.map(description.schemas.resolve)?.properties.map(\.name) == ["x"])
        let ids = description.operations[0].parameters[0]
        #expect(ids.style == .form && ids.explode && ids.schema.items.first?.types == .integer)
        let response = try #require(description.operations[0].responses["200"])
        #expect(
            response.contents == [
                APIContent(mediaType: "text/plain", schema: APISchema(.string), examples: [.string("hi")])
            ]
        )
        let form = try #require(description.operations[1].requestBody?.contents.first)
        #expect(form.isForm && form.schema?.required == ["name"])
        #expect(form.schema?.properties.map(\.schema.format) == [nil, "binary"])
    }

    @Test func readsTheMethodsOfOpenAPI32() throws {
        let description = try read(
            """
            openapi: 3.2.0
            paths:
              /a:
                query: {}
                additionalOperations: {COPY: {}, QUERY: {}}
                GET: {}
            """
        )
        #expect(description.operations.map(\.id) == ["QUERY /a", "COPY /a"])
        #expect(
            description.diagnostics.map(\.description) == [
                "api.yaml:1:10: note: OpenAPI 3.2 is read as 3.1 with the method QUERY and additional operations.",
                "api.yaml:5:38: warning: The path has the method QUERY twice; the first is used.",
                "api.yaml:6:5: note: “GET” is no method of a path; it is ignored.",
            ]
        )
    }

    @Test(arguments: [
        (
            "[1, 2]", "notOpenAPI",
            "api.yaml:1:1: The document is a list, not an OpenAPI description, which is a mapping with the key “openapi” or “swagger”."
        ),
        (
            "hello", "notOpenAPI",
            "api.yaml:1:1: The document is a text, not an OpenAPI description, which is a mapping with the key “openapi” or “swagger”."
        ),
        (
            "{}", "notOpenAPI",
            "api.yaml:1:1: This is not an OpenAPI description: it has neither the key “openapi” nor “swagger”. It is an empty mapping."
        ),
        (
            "name: x\non: y\n", "notOpenAPI",
            "api.yaml:1:1: This is not an OpenAPI description: it has neither the key “openapi” nor “swagger”. The keys found are “name”, “on”."
        ),
        (
            "swagger: '1.2'", "unsupportedVersion",
            "api.yaml:1:10: The version “1.2” is not supported; 2.0, 3.0, 3.1 and 3.2 are. Convert the document."
        ),
        (
            "openapi: 4.0.0", "unsupportedVersion",
            "api.yaml:1:10: The version “4.0.0” is not supported; 2.0, 3.0, 3.1 and 3.2 are. Convert the document."
        ),
        (
            "<html></html>", "notOpenAPI",
            "api.yaml:1:1: The document is a text, not an OpenAPI description, which is a mapping with the key “openapi” or “swagger”."
        ),
    ])
    func whatIsNoDescriptionIsAnError(_ text: String, _ code: String, _ message: String) throws {
        let error = #expect(throws: OpenAPIReaderError.self) { try read(text) }
        #expect(error?.code.description == code)
        #expect(error?.description == message)
    }

    @Test func sizeIsBounded() throws {
        var limits = OpenAPIReader.Limits()
        limits.maximumBytes = 10
        let error = #expect(throws: OpenAPIReaderError.self) {
            try OpenAPIReader(limits: limits).read(bytes: Array("openapi: 3.0.0".utf8), name: "big.yaml")
        }
        #expect(error?.code == .tooLarge)
        #expect(
            error?.description
                == "big.yaml: The document has 14 bytes, more than the 10 allowed. Split it, or raise the limit maximumBytes."
        )
    }

    @Test func longTextsDoNotMakeLongMessages() throws {
        let long = String(repeating: "x", count: 100_000)
        let error = #expect(throws: OpenAPIReaderError.self) { try read("\(long): 1\na: *\(long)\n") }
        #expect((error?.description.count ?? 0) < 500)
        let description = try read("openapi: 3.0.0\npaths: {/a: {get: {parameters: [{name: \(long), in: \(long)}]}}}")
        #expect(description.diagnostics.count == 1)
        #expect(description.diagnostics.allSatisfy { $0.message.count <= 400 })
    }

    @Test func referencesCannotMakeASmallDocumentHuge() throws {
        // 400 paths of 2,000 parameters each, from a document of 70 kB.
        let parameters = (0..<2_000).map { "{name: p\($0), in: query}" }.joined(separator: ", ")
        let paths = (0..<400).map { "  /p\($0): {$ref: '#/x-item'}\n" }.joined()
        let description = try read("openapi: 3.0.0\nx-item: {parameters: [\(parameters)], get: {}}\npaths:\n\(paths)")
        #expect(description.operations.reduce(0) { $0 + $1.parameters.count } < 300_000)
        #expect(description.diagnostics.contains { $0.level == .error })
    }
}
