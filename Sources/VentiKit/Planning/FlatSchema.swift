//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// The scalar members of an object schema with their places, seen through references and compositions.
struct FlatSchema {
    /// A scalar member.
    struct Field {
        var name: String
        /// The JSON Pointer (RFC 6901) to the member.
        var pointer: String
        var schema: APISchema
    }

    private(set) var fields: [Field] = []
    /// How many schemas are still looked at: those that refer to themselves many times would have no end.
    private var remaining = 5_000

    /// Flattens a schema to at most 200 fields and a depth of 6.
    init(_ schema: APISchema, in schemas: SchemaLibrary) {
        collect(schema, in: schemas, name: "", pointer: "", depth: 0)
    }

    private mutating func collect(
        _ schema: APISchema,
        in schemas: SchemaLibrary,
        name: String,
        pointer: String,
        depth: Int
    ) {
        guard depth < 6, fields.count < 200, remaining > 0 else { return }
        remaining -= 1
        let schema = schemas.resolve(schema)
        for part in schema.allOf { collect(part, in: schemas, name: name, pointer: pointer, depth: depth + 1) }
        if let alternative = schema.oneOf.first ?? schema.anyOf.first {
            collect(alternative, in: schemas, name: name, pointer: pointer, depth: depth + 1)
        }
        for property in schema.properties {
            let escaped = property.name.replacing("~", with: "~0").replacing("/", with: "~1")
            collect(
                property.schema,
                in: schemas,
                name: property.name,
                pointer: "\(pointer)/\(escaped)",
                depth: depth + 1
            )
        }
        let isScalar = schema.properties.isEmpty && schema.allOf.isEmpty && schema.oneOf.isEmpty && schema.anyOf.isEmpty
        if isScalar, !name.isEmpty, schema.types.isDisjoint(with: [.array, .object]) {
            fields.append(Field(name: name, pointer: pointer, schema: schema))
        }
    }
}
