//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing

@testable import VentiKit

/// What real documents have that the specifications do not allow.
struct LenientReadingTests {
    private func read(_ text: String) throws -> APIDescription {
        try APIDescription(bytes: Array(text.utf8), name: "api.yaml")
    }

    private func schema(
        _ text: String,
        version: String = "3.0.0"
    ) throws -> (schema: APISchema, diagnostics: [ScanDiagnostic]) {
        let description = try read("openapi: \(version)\ncomponents: {schemas: {S: \(text), T: {type: string}}}")
        return (try #require(description.schemas["#/components/schemas/S"]), description.diagnostics)
    }

    @Test(arguments: ["3.0", "3.0.1-rc", "3.1", "3.0.8-+", "3.9.0", "3"])
    func unusualVersionsAreRead(_ version: String) throws {
        #expect(try read("openapi: \(version)\npaths: {/a: {get: {}}}").operations.count == 1)
        #expect(
            try read("{\"openapi\": \"\(version)\", \"paths\": {\"/a\": {\"get\": {}}}}").documentVersion == version
        )
    }

    @Test(arguments: [
        "/#X-Amz-Target=A", "/alerts?lat={lat}", " /lead", "/trail ", "noslash", "//", "/*", "/a/:id", "/{a}={b}",
        "/{unbalanced", "/a/",
    ])
    func pathKeysStayAsTheyAre(_ path: String) throws {
        let description = try read("openapi: 3.0.0\npaths: {\"\(path)\": {get: {}}}")
        #expect(description.operations.map(\.path) == [path])
    }

    @Test func pathParametersAreThoseOfTheTemplate() throws {
        let description = try read(
            """
            openapi: 3.0.0
            paths:
              /a/{x}/{rest+}/:id:
                get:
                  parameters: [{name: rest, in: path}, {name: gone, in: path}, {name: id, in: path}, {name: Authorization, in: header}]
            """
        )
        #expect(description.operations[0].parameters.map(\.name) == ["rest+", "id", "x"])
        #expect(description.operations[0].parameters.allSatisfy { $0.isRequired })
        #expect(description.diagnostics.count == 3)
    }

    @Test func brokenPartsCostOnlyThemselves() throws {
        let description = try read(
            """
            openapi: 3.0.0
            info: nothing
            servers: nowhere
            tags: 7
            paths:
              /null:
              /list: [1]
              /a:
                get: null
                put: []
                parameters: {}
                post:
                  parameters:
                    - text
                    - {in: query}
                    - {name: q, in: querry}
                    - {name: r, in: Query, required: "true", type: integer}
                    - {$ref: '#/components/parameters/none'}
                  requestBody: 1
                  responses: [200]
                delete:
                  requestBody: {content: [1]}
                  responses: {200: null, 4xx: {$ref: '#/nowhere'}, x-a: 1}
                  security: [text, {a: b}, null]
            """
        )
        #expect(description.pathCount == 3)
        #expect(description.operations.map(\.id) == ["POST /a", "DELETE /a"])
        let post = description.operations[0]
        #expect(post.parameters.map(\.name) == ["r"])
        #expect(post.parameters.first?.isRequired == true)
        #expect(post.parameters.first?.schema.types == .integer)
        #expect(description.operations[1].responses.keys.sorted() == ["200", "4xx"])
        #expect(description.operations[1].security.map { $0.map(\.scheme) } == [["text"], ["a"]])
        #expect(description.securitySchemes == ["text": .unknown(type: "undefined"), "a": .unknown(type: "undefined")])
        #expect(description.diagnostics.allSatisfy { $0.source != nil })
    }

    @Test func securityIsNeverLost() throws {
        let description = try read(
            """
            openapi: 3.1.0
            security: [{none: [x]}, {}]
            paths: {/a: {get: {security: null}, put: {security: {b: []}}, post: {security: [{b: [], c: []}]}}}
            components:
              securitySchemes:
                b: {type: HTTP, scheme: BEARER, bearerFormat: JWT}
                c: {$ref: 'other.yaml#/c'}
                d: {type: http, scheme: postBody}
                e: {type: x-own}
                f: null
                g: {type: openIdConnect, openIdConnectUrl: /relative}
                h: {type: oauth2, flows: {implicit: {}, x-more: {}}}
            """
        )
        #expect(description.operations[0].security.map { $0.map(\.scheme) } == [["none"], []])
        #expect(!description.operations[0].requiresCredential)
        #expect(description.operations[1].security.map { $0.map(\.scheme) } == [["b"]])
        #expect(description.operations[2].security.map { $0.map(\.scheme) } == [["b", "c"]])
        #expect(description.securitySchemes["b"] == .bearer(format: "JWT"))
        #expect(description.securitySchemes["c"] == .unknown(type: "other.yaml#/c"))
        #expect(description.securitySchemes["d"] == .http(scheme: "postBody"))
        #expect(description.securitySchemes["e"] == .unknown(type: "x-own"))
        #expect(description.securitySchemes["g"] == .openIDConnect(url: "/relative"))
        #expect(description.securitySchemes["h"] == .oauth2(flows: ["implicit"]))
        #expect(description.securitySchemes["none"] == .unknown(type: "undefined"))
    }

