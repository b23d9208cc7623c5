//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// What a JSON value has to be. The same value makes the OpenAPI document and judges what clients send.
public indirect enum Schema: Sendable, Hashable {
    /// A text of so many characters, perhaps of a format.
    case string(ClosedRange<Int> = 0...10_000, format: String? = nil)
    /// One of some texts.
    case oneOf([String])
    /// A whole number in a range.
    case integer(ClosedRange<Int>)
    /// A number in a range.
    case number(ClosedRange<Double>)
    /// `true` or `false`.
    case boolean
    /// A list of at most so many items.
    case array(Schema, maximum: Int = 10_000)
    /// Exactly these names, or some of them.
    case object([Property])
    /// Any names, with values of one kind.
    case map(Schema)
    /// One of the document's components.
    case component(String)
    /// A value, or `null`.
    case nullable(Schema)
    /// Anything.
    case any

    /// A name of an object.
    public struct Property: Sendable, Hashable {
        /// The name.
        public var name: String
        /// What its value has to be.
        public var schema: Schema
        /// Whether it must be there.
        public var isRequired: Bool
        /// What it is.
        public var text: String

        /// A name that must be there.
        static func required(_ name: String, _ schema: Schema, _ text: String = "") -> Property {
            Property(name: name, schema: schema, isRequired: true, text: text)
        }

        /// A name that may be missing.
        static func optional(_ name: String, _ schema: Schema, _ text: String = "") -> Property {
            Property(name: name, schema: schema, isRequired: false, text: text)
        }
    }

    /// The id of a record.
    static let id = Schema.string(36...36, format: "uuid")
    /// A point in time.
    static let time = Schema.string(20...40, format: "date-time")
    /// One of an enumeration's texts.
    static func cases<Value: CaseIterable & RawRepresentable>(_ type: Value.Type) -> Schema
    where Value.RawValue == String { .oneOf(type.allCases.map(\.rawValue)) }

    /// The schema as JSON Schema 2020-12 writes it.
    var json: JSON {
        switch self {
        case .string(let length, let format):
            var members: [String: JSON] = ["type": "string", "maxLength": .integer(length.upperBound)]
            if length.lowerBound > 0 { members["minLength"] = .integer(length.lowerBound) }
            if let format { members["format"] = .string(format) }
            return .object(members)
        case .oneOf(let texts): return ["type": "string", "enum": .array(texts.map { .string($0) })]
        case .integer(let range):
            return ["type": "integer", "minimum": .integer(range.lowerBound), "maximum": .integer(range.upperBound)]
        case .number(let range):
            return ["type": "number", "minimum": .number(range.lowerBound), "maximum": .number(range.upperBound)]
        case .boolean: return ["type": "boolean"]
        case .array(let items, let maximum):
            return ["type": "array", "items": items.json, "maxItems": .integer(maximum)]
        case .object(let properties): return Self.json(of: properties)
        case .map(let value): return ["type": "object", "additionalProperties": value.json]
        case .component(let name): return ["$ref": .string("#/components/schemas/\(name)")]
        case .nullable(let value): return ["anyOf": [value.json, ["type": "null"]]]
        case .any: return [:]
        }
    }

    private static func json(of properties: [Property]) -> JSON {
        var members: [String: JSON] = [:]
        for property in properties {
            var json = property.schema.json.members
            if !property.text.isEmpty { json["description"] = .string(property.text) }
            members[property.name] = .object(json)
        }
        var result: [String: JSON] = [
            "type": "object", "properties": .object(members), "additionalProperties": false,
        ]
        let required = properties.filter(\.isRequired).map { JSON.string($0.name) }
        if !required.isEmpty { result["required"] = .array(required) }
        return .object(result)
    }
}
