//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import VentiService

/// What went wrong.
struct ProblemPage: PageView {
    /// A part of a form that was wrong.
    struct Field: Sendable {
        let label: String
        let message: String
    }

    let template = "problem"
    let page: Chrome
    let status: Int
    let heading: String
    let detail: String
    let hasFields: Bool
    let fields: [Field]
    let back: String?
    let request: String?

    init(_ error: ServiceError, _ visit: Visit, back: String?) async throws {
        let (status, heading) = Self.words[error.code] ?? (500, "That did not work")
        page = try await visit.chrome(heading, .none)
        self.status = status
        self.heading = heading
        detail = error.message
        fields = error.fields.map {
            Field(label: $0.pointer.split(separator: "/").joined(separator: " "), message: $0.message)
        }
        hasFields = !fields.isEmpty && !(fields.count == 1 && fields[0].message == error.message)
        self.back = back
        request = visit.requestID
    }

    private static let words: [ServiceError.Code: (Int, String)] = [
        .validation: (422, "Something is not right yet"), .unauthenticated: (401, "You are not signed in"),
        .forbidden: (403, "You may not do that"), .notFound: (404, "There is nothing here"),
        .conflict: (409, "Not as things are"), .idempotencyKeyReused: (422, "This form was sent before"),
        .preconditionFailed: (412, "Somebody was faster"), .payloadTooLarge: (413, "That is too much"),
        .unsupportedMediaType: (415, "That is no form"), .rateLimited: (429, "Too often"),
        .targetNotVerified: (409, "The target is not verified"), .targetOutOfScope: (422, "Venti does not go there"),
        .emergencyStop: (409, "An emergency stop is engaged"), .specInvalid: (422, "The document cannot be read"),
        .unavailable: (503, "Something does not answer"), .overloaded: (503, "Too much to do"),
    ]
}
