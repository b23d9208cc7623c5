//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// The scalar members that a schema gives one object, seen through references and compositions.
struct ObjectShape: Sendable {
    /// A scalar member.
    struct Field: Sendable {
        var name: String
        var schema: APISchema
        var isReadOnly: Bool
    }

    private(set) var fields: [Field] = []

    /// The names of the members.
    var names: Set<String> { Set(fields.map(\.name)) }

    /// The objects in a schema, the outermost first: the value itself, what it wraps, and what its lists hold.
    static func all(in schema: APISchema, _ schemas: SchemaLibrary) -> [ObjectShape] {
        var search = Search(schemas: schemas)
        search.visit(schema, depth: 0)
        return search.found.filter { !$0.fields.isEmpty }
    }

    /// The object that shares the most names with others, or `nil` where none shares any.
    static func best(_ shapes: [ObjectShape], sharing names: Set<String>) -> ObjectShape? {
        var best: (shape: ObjectShape, count: Int)?
        for shape in shapes {
            let count = shape.names.intersection(names).count
            if count > best?.count ?? 0 { best = (shape, count) }
        }
        return best?.shape
    }

    private struct Search {
        let schemas: SchemaLibrary
        var found: [ObjectShape] = []
        /// How many schemas are still looked at: those that refer to themselves many times would have no end.
        private var remaining = 2_000

        init(schemas: SchemaLibrary) { self.schemas = schemas }

        mutating func visit(_ schema: APISchema, depth: Int) {
            guard depth < 6, remaining > 0, found.count < 64 else { return }
            remaining -= 1
            let properties = properties(of: schema, depth: 0)
            if properties.isEmpty {
                for item in schemas.resolve(schema).items { visit(item, depth: depth + 1) }
                return
            }
            var shape = ObjectShape()
            var inner: [APISchema] = []
            for property in properties.prefix(200) {
                let resolved = schemas.resolve(property.schema)
                if isScalar(resolved) {
                    let isReadOnly = property.schema.isReadOnly || resolved.isReadOnly
                    guard !shape.fields.contains(where: { $0.name == property.name }) else { continue }
                    shape.fields.append(Field(name: property.name, schema: plain(resolved), isReadOnly: isReadOnly))
                } else {
                    inner.append(resolved)
                }
            }
            found.append(shape)
            for schema in inner { visit(schema, depth: depth + 1) }
        }

        private mutating func properties(of schema: APISchema, depth: Int) -> [APISchema.Property] {
            guard depth < 6, remaining > 0 else { return [] }
            remaining -= 1
            let schema = schemas.resolve(schema)
            var properties = schema.properties
            for part in schema.allOf { properties += self.properties(of: part, depth: depth + 1) }
            if let alternative = schema.oneOf.first ?? schema.anyOf.first {
                properties += self.properties(of: alternative, depth: depth + 1)
            }
            return properties
        }

        private func isScalar(_ schema: APISchema) -> Bool {
            guard schema.properties.isEmpty, schema.items.isEmpty, schema.allOf.count < 2 else { return false }
            let parts = (schema.allOf + schema.oneOf + schema.anyOf).map(schemas.resolve)
            return schema.types.isDisjoint(with: [.array, .object])
                && parts.allSatisfy { $0.properties.isEmpty && $0.types.isDisjoint(with: [.array, .object]) }
        }

        /// A scalar schema without the composition around it, as `allOf` of one reference or a nullable alternative.
        private func plain(_ schema: APISchema) -> APISchema {
            guard schema.types.isEmpty, schema.enumeration.isEmpty else { return schema }
            let parts = (schema.allOf + schema.oneOf + schema.anyOf).map(schemas.resolve)
            return parts.first { $0.types != .null } ?? schema
        }
    }
}
