//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Makes values that satisfy a schema, the same ones for the same seed.
struct SchemaSynthesis {
    let schemas: SchemaLibrary
    var random: SeededRandom
    /// How many values are still made: schemas that refer to themselves many times would have no end.
    private var remaining = 5_000

    init(schemas: SchemaLibrary, random: SeededRandom) {
        self.schemas = schemas
        self.random = random
    }

    /// A value for the schema. Optional properties are left out below the second level, which ends recursion.
    mutating func value(for schema: APISchema, name: String = "", depth: Int = 0) -> JSONValue {
        let schema = schemas.resolve(schema)
        if let example = schema.examples.first, depth > 0 || !example.isScalar || schema.properties.isEmpty {
            return example
        }
        if let value = schema.defaultValue, value != .null { return value }
        if let value = schema.enumeration.first(where: { $0 != .null }) { return value }
        guard depth < 8, remaining > 0 else { return .null }
        remaining -= 1
        if !schema.allOf.isEmpty || !schema.properties.isEmpty || schema.types.contains(.object) {
            return object(for: schema, name: name, depth: depth)
        }
        if let alternative = schema.oneOf.first ?? schema.anyOf.first {
            return value(for: alternative, name: name, depth: depth + 1)
        }
        if schema.types.contains(.array) { return array(for: schema, name: name, depth: depth) }
        if schema.types.contains(.integer) || schema.types.contains(.number) { return number(for: schema) }
        if schema.types.contains(.boolean) { return .bool(true) }
        if schema.types == .null { return .null }
        return .string(text(for: schema, name: name))
    }

    private mutating func object(for schema: APISchema, name: String, depth: Int) -> JSONValue {
        var members: [JSONValue.Member] = []
        for part in schema.allOf {
            for member in value(for: part, name: name, depth: depth + 1).members
            where !members.contains(where: { $0.name == member.name }) {
                members.append(member)
            }
        }
        for property in schema.properties {
            let resolved = schemas.resolve(property.schema)
            guard !resolved.isReadOnly, !property.schema.isReadOnly, members.count < 64 else { continue }
            guard depth < 3 || schema.required.contains(property.name) else { continue }
            guard !members.contains(where: { $0.name == property.name }) else { continue }
            members.append(.init(property.name, value(for: property.schema, name: property.name, depth: depth + 1)))
        }
        return .object(members)
    }

    private mutating func array(for schema: APISchema, name: String, depth: Int) -> JSONValue {
        guard let items = schema.items.first else { return .array([]) }
        let count = min(max(schema.minItems ?? 1, 1), 4)
        return .array((0..<count).map { _ in value(for: items, name: Words.singular(name), depth: depth + 1) })
    }

    private mutating func number(for schema: APISchema) -> JSONValue {
        var value = 1.0
        if let minimum = schema.minimum { value = max(value, schema.exclusiveMinimum ? minimum + 1 : minimum) }
        if let maximum = schema.maximum { value = min(value, schema.exclusiveMaximum ? maximum - 1 : maximum) }
        if let minimum = schema.minimum, let maximum = schema.maximum, !schema.types.contains(.integer),
            value < minimum || value == minimum && schema.exclusiveMinimum
        {
            value = minimum + (maximum - minimum) / 2
        }
        if let step = schema.multipleOf, step > 0, (value / step).isFinite {
            let next = (value / step).rounded(.up) * step
            value = next > schema.maximum ?? .infinity ? (value / step).rounded(.down) * step : next
        }
        if schema.types.contains(.integer), let integer = Int(exactly: value.rounded(.up)) { return .integer(integer) }
        if let integer = Int(exactly: value) { return .integer(integer) }
        return .number(value)
    }

    private mutating func text(for schema: APISchema, name: String) -> String {
        switch schema.format {
        case "date": return "2024-01-15"
        case "date-time": return "2024-01-15T10:30:00Z"
        case "time": return "10:30:00Z"
        case "uuid": return uuid()
        case "email", "idn-email": return "\(random.word(length: 8))@example.com"
        case "uri", "url", "uri-reference", "iri": return "https://example.com/\(random.word(length: 6))"
        case "ipv4": return "192.0.2.1"
        case "ipv6": return "2001:db8::1"
        case "hostname", "idn-hostname": return "host.example.com"
        case "byte": return "dmFsdWU="
        default: break
        }
        let words = Words.split(name)
        if words.contains("email") || words.contains("mail") { return "\(random.word(length: 8))@example.com" }
        if words.contains("url") || words.contains("uri") { return "https://example.com/" }
        if words.contains("phone") { return "+12025550123" }
        if words.contains("password") { return fit("Aa1!" + random.word(length: 8), schema) }
        if let pattern = schema.pattern, let text = PatternSynthesis.text(matching: pattern, random: &random) {
            return fit(text, schema)
        }
        return fit(random.word(length: 8), schema)
    }

    /// Cuts or fills a text to the schema's length, which is bounded here whatever the document asks.
    private func fit(_ text: String, _ schema: APISchema) -> String {
        var text = text
        let minimum = min(schema.minLength ?? 0, 4_096)
        while text.count < minimum { text += "x" }
        if let maximum = schema.maxLength, maximum >= 0 { text = String(text.prefix(maximum)) }
        return text
    }

    private mutating func uuid() -> String {
        var digits = (0..<32).map { _ in Array("0123456789abcdef")[Int(random.next() % 16)] }
        digits[12] = "4"
        digits[16] = "8"
        let text = String(digits)
        func part(_ from: Int, _ to: Int) -> Substring { text.dropFirst(from).prefix(to - from) }
        return "\(part(0, 8))-\(part(8, 12))-\(part(12, 16))-\(part(16, 20))-\(part(20, 32))"
    }
}
