//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// A value outside the body that an operation takes.
public struct APIParameter: Sendable, Hashable {
    /// The part of the request that holds a parameter.
    public enum Location: String, Sendable, Hashable, CaseIterable {
        /// A segment of the path, or a part of one.
        case path
        /// The query.
        case query
        /// A header field.
        case header
        /// The `Cookie` field.
        case cookie
    }

    /// How a list or an object is written as text (OpenAPI 3.1, 4.8.12.2).
    public enum Style: String, Sendable, Hashable {
        /// Parts with commas between them: `3,4`.
        case simple
        /// Parts each after a full stop: `.3.4`.
        case label
        /// Named parts each after a semicolon: `;id=3;id=4`.
        case matrix
        /// Fields of a query or a form: `id=3&id=4`.
        case form
        /// Parts with spaces between them: `3%204`.
        case spaceDelimited
        /// Parts with bars between them: `3|4`.
        case pipeDelimited
        /// Properties in brackets: `filter[size]=3`.
        case deepObject
        /// Tab-separated values of Swagger 2.0.
        case tabDelimited
    }

    /// The parameter's name; the case of a header's does not matter.
    public var name: String
    /// Where the parameter stands.
    public var location: Location
    /// Whether the operation refuses a request without it. Parameters of the path always are.
    public var isRequired: Bool
    /// What its value looks like.
    public var schema: APISchema
    /// How a value of several parts is written.
    public var style: Style
    /// Whether each part of such a value stands for itself.
    public var explode: Bool
    /// Whether reserved characters (RFC 3986, 2.2) go into the URL as they are.
    public var allowsReserved: Bool
    /// Values that the document gives as examples, in its order.
    public var examples: [JSONValue]

    /// A parameter. Without a style, the location decides it, and without `explode`, the style, as OpenAPI says.
    public init(
        name: String,
        location: Location,
        isRequired: Bool = false,
        schema: APISchema = APISchema(),
        style: Style? = nil,
        explode: Bool? = nil,
        allowsReserved: Bool = false,
        examples: [JSONValue] = []
    ) {
        self.name = name
        self.location = location
        self.isRequired = isRequired || location == .path
        self.schema = schema
        let style = style ?? (location == .query || location == .cookie ? .form : .simple)
        self.style = style
        self.explode = explode ?? (style == .form)
        self.allowsReserved = allowsReserved
        self.examples = examples
    }

    /// Where a probe puts a value for this parameter.
    public var insertionPoint: InsertionPoint {
        switch location {
        case .path: InsertionPoint(.path, name)
        case .query: InsertionPoint(.query, name)
        case .header: InsertionPoint(.header, name)
        case .cookie: InsertionPoint(.cookie, name)
        }
    }
}
