//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Lines that the documents of the services have in common, in YAML's flow style.
enum DemoDocument {
    /// The schema of a body by its name in the components.
    static func reference(_ schema: String) -> String { "{$ref: \"#/components/schemas/\(schema)\"}" }

    /// The value of `requestBody`.
    static func body(_ schema: String) -> String {
        "{required: true, content: {application/json: {schema: \(reference(schema))}}}"
    }

    /// A success with a schema in flow style, such as ``reference(_:)`` makes.
    static func success(_ status: Int, _ description: String, _ schema: String) -> String {
        "\"\(status)\": {description: \"\(description)\", content: {application/json: {schema: \(schema)}}}"
    }

    /// The refusals of an operation that wants a credential, one a line.
    static func refusals(_ statuses: Int...) -> String { lines(statuses + [401, 403]) }

    /// The refusals of an operation that everybody may call.
    static func publicRefusals(_ statuses: Int...) -> String { lines(statuses) }

    private static func lines(_ statuses: [Int]) -> String {
        (statuses.sorted().map { "\"\($0)\": {$ref: \"#/components/responses/Problem\"}" }
            + ["\"429\": {$ref: \"#/components/responses/TooMany\"}"])
            .joined(separator: "\n        ")
    }

    /// The value of `components.responses`, for errors in a schema `Problem`.
    static func responses(mediaType: String = "application/json") -> String {
        """
            Problem:
              description: The request was refused.
              content: {\(mediaType): {schema: {$ref: "#/components/schemas/Problem"}}}
            TooMany:
              description: Too many requests were made; Retry-After says when to go on.
              headers: {Retry-After: {schema: {type: integer, minimum: 1, maximum: 3600}}}
              content: {\(mediaType): {schema: {$ref: "#/components/schemas/Problem"}}}
        """
    }
}
