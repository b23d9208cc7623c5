//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

public import HTTPTypes
public import VentiService

/// One operation of the API: its route, its document and what it does, in one place, so that they cannot differ.
public struct Endpoint: Sendable {
    /// Who may call an operation.
    public enum Access: Sendable, Hashable {
        /// Anybody.
        case anybody
        /// Whoever has signed in, or brings an API key.
        case signedIn
        /// Whoever the policy table allows it.
        case permission(Permission)
    }

    /// How often an operation may be called.
    public enum RateClass: String, Sendable, Hashable, CaseIterable {
        /// Most operations.
        case standard = "default"
        /// Signing in, counted by address.
        case login
        /// Starting scans.
        case scans
        /// Reading what is shared with whoever has the link, counted by address.
        case shared
    }

    /// A parameter in the query.
    public struct Parameter: Sendable, Hashable {
        /// Its name.
        public var name: String
        /// What its value has to be.
        public var schema: Schema
        /// What it is.
        public var text: String
        /// Whether it has to be given.
        public var isRequired = false
    }

    /// What a request carries.
    public struct Content: Sendable, Hashable {
        /// The media types that are read.
        public var mediaTypes: [String]
        /// What it has to be; raw bytes where there is none.
        public var schema: Schema?
        /// One that is taken, with the ids of the document's own examples.
        public var example: JSON?
        /// How many bytes it may have.
        public var maximumBytes: Int
    }

    /// What an operation answers with when it did what was asked.
    public struct Success: Sendable, Hashable {
        /// The status.
        public var status: Int
        /// What the body is; nothing where there is none.
        public var schema: Schema?
        /// The media type.
        public var mediaType = "application/json"
        /// What it means.
        public var text: String
    }

    /// That an operation is there for old clients alone.
    public struct Deprecation: Sendable, Hashable {
        /// The path of what takes its place; `nil` where nothing has to.
        public var successor: String?
    }

    /// What does the work.
    public typealias Handler = @Sendable (Exchange) async throws -> Answer

    /// The method.
    public var method: HTTPRequest.Method
    /// The path with its parameters in braces.
    public var path: String
    /// The operation's id in the document.
    public var id: String
    /// The group that it belongs to.
    public var tag: String
    /// What it does, in one line.
    public var summary: String
    /// Who may call it.
    public var access: Access
    /// How often it may be called.
    public var rate = RateClass.standard
    /// The parameters in the query.
    public var query: [Parameter] = []
    /// What a request carries.
    public var content: Content?
    /// What it answers with.
    public var successes: [Success]
    /// Whether it takes an idempotency key.
    public var isIdempotent = false
    /// Whether it looks at the version that a change was made from.
    public var hasPrecondition = false
    /// Whether the answer goes on for as long as the client likes.
    public var isStream = false
    /// That it is there for old clients alone; `nil` for everything else.
    public var deprecation: Deprecation?
    /// What does the work.
    public var handle: Handler

    /// The names of the parameters in the path.
    public var pathParameters: [String] {
        path.split(separator: "/").filter { $0.hasPrefix("{") }.map { String($0.dropFirst().dropLast()) }
    }

    /// The path as the router writes it.
    var routerPath: String { path.replacing("{", with: ":").replacing("}", with: "") }

    /// Whether calling it changes nothing.
    var isSafe: Bool { method == .get || method == .head }
}

extension Endpoint.Parameter {
    /// The parameters of every list.
    static let paging: [Endpoint.Parameter] = [
        Endpoint.Parameter(name: "limit", schema: .integer(1...200), text: "How many items; 50 unless said otherwise."),
        Endpoint.Parameter(
            name: "cursor",
            schema: .string(1...4_000),
            text: "Where the page before ended: its `next_cursor`."
        ),
    ]
}

extension Endpoint.Content {
    /// A JSON object.
    static func json(_ schema: Schema, example: JSON) -> Endpoint.Content {
        Endpoint.Content(
            mediaTypes: ["application/json"],
            schema: schema,
            example: example,
            maximumBytes: 256 * 1_024
        )
    }
}

extension Endpoint.Success {
    /// A JSON value of a component.
    static func json(_ status: Int = 200, _ schema: Schema, _ text: String) -> Endpoint.Success {
        Endpoint.Success(status: status, schema: schema, text: text)
    }

    /// No body.
    static func empty(_ text: String) -> Endpoint.Success { Endpoint.Success(status: 204, schema: nil, text: text) }

    /// A page of a list.
    static func page(of component: String, _ text: String) -> Endpoint.Success {
        .json(
            200,
            .object([
                .init(name: "items", schema: .array(.component(component), maximum: 200), isRequired: true, text: ""),
                .init(
                    name: "next_cursor",
                    schema: .nullable(.string()),
                    isRequired: true,
                    text: "null on the last page."
                ),
                .init(name: "total", schema: .component("Total"), isRequired: true, text: ""),
            ]),
            text
        )
    }
}
