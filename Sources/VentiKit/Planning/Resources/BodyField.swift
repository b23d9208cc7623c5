//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// A scalar member of a request's body as the document describes it, seen through lists as well: of each list, the
/// first element.
struct BodyField: Sendable {
    var name: String
    var point: InsertionPoint
    var schema: APISchema
    /// Whether the member, and every object around it, must be there.
    var isRequired: Bool

    /// The words of its name.
    var words: Set<String> { Set(Words.split(name).map(Words.singular)) }

    /// Whether it takes a number.
    var isNumeric: Bool { !schema.types.isDisjoint(with: [.integer, .number]) }

    /// The members of an operation's JSON or form body, at most 200.
    static func all(of operation: APIOperation, _ schemas: SchemaLibrary) -> [BodyField] {
        guard let body = operation.requestBody else { return [] }
        let content = body.contents.first(where: \.isJSON) ?? body.contents.first(where: \.isForm)
        guard let content, let schema = content.schema else { return [] }
        var collector = Collector(schemas: schemas, isJSON: content.isJSON)
        collector.collect(schema, name: "", pointer: "", isRequired: true, depth: 0)
        return collector.fields
    }

    private struct Collector {
        let schemas: SchemaLibrary
        let isJSON: Bool
        var fields: [BodyField] = []
        /// How many schemas are still looked at: those that refer to themselves many times would have no end.
        private var remaining = 2_000

        init(schemas: SchemaLibrary, isJSON: Bool) {
            self.schemas = schemas
            self.isJSON = isJSON
        }

        mutating func collect(_ schema: APISchema, name: String, pointer: String, isRequired: Bool, depth: Int) {
            guard depth < 8, fields.count < 200, remaining > 0 else { return }
            remaining -= 1
            let schema = schemas.resolve(schema)
            for part in schema.allOf {
                collect(part, name: name, pointer: pointer, isRequired: isRequired, depth: depth + 1)
            }
            if let alternative = schema.oneOf.first ?? schema.anyOf.first {
                collect(alternative, name: name, pointer: pointer, isRequired: isRequired, depth: depth + 1)
            }
            for property in schema.properties {
                collect(
                    property.schema,
                    name: property.name,
                    pointer: "\(pointer)/\(JSONPointer.escape(property.name))",
                    isRequired: isRequired && schema.required.contains(property.name),
                    depth: depth + 1
                )
            }
            if let item = schema.items.first, schema.types.contains(.array) {
                collect(item, name: name, pointer: pointer + "/0", isRequired: isRequired, depth: depth + 1)
                return
            }
            let isScalar =
                schema.properties.isEmpty && schema.allOf.isEmpty && schema.oneOf.isEmpty && schema.anyOf.isEmpty
            guard isScalar, !name.isEmpty, schema.types.isDisjoint(with: [.array, .object]) else { return }
            let point = InsertionPoint(.body, isJSON ? pointer : name)
            fields.append(BodyField(name: name, point: point, schema: schema, isRequired: isRequired))
        }
    }
}

extension OperationRequest {
    /// The same request without a member of its body.
    func removing(_ point: InsertionPoint) -> OperationRequest {
        guard point.location == .body else { return self }
        var request = self
        switch body {
        case .json(let json, let mediaType):
            request.body = .json(json.removing(pointer: point.name) ?? json, mediaType: mediaType)
        case .form(let members): request.body = .form(members.filter { $0.name != point.name })
        case .raw, nil: break
        }
        return request
    }
}
