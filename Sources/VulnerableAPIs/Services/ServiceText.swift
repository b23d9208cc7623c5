//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Pieces of the documents that are written as YAML.
enum ServiceText {
    /// References to the refusals of an operation, under its `responses`.
    static func refusals(_ statuses: Int...) -> String {
        statuses.map { "\n        \"\($0)\": {$ref: \"#/components/responses/Refused\($0)\"}" }.joined()
    }

    /// The refusals themselves, under `responses` of the components.
    static func refused(mediaType: String = "application/json", _ statuses: [Int]) -> String {
        statuses.map { status in
            var text = "\n    Refused\(status):\n      description: \(reasons[status] ?? "The request was refused.")"
            if status == 429 {
                text += "\n      headers:\n        Retry-After: {schema: {type: integer, minimum: 1, maximum: 3600}}"
            }
            return text + "\n      content:\n        \(mediaType): {schema: {$ref: \"#/components/schemas/Error\"}}"
        }.joined()
    }

    private static let reasons = [
        400: "The request is not as described here.",
        401: "There is no valid credential.",
        403: "The caller may not do this.",
        404: "There is no such thing, or it is not the caller's.",
        409: "The state of things does not allow it.",
        415: "The body has another media type than the one described here.",
        429: "Too many attempts.",
    ]
}
