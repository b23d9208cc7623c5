//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// The keywords of a schema.
extension OpenAPIReading {
    mutating func read(_ member: DocumentMember, into parts: inout SchemaParts, depth: Int) {
        guard let keyword = member.keyword else { return }
        let value = member.value
        switch keyword {
        case .ref, .dynamicRef, .recursiveRef:
            if let reference = value.string {
                if parts.reference == nil || keyword == .ref { parts.reference = reference }
            } else {
                note(.warning, "“\(keyword.text)” is \(value.kindName), not a text; it is ignored.", member.location)
            }
        case .title: parts.schema.title = value.text
        case .description: parts.schema.description = value.text
        case .example: parts.schema.examples.append(JSONValue(value))
        case .examples: parts.schema.examples += exampleValues(value)
        case .defaultValue: parts.schema.defaultValue = JSONValue(value)
        case .readOnly: parts.schema.isReadOnly = value.bool ?? false
        case .writeOnly: parts.schema.isWriteOnly = value.bool ?? false
        case .nullable: parts.isNullable = value.bool ?? false
        default:
            parts.hasConstraints = readConstraint(keyword, member, into: &parts, depth: depth) || parts.hasConstraints
        }
    }

    /// Reads a keyword that restricts values; returns whether it was one.
    private mutating func readConstraint(
        _ keyword: Keyword,
        _ member: DocumentMember,
        into parts: inout SchemaParts,
        depth: Int
    ) -> Bool {
        let value = member.value
        switch keyword {
        case .type: readTypes(value, into: &parts.schema)
        case .format: parts.schema.format = parts.schema.format ?? value.text
        case .pattern: parts.schema.pattern = value.text
        case .enumeration:
            if value.isSequence {
                parts.schema.enumeration = value.elements.map { JSONValue($0) }
            } else {
                note(.warning, "“enum” is \(value.kindName), not a list; it is ignored.", member.location)
            }
        case .constant: parts.schema.enumeration = [JSONValue(value)]
        case .minimum: parts.schema.minimum = number(member)
        case .maximum: parts.schema.maximum = number(member)
        case .exclusiveMinimum:
            if let flag = value.bool {
                parts.schema.exclusiveMinimum = flag
            } else {
                parts.exclusiveMinimum = number(member)
            }
        case .exclusiveMaximum:
            if let flag = value.bool {
                parts.schema.exclusiveMaximum = flag
            } else {
                parts.exclusiveMaximum = number(member)
            }
        case .multipleOf: parts.schema.multipleOf = number(member).flatMap { $0 > 0 ? $0 : nil }
        case .minLength: parts.schema.minLength = count(member)
        case .maxLength: parts.schema.maxLength = count(member)
        case .minItems: parts.schema.minItems = count(member)
        case .maxItems: parts.schema.maxItems = count(member)
        case .required: readRequired(value, into: &parts.schema)
        case .properties: readProperties(member, into: &parts, depth: depth)
        case .additionalProperties, .patternProperties:
            readAdditional(keyword, value, into: &parts.schema, depth: depth)
        case .items, .prefixItems: readItems(member, into: &parts.schema, depth: depth)
        case .allOf: parts.schema.allOf += list(member, depth: depth)
        case .oneOf: parts.schema.oneOf = list(member, depth: depth)
        case .anyOf: parts.schema.anyOf = list(member, depth: depth)
        default: return false
        }
        return true
    }

    private mutating func readTypes(_ value: DocumentNode, into schema: inout APISchema) {
        for node in value.isSequence ? Array(value.elements) : [value] {
            switch node.isNull ? "null" : node.text {
            case "string": schema.types.insert(.string)
            case "integer": schema.types.insert(.integer)
            case "number": schema.types.insert(.number)
            case "boolean": schema.types.insert(.boolean)
            case "array": schema.types.insert(.array)
            case "object": schema.types.insert(.object)
            case "null": schema.types.insert(.null)
            case "file":
                schema.types.insert(.string)
                schema.format = schema.format ?? "binary"
            default: readUnknownType(node, into: &schema)
            }
        }
    }

