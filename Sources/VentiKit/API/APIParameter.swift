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
        case path, query, header, cookie
    }

    /// How a list or an object is written as text (OpenAPI 3.1, 4.8.12.2).
    public enum Style: String, Sendable, Hashable {
        case simple, label, matrix, form, spaceDelimited, pipeDelimited, deepObject
        /// Tab-separated values of Swagger 2.0.
        case tabDelimited
    }

    public var name: String
    public var location: Location
    public var isRequired: Bool
    public var schema: APISchema
    public var style: Style
    public var explode: Bool
    /// Whether reserved characters (RFC 3986, 2.2) go into the URL as they are.
    public var allowsReserved: Bool
    /// Values that the document gives as examples, in its order.
    public var examples: [JSONValue]

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
