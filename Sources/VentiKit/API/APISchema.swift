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

        /// `null`.
        public static let null = Types(rawValue: 1)
        /// `true` or `false`.
        public static let boolean = Types(rawValue: 2)
        /// A whole number.
        public static let integer = Types(rawValue: 4)
        /// A number.
        public static let number = Types(rawValue: 8)
        /// A text.
        public static let string = Types(rawValue: 16)
        /// A list.
        public static let array = Types(rawValue: 32)
        /// An object.
        public static let object = Types(rawValue: 64)
    }

    /// The types that the schema names; empty where it names none and so allows all.
    public var types: Types
    /// The name in ``SchemaLibrary`` that this schema refers to.
    public var reference: String?
    /// The document's `format`, such as `date-time`, `uuid` or `email`.
    public var format: String?
    /// The regular expression that a text must match.
    public var pattern: String?
    /// The only values allowed; empty where there is no such list.
    public var enumeration: [JSONValue]
    /// The value that the API takes where none is given.
    public var defaultValue: JSONValue?
    /// Values that the document gives as examples.
    public var examples: [JSONValue]
    /// The least number allowed.
    public var minimum: Double?
    /// The greatest number allowed.
    public var maximum: Double?
    /// Whether ``minimum`` itself is not allowed.
    public var exclusiveMinimum: Bool
    /// Whether ``maximum`` itself is not allowed.
    public var exclusiveMaximum: Bool
    /// What a number must be a multiple of.
    public var multipleOf: Double?
    /// The least number of characters.
    public var minLength: Int?
    /// The greatest number of characters.
    public var maxLength: Int?
    /// The least number of elements.
    public var minItems: Int?
    /// The greatest number of elements.
    public var maxItems: Int?
    /// Whether the server alone gives the value: it stands in responses only.
    public var isReadOnly: Bool
    /// Whether the value stands in requests only.
    public var isWriteOnly: Bool
    /// The properties of an object in the order of the document.
    public var properties: [Property]
    /// The names of the properties that an object must have.
    public var required: [String]
    /// Whether the schema says `additionalProperties: false`.
    public var forbidsAdditionalProperties: Bool
    /// The schema of an array's items, or of a map's values: zero or one element, which breaks the recursion.
    public var items: [APISchema]
    /// The schema of properties that are not named: at most one.
    public var additionalProperties: [APISchema]
    /// Schemas that must all fit.
    public var allOf: [APISchema]
    /// Schemas of which exactly one fits.
    public var oneOf: [APISchema]
    /// Schemas of which at least one fits.
    public var anyOf: [APISchema]
    /// A name for people.
    public var title: String?
    /// What the value means, in Markdown.
    public var description: String?

    /// A named member of an object.
    public struct Property: Sendable, Hashable {
        /// The property's name.
        public var name: String
        /// What its value looks like.
        public var schema: APISchema

        /// A property of an object.
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
