//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import Hummingbird
import Testing
import VentiKit

@testable import VentiServer
@testable import VentiService

@Suite struct OpenAPIDocumentTests {
    private let document = OpenAPIDocument(API.endpoints(ServerConfiguration(), ServerState())).json

    /// The operations of the document, as the router names them.
    private var described: Set<String> {
        var result: Set<String> = []
        for (path, item) in document["paths"]?.members ?? [:] {
            for method in item.members.keys { result.insert("\(method.uppercased()) \(path)") }
        }
        return result
    }

    @Test func theRoutesAndTheDocumentAreTheSameBothWays() async throws {
        let test = try await ServerUnderTest()
        let routes = Set(test.server.router().routes.map { "\($0.method.rawValue) \($0.path)" })
        // Liveness is the one route that is not part of the API.
        #expect(routes.subtracting(described) == ["GET /livez"])
        #expect(described.subtracting(routes).isEmpty)
        #expect(described.count >= 50)
    }

    @Test func everyOperationIsDescribedOnceAndEveryReferenceIsThere() {
        let operations = (document["paths"]?.members ?? [:]).values.flatMap { $0.members.values }
        let ids = operations.compactMap { $0["operationId"]?.text }
        #expect(ids.count == operations.count && Set(ids).count == ids.count)
        #expect(operations.allSatisfy { $0["summary"]?.text?.isEmpty == false })
        var references: Set<String> = []
        func walk(_ value: JSON) {
            switch value {
            case .array(let items): items.forEach(walk)
            case .object(let members):
                if let reference = members["$ref"]?.text { references.insert(reference) }
                members.values.forEach(walk)
            default: break
            }
        }
        walk(document)
        let known = Set(Components.schemas.keys.map { "#/components/schemas/\($0)" })
        #expect(references.isSubset(of: known), "\(references.subtracting(known))")
        #expect(known.subtracting(references).isEmpty, "\(known.subtracting(references))")
    }

    /// What the server asks of others it can do itself: VentiKit reads the document without a complaint.
    @Test func ventiKitReadsTheDocument() throws {
        let description = try APIDescription(bytes: Array(document.encoded().utf8), name: "openapi.json")
        #expect(description.operations.count == described.count)
        #expect(description.diagnostics.filter { $0.level != .note }.isEmpty, "\(description.diagnostics)")
    }

    @Test func theExamplesAreWhatTheSchemasAskFor() {
        for endpoint in API.endpoints(ServerConfiguration(), ServerState()) {
            guard let content = endpoint.content, let schema = content.schema, let example = content.example else {
                continue
            }
            let text = (try? example.encoded()) ?? ""
            let filled = text.replacing(/\{[a-z]+\}/) { _ in RecordID.make().rawValue }
            let value = (try? JSONDecoder().decode(JSON.self, from: Data(filled.utf8))) ?? .null
            #expect(schema.faults(in: value).isEmpty, "\(endpoint.id)")
        }
    }
}