    /// Names of types that programming languages have and JSON has not.
    private mutating func readUnknownType(_ node: DocumentNode, into schema: inout APISchema) {
        let name = node.text ?? node.kindName
        switch name.lowercased() {
        case "int", "int32", "int64", "long", "integer": schema.types.insert(.integer)
        case "float", "double", "decimal", "number": schema.types.insert(.number)
        case "bool", "boolean": schema.types.insert(.boolean)
        case "str", "string", "text", "date", "datetime", "date-time", "uuid", "char": schema.types.insert(.string)
        case "list", "array": schema.types.insert(.array)
        case "dict", "map", "hash", "object": schema.types.insert(.object)
        default: break
        }
        note(
            .warning,
            "The type “\(name.prefix(60))” does not exist. Write string, number, integer, boolean, array or object.",
            node.location
        )
    }

    private mutating func readRequired(_ value: DocumentNode, into schema: inout APISchema) {
        if value.isSequence {
            schema.required = value.elements.compactMap(\.text)
        } else if value.bool == nil, !value.isNull {
            note(.warning, "“required” is \(value.kindName), not a list of names; it is ignored.", value.location)
        }
    }

    private mutating func readProperties(_ member: DocumentMember, into parts: inout SchemaParts, depth: Int) {
        guard member.value.isMapping else {
            if !member.value.isNull {
                note(
                    .warning,
                    "“properties” is \(member.value.kindName), not a mapping; it is ignored.",
                    member.location
                )
            }
            return
        }
        parts.schema.properties.reserveCapacity(member.value.count)
        for property in member.value.members {
            let name = property.name
            parts.schema.properties.append(APISchema.Property(name: name, schema: schema(property.value, depth: depth)))
            // JSON Schema draft 3 put `required: true` into the property.
            if property.value[.required]?.bool == true { parts.requiredByProperty.append(name) }
        }
    }

    private mutating func readAdditional(
        _ keyword: Keyword,
        _ value: DocumentNode,
        into schema: inout APISchema,
        depth: Int
    ) {
        if keyword == .patternProperties {
            guard schema.additionalProperties.isEmpty, let first = value.members.first(where: { _ in true }) else {
                return
            }
            schema.additionalProperties = [self.schema(first.value, depth: depth)]
        } else if let flag = value.bool {
            schema.forbidsAdditionalProperties = !flag
            // `true` is a schema too: it allows everything.
            if flag { schema.additionalProperties = [APISchema()] }
        } else {
            schema.additionalProperties = [self.schema(value, depth: depth)]
        }
    }

    private mutating func readItems(_ member: DocumentMember, into schema: inout APISchema, depth: Int) {
        let value = member.value
        guard value.isSequence else {
            if let flag = value.bool, flag || !schema.items.isEmpty { return }
            return schema.items = [self.schema(value, depth: depth)]
        }
        // A tuple: any of its members stands for an item.
        let alternatives = value.elements.map { self.schema($0, depth: depth) }
        guard let first = alternatives.first else { return }
        var tuple = APISchema()
        tuple.anyOf = alternatives
        schema.items = [alternatives.count == 1 ? first : tuple]
    }

    private mutating func list(_ member: DocumentMember, depth: Int) -> [APISchema] {
        guard member.value.isSequence else {
            if member.value.isMapping { return [schema(member.value, depth: depth)] }
            note(.warning, "“\(member.name)” is \(member.value.kindName), not a list; it is ignored.", member.location)
            return []
        }
        return member.value.elements.map { schema($0, depth: depth) }
    }

    private mutating func number(_ member: DocumentMember) -> Double? {
        let value = member.value.double
        if value == nil, !member.value.isNull {
            note(
                .warning,
                "“\(member.name)” is \(member.value.kindName), not a number; it is ignored.",
                member.location
            )
        }
        return value
    }

    private mutating func count(_ member: DocumentMember) -> Int? {
        if let value = member.value.int, value >= 0 { return value }
        if !member.value.isNull {
            note(.warning, "“\(member.name)” is no whole number from 0 on; it is ignored.", member.location)
        }
        return nil
    }

    /// The values of a list, or of a mapping as some documents have it.
    private func exampleValues(_ value: DocumentNode) -> [JSONValue] {
        if value.isMapping { return value.members.map { JSONValue($0.value[.value] ?? $0.value) } }
        return value.elements.map { JSONValue($0) }
    }
}
