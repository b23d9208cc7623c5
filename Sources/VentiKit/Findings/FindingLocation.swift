//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Where in the API a flaw sits: an operation, a place in its request, and the line that documents it.
public struct FindingLocation: Sendable, Hashable, Codable {
    /// The HTTP method, or `nil` where the flaw belongs to the whole host or document.
    public var method: String?
    /// The path template as the document writes it, such as `/users/{id}`, or `nil` for the whole host or document.
    public var path: String?
    /// The place in the request, or `nil` where the flaw is in the response or the operation as a whole.
    public var insertionPoint: InsertionPoint?
    /// The place in the document.
    public var source: SourceLocation?

    /// A place in the API. Use ``APIOperation/location(at:)`` where there is an operation.
    public init(
        method: String? = nil,
        path: String? = nil,
        insertionPoint: InsertionPoint? = nil,
        source: SourceLocation? = nil
    ) {
        self.method = method
        self.path = path
        self.insertionPoint = insertionPoint
        self.source = source
    }

    /// A location that stands for everything that the target serves.
    public static let host = FindingLocation()

    /// The operation as a person writes it, such as `GET /users/{id}`, or `(host)`.
    public var operationName: String {
        guard let method, let path else { return "(host)" }
        return "\(method) \(path)"
    }
}

/// A place in a request where a value can be put.
public struct InsertionPoint: Sendable, Hashable, Codable, CustomStringConvertible {
    /// The part of the request that holds the value.
    public enum Location: String, Sendable, Hashable, Codable, CaseIterable {
        /// A parameter of the path.
        case path
        /// A parameter of the query.
        case query
        /// A header field.
        case header
        /// A cookie.
        case cookie
        /// A part of the body.
        case body
    }

    /// The part of the request.
    public var location: Location
    /// The parameter's name; in a body, the JSON Pointer (RFC 6901) or the form field's name.
    public var name: String

    /// A place in a request: for a body, the name is a JSON pointer or the name of a form field.
    public init(_ location: Location, _ name: String) {
        self.location = location
        self.name = name
    }

    public var description: String { "\(location.rawValue) \(name)" }
}

/// A place in a document: a file and the line and column in it, both counted from 1.
public struct SourceLocation: Sendable, Hashable, Codable, CustomStringConvertible {
    /// The file's name as the user gave it, or the URL of a remote document without its scheme.
    public var file: String
    /// The line, from 1.
    public var line: Int
    /// The column, from 1.
    public var column: Int

    /// A place in a file.
    public init(file: String, line: Int, column: Int) {
        self.file = file
        self.line = line
        self.column = column
    }

    public var description: String { "\(file):\(line):\(column)" }
}
