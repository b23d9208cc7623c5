//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// The shape of a value, in one form for the schemas of all OpenAPI versions.
///
/// A schema that is only a reference has ``reference`` set and nothing else that counts. References are resolved on
/// demand with ``SchemaLibrary/resolve(_:)``, so circular documents are ordinary.
public struct APISchema: Sendable, Hashable {
    /// The JSON types that a value may have.
    public struct Types: OptionSet, Sendable, Hashable {
        public let rawValue: UInt8
        public init(rawValue: UInt8) { self.rawValue = rawValue }

        public static let null = Types(rawValue: 1)
        public static let boolean = Types(rawValue: 2)
        public static let integer = Types(rawValue: 4)
        public static let number = Types(rawValue: 8)
        public static let string = Types(rawValue: 16)
        public static let array = Types(rawValue: 32)
        public static let object = Types(rawValue: 64)
    }

    /// The types that the schema names; empty where it names none and so allows all.
    public var types: Types
    /// The name in ``SchemaLibrary`` that this schema refers to.
    public var reference: String?
    public var format: String?
    public var pattern: String?
    public var enumeration: [JSONValue]
    public var defaultValue: JSONValue?
    public var examples: [JSONValue]
    public var minimum: Double?
    public var maximum: Double?
    public var exclusiveMinimum: Bool
    public var exclusiveMaximum: Bool
    public var multipleOf: Double?
    public var minLength: Int?
    public var maxLength: Int?
    public var minItems: Int?
    public var maxItems: Int?
    public var isReadOnly: Bool
    public var isWriteOnly: Bool
    /// The properties of an object in the order of the document.
    public var properties: [Property]
    public var required: [String]
    /// Whether the schema says `additionalProperties: false`.
    public var forbidsAdditionalProperties: Bool
    /// The schema of an array's items, or of a map's values: zero or one element, which breaks the recursion.
    public var items: [APISchema]
    public var additionalProperties: [APISchema]
    public var allOf: [APISchema]
    public var oneOf: [APISchema]
    public var anyOf: [APISchema]
    public var title: String?
    public var description: String?

    /// A named member of an object.
    public struct Property: Sendable, Hashable {
        public var name: String
        public var schema: APISchema

        public init(name: String, schema: APISchema) {
            self.name = name
            self.schema = schema
        }
    }

    /// Makes a schema that allows everything, or a value of the given types.
    public init(_ types: Types = []) {
        self.types = types
        reference = nil
        format = nil
        pattern = nil
        enumeration = []
        defaultValue = nil
        examples = []
        minimum = nil
        maximum = nil
        exclusiveMinimum = false
        exclusiveMaximum = false
        multipleOf = nil
        minLength = nil
        maxLength = nil
        minItems = nil
        maxItems = nil
        isReadOnly = false
        isWriteOnly = false
        properties = []
        required = []
        forbidsAdditionalProperties = false
        items = []
        additionalProperties = []
        allOf = []
        oneOf = []
        anyOf = []
        title = nil
        description = nil
    }

    /// Makes a schema that refers to a named one.
    public static func reference(_ name: String) -> APISchema {
        var schema = APISchema()
        schema.reference = name
        return schema
    }
}
