//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import Testing

@testable import VentiKit

struct ReferenceTests {
    /// Writes files into a new folder, and removes it afterwards.
    private func withFolder(_ files: [String: String], _ body: (String) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "venti-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        for (name, text) in files {
            let file = folder.appending(path: name)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(),
                withIntermediateDirectories: true
            )
            try Data(text.utf8).write(to: file)
        }
        try body(folder.path)
    }

    private func read(_ text: String) throws -> APIDescription {
        try APIDescription(bytes: Array(text.utf8), name: "api.yaml")
    }

    @Test(arguments: [
        (
            "#/paths/~1a~1%7Bid%7D/get/responses/200/content/application~1json/schema",
            "#/paths/~1a~1{id}/get/responses/200/content/application~1json/schema"
        ),
        ("#/components/schemas/A/properties/x", "#/components/schemas/A/properties/x"),
        ("#/components/schemas/A/allOf/1", "#/components/schemas/A/allOf/1"),
        ("#/components/schemas/R/properties/x", "#/components/schemas/R/properties/x"),
        ("#here", "#here"), ("A", "#/components/schemas/A"), ("#A", "#/components/schemas/A"),
    ])
    func localReferencesLeadToTheirTargets(_ reference: String, _ canonical: String) throws {
        let description = try read(
            """
            openapi: 3.1.0
            paths:
              /a/{id}: {get: {responses: {200: {content: {application/json: {schema: {title: t}}}}}}}
              /b: {get: {parameters: [{name: q, in: query, schema: {$ref: '\(reference)'}}]}}
            components:
              schemas:
                A: {title: t, properties: {x: {title: t}}, allOf: [{}, {title: t}]}
                R: {$ref: '#/components/schemas/A'}
                Anchored: {properties: {y: {$anchor: here, title: t}}}
            """
        )
        let schema = try #require(description.operations.last?.parameters.first?.schema)
        #expect(schema.reference == canonical)
        #expect(description.schemas.resolve(schema).title == "t")
    }

    @Test func circlesEnd() throws {
        let description = try read(
            """
            openapi: 3.0.0
            paths:
              /a: {$ref: '#/paths/~1b'}
              /b: {$ref: '#/paths/~1a'}
              /c: {get: {parameters: [{$ref: '#/components/parameters/P'}], responses: {200: {$ref: '#/components/responses/R/x'}}}}
            components:
              parameters: {P: {$ref: '#/components/parameters/P'}}
              responses: {R: {$ref: '#/components/responses/R/x'}}
              schemas:
                A: {$ref: '#/components/schemas/B'}
                B: {$ref: '#/components/schemas/A'}
                Tree: {properties: {children: {type: array, items: {$ref: '#/components/schemas/Tree'}}}}
            """
        )
        #expect(description.operations.count == 1)
        #expect(description.schemas.resolve(.reference("#/components/schemas/A")) == APISchema())
        #expect(description.diagnostics.contains { $0.message == "The reference leads in a circle; it is ignored." })
        #expect(
            description.schemas["#/components/schemas/Tree"]?.properties[0].schema.items == [
                .reference("#/components/schemas/Tree")
            ]
        )
    }

    @Test func brokenReferencesAreReportedOnceWithTheirPlace() throws {
        let description = try read(
            """
            openapi: 3.0.0
            components:
              schemas:
                A: {properties: {x: {$ref: '#/components/schemas/None'}, y: {$ref: '#/components/schemas/None'}}}
            """
        )
        #expect(
            description.diagnostics.map(\.description) == [
                "api.yaml:4:32: warning: The reference “#/components/schemas/None” leads nowhere. Check its spelling."
            ]
        )
    }

    @Test func filesBesideTheDocumentAreRead() throws {
        try withFolder([
            "api.yaml": """
            openapi: 3.0.0
            paths:
              /a: {$ref: paths/a%20b.yaml}
              /b: {get: {$ref: 'paths/op.json'}}
              /c: {get: {parameters: [{name: q, in: query, schema: {$ref: './api.yaml#/components/schemas/Own'}}]}}
            components: {schemas: {Own: {type: string}}}
            """,
            "paths/a b.yaml":
                "get: {responses: {200: {content: {text/plain: {schema: {$ref: ../schemas/pet.yaml#/Pet}}}}}}",
            "paths/op.json": #"{"operationId": "op", "parameters": [{"name": "x", "in": "query"}]}"#,
            "schemas/pet.yaml": "Pet: {type: object, properties: {friend: {$ref: '#/Pet'}}}",
        ]) { folder in
            let description = try APIDescription(contentsOf: folder + "/api.yaml")
            #expect(description.diagnostics.isEmpty)
            #expect(description.operations.map(\.id) == ["GET /a", "GET /b", "GET /c"])
            #expect(description.operations[0].source.map { "\($0)" } == "\(folder)/paths/a b.yaml:1:1")
            #expect(description.operations[1].operationID == "op")
            #expect(description.operations[1].parameters.map(\.name) == ["x"])
            let schema = try #require(description.operations[0].responses["200"]?.contents.first?.schema)
            #expect(schema.reference == "schemas/pet.yaml#/Pet")
            #expect(
                description.schemas.resolve(schema).properties.map(\.schema) == [.reference("schemas/pet.yaml#/Pet")]
            )
            #expect(description.operations[2].parameters[0].schema.reference == "#/components/schemas/Own")
        }
    }

    @Test(arguments: ["../secret.yaml", "/etc/hostname", "link.yaml", "sub/../../secret.yaml", "%2e%2e/secret.yaml"])
    func filesAboveTheFolderAreNotOpened(_ reference: String) throws {
        try withFolder([
            "secret.yaml": "type: string\ntitle: secret",
            "spec/api.yaml": "openapi: 3.0.0\ncomponents: {schemas: {A: {$ref: '\(reference)'}}}",
        ]) { folder in
            try FileManager.default.createSymbolicLink(
                atPath: folder + "/spec/link.yaml",
                withDestinationPath: "../secret.yaml"
            )
            let description = try APIDescription(contentsOf: folder + "/spec/api.yaml")
            #expect(description.schemas.references == ["#/components/schemas/A"])
            #expect(description.diagnostics.count == 1)
            #expect(description.diagnostics.first?.message.contains("outside the document's folder") == true)
            guard !reference.hasPrefix("/") else { return }
            let reader = OpenAPIReader(allowsReferencesOutsideFolder: true)
            let allowed = try APIDescription(contentsOf: folder + "/spec/api.yaml", reader: reader)
            #expect(allowed.schemas.resolve(.reference("#/components/schemas/A")).title == "secret")
        }
    }

    @Test func unreadableFilesAreErrorsOrDiagnostics() throws {
        try withFolder([
            "api.yaml": "openapi: 3.0.0\ncomponents: {schemas: {A: {$ref: none.yaml}, B: {$ref: bad.yaml}}}",
            "bad.yaml": "a: [\n",
        ]) { folder in
            let description = try APIDescription(contentsOf: folder + "/api.yaml")
            let prefix = "The reference leads to a file that cannot be read. \(folder)"
            let messages = description.diagnostics.map(\.message)
            #expect(messages.count == 2)
            #expect(
                messages.first
                    == "\(prefix)/none.yaml: There is no such file, or it may not be read. Check the path and its permissions."
            )
            #expect(
                messages.last
                    == "\(prefix)/bad.yaml:1:4: The bracket that opens here is never closed. Is the file complete?"
            )
            let missing = #expect(throws: OpenAPIReaderError.self) {
                try APIDescription(contentsOf: folder + "/no.yaml")
            }
            #expect(missing?.code == .unreadable)
            #expect(
                missing?.description
                    == "\(folder)/no.yaml: There is no such file, or it may not be read. Check the path and its permissions."
            )
            let directory = #expect(throws: OpenAPIReaderError.self) { try APIDescription(contentsOf: folder) }
            #expect(
                directory?.description
                    == "\(folder): This is not a file but a folder or device. Name the document itself."
            )
        }
    }

    @Test func urlsAreNotFetchedUnlessAllowed() async throws {
        let text = "openapi: 3.0.0\ncomponents: {schemas: {A: {$ref: 'https://example.com/a/s.yaml#/S'}}}"
        let description = try read(text)
        #expect(
            description.diagnostics.map(\.message) == [
                "The reference leads to “https://example.com/a/s.yaml”, which was not fetched: URLs in documents are off by default."
            ]
        )
        let files = [
            "https://example.com/a/s.yaml": "S: {$ref: ../t.yaml}", "https://example.com/t.yaml": "title: remote",
        ]
        let loaded = try await OpenAPIReader().read(bytes: Array(text.utf8), name: "api.yaml") { url in
            Array(try #require(files[url]).utf8)
        }
        #expect(loaded.diagnostics.isEmpty)
        #expect(loaded.schemas.resolve(.reference("#/components/schemas/A")).title == "remote")
    }

    @Test func aURLThatCannotBeFetchedIsADiagnostic() async throws {
        struct Refused: Error {}
        let text = "openapi: 3.0.0\ncomponents: {schemas: {A: {$ref: 's.yaml'}}}"
        let description = try await OpenAPIReader().read(
            bytes: Array(text.utf8),
            name: "example.com/api.yaml",
            baseURL: "https://example.com/v1/api.yaml"
        ) { _ in throw Refused() }
        #expect(description.diagnostics.map(\.message) == ["“https://example.com/v1/s.yaml” could not be fetched."])
    }
}