    @Test func schemasOfAllVersionsMeanTheSame() throws {
        #expect(try schema("{type: string, nullable: true}").schema.types == [.string, .null])
        #expect(try schema("{type: [string, 'null']}").schema.types == [.string, .null])
        #expect(try schema("{type: [string, null]}").schema.types == [.string, .null])
        let old = try schema("{minimum: 1, exclusiveMinimum: true}").schema
        let new = try schema("{exclusiveMinimum: 1}", version: "3.1.0").schema
        #expect(old == new)
        #expect(try schema("{const: x}").schema.enumeration == [.string("x")])
        #expect(try schema("{items: [{type: string}]}").schema.items == [APISchema(.string)])
        #expect(try schema("{items: [{type: string}, {type: integer}]}").schema.items.first?.anyOf.count == 2)
        #expect(try schema("{examples: {a: {value: 1}, b: 2}}").schema.examples == [.integer(1), .integer(2)])
        #expect(try schema("{properties: {a: {required: true, type: string}}}").schema.required == ["a"])
        #expect(try schema("{additionalProperties: false}").schema.forbidsAdditionalProperties)
        #expect(try schema("true", version: "3.1.0").schema == APISchema())
    }

    @Test func wrongLeavesAreReportedAndLeftOut() throws {
        let (schema, diagnostics) = try schema(
            "{type: obect, minimum: '0', maximum: many, maxLength: 18446744073709551615, minItems: -1, enum: no, items: text, pattern: '\\p{X}', format: 7}"
        )
        #expect(schema.minimum == 0 && schema.maximum == nil && schema.maxLength == Int.max && schema.minItems == nil)
        #expect(schema.pattern == "\\p{X}" && schema.format == "7")
        #expect(
            diagnostics.map(\.message) == [
                "The type “obect” does not exist. Write string, number, integer, boolean, array or object.",
                "“maximum” is a text, not a number; it is ignored.",
                "“minItems” is no whole number from 0 on; it is ignored.",
                "“enum” is a text, not a list; it is ignored.",
                "The schema is a text, not a mapping; it is read as one that allows everything.",
            ]
        )
        #expect(diagnostics.first?.source.map { "\($0)" } == "api.yaml:2:34")
    }

    @Test func propertiesMayBeCalledLikeKeywords() throws {
        let schema = try schema(
            "{properties: {$ref: {type: string}, type: {type: integer}, properties: {}, example: {example: {$ref: '#/none'}}}}"
        )
        #expect(schema.schema.properties.map(\.name) == ["$ref", "type", "properties", "example"])
        #expect(schema.schema.properties[0].schema.types == .string)
        #expect(schema.diagnostics.isEmpty)
    }

    @Test func siblingsOfAReferenceCount() throws {
        let annotated = try schema("{$ref: '#/components/schemas/T', description: d, readOnly: true}").schema
        #expect(annotated.reference == "#/components/schemas/T" && annotated.allOf.isEmpty)
        let constrained = try schema("{$ref: '#/components/schemas/T', maxLength: 3}").schema
        #expect(constrained.reference == nil && constrained.maxLength == 3)
        #expect(constrained.allOf == [.reference("#/components/schemas/T")])
        #expect(try schema("{$ref: 5, type: string}").schema == APISchema(.string))
    }

    @Test func mixturesOfVersionsAreRead() throws {
        let description = try read(
            """
            swagger: "2.0"
            paths:
              /a: {post: {requestBody: {content: {application/json: {schema: {type: string}}}}, responses: {200: {content: {text/plain: {}}}}}}
            components: {schemas: {A: {type: string}}, securitySchemes: {k: {type: apiKey, in: cookie, name: sid}}}
            """
        )
        #expect(description.operations[0].requestBody?.contents.first?.schema == APISchema(.string))
        #expect(description.operations[0].responses["200"]?.contents.map(\.mediaType) == ["text/plain"])
        #expect(description.schemas["#/components/schemas/A"] == APISchema(.string))
        #expect(description.securitySchemes["k"] == .apiKey(name: "sid", location: .cookie))
        let other = try read(
            "openapi: 3.0.0\nhost: h\npaths: {/a: {post: {parameters: [{in: body, name: b, schema: {type: integer}}]}}}"
        )
        #expect(other.operations[0].requestBody?.contents.first?.schema == APISchema(.integer))
        #expect(other.servers == ["https://h"])
    }

    @Test func webhooksAreCountedAndNotScanned() throws {
        let description = try read("openapi: 3.1.0\nwebhooks: {a: {post: {}}, b: {post: {}}}")
        #expect(description.webhookCount == 2)
        #expect(description.operations.isEmpty)
    }
}
