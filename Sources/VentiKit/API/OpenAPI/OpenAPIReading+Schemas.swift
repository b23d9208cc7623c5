//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension OpenAPIReading {
    /// How deep schemas may nest within one another; the deepest real ones known have about 30 levels.
    private static let maximumSchemaDepth = 96

    /// Reads the schemas under `components` and `definitions`.
    mutating func readNamedSchemas() {
        for (prefix, node) in [
            ("#/components/schemas/", root[.components]?[.schemas]), ("#/definitions/", root[.definitions]),
        ] {
            guard let node, !node.isNull else { continue }
            guard node.isMapping else {
                note(
                    .warning,
                    "The named schemas are \(node.kindName), not a mapping; they are ignored.",
                    node.location
                )
                continue
            }
            for member in node.members where !(member.isExtension && !member.value.isMapping) {
                let canonical = prefix + member.name
                if knownSchemas.insert(canonical).inserted { schemas[canonical] = schema(member.value) }
            }
        }
    }

    /// Reads the schemas that references lead to, until there are no new ones.
    mutating func readPendingSchemas() {
        while let next = pendingSchemas.popLast() { schemas[next.canonical] = schema(next.node) }
    }

    /// Reads a schema, whatever of it can be understood.
    mutating func schema(_ node: DocumentNode, depth: Int = 0) -> APISchema {
        guard node.isMapping else {
            // JSON Schema 2020-12, 4.3.2: `true` allows everything.
            if node.bool == nil, !node.isNull {
                note(
                    .warning,
                    "The schema is \(node.kindName), not a mapping; it is read as one that allows everything.",
                    node.location
                )
            }
            return APISchema()
        }
        guard depth < Self.maximumSchemaDepth else {
            note(
                .warning,
                "Schemas nest deeper than \(Self.maximumSchemaDepth) levels; what is deeper allows everything.",
                node.location
            )
            return APISchema()
        }
        var parts = SchemaParts()
        for member in node.members { read(member, into: &parts, depth: depth + 1) }
        finish(&parts, node)
        return parts.schema
    }

    /// A schema while its keywords are read.
    struct SchemaParts {
        var schema = APISchema()
        var reference: String?
        var isNullable = false
        /// Whether there is a keyword beside a reference that changes what is allowed.
        var hasConstraints = false
        var requiredByProperty: [String] = []
        var exclusiveMinimum: Double?
        var exclusiveMaximum: Double?
    }

    private mutating func finish(_ parts: inout SchemaParts, _ node: DocumentNode) {
        if let bound = parts.exclusiveMinimum, parts.schema.minimum.map({ $0 <= bound }) ?? true {
            parts.schema.minimum = bound
            parts.schema.exclusiveMinimum = true
        }
        if let bound = parts.exclusiveMaximum, parts.schema.maximum.map({ $0 >= bound }) ?? true {
            parts.schema.maximum = bound
            parts.schema.exclusiveMaximum = true
        }
        if parts.isNullable, !parts.schema.types.isEmpty { parts.schema.types.insert(.null) }
        if !parts.requiredByProperty.isEmpty {
            let known = Set(parts.schema.required)
            parts.schema.required += parts.requiredByProperty.filter { !known.contains($0) }
        }
        guard let reference = parts.reference else { return }
        let target = schemaReference(reference, at: node)
        if parts.hasConstraints {
            // Both count: what the reference leads to, and what stands beside it.
            parts.schema.allOf.insert(.reference(target), at: 0)
        } else {
            parts.schema.reference = target
        }
    }

    /// The canonical form of a reference to a schema, which is then read too.
    private mutating func schemaReference(_ reference: String, at node: DocumentNode) -> String {
        guard let resolved = resolve(reference, at: node) else { return reference }
        if knownSchemas.insert(resolved.canonical).inserted { pendingSchemas.append(resolved) }
        return resolved.canonical
    }
}
