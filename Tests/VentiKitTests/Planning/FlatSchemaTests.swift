//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing

@testable import VentiKit

struct FlatSchemaTests {
    @Test func scalarsAreFoundThroughReferencesAndCompositions() {
        let schema = APISchema.object(("user", .reference("User")), ("tags", APISchema(.array)))
        let user = APISchema([]) { $0.allOf = [.texts("name"), .object(("a/b", APISchema(.integer)))] }
        let flat = FlatSchema(schema, in: SchemaLibrary(["User": user]))
        #expect(flat.fields.map(\.pointer) == ["/user/name", "/user/a~1b"])
        #expect(flat.fields.map(\.name) == ["name", "a/b"])
    }

    @Test func recursionThatBranchesEnds() {
        let node = APISchema(.object) { schema in
            schema.properties = (0..<60).map { .init(name: "p\($0)", schema: .reference("Node")) }
        }
        #expect(FlatSchema(.reference("Node"), in: SchemaLibrary(["Node": node])).fields.isEmpty)
    }

    @Test func theFieldsAreBounded() {
        let wide = APISchema(.object) { schema in
            schema.properties = (0..<5_000).map { .init(name: "p\($0)", schema: APISchema(.string)) }
        }
        #expect(FlatSchema(wide, in: SchemaLibrary()).fields.count == 200)
    }
}
