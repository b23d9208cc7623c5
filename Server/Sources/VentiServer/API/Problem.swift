//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import HTTPTypes
import Hummingbird
import VentiService

/// A refusal as RFC 9457 writes it.
struct Problem: Encodable, Sendable {
    var type: String
    var title: String
    var status: Int
    var detail: String
    var instance: String
    var requestId: String
    var errors: [ServiceError.Field]

    /// What an error means for the client. Nothing of the server's inside is said.
    init(_ error: any Error, instance: String, request: String) {
        let kind: ProblemKind
        switch error {
        case let error as ServiceError:
            kind = ProblemKind.of(error.code)
            detail = error.message
            errors = error.fields
        case let error as HTTPError:
            kind = ProblemKind.of(error.status)
            detail = error.body ?? kind.title
            errors = []
        default:
            kind = .internalError
            detail = "Something went wrong that is not your fault."
            errors = []
        }
        type = "/problems/\(kind.slug)"
        title = kind.title
        status = kind.status
        self.instance = instance
        requestId = request
    }

    /// The problem as a response.
    func response(retryAfter: Double? = nil) -> Response {
        let body = (try? Answer.encoder().encode(self)) ?? Data()
        var headers: HTTPFields = [.contentType: "application/problem+json"]
        if let retryAfter { headers[.retryAfter] = "\(Int(retryAfter.rounded(.up)))" }
        if status == 401 { headers[.wwwAuthenticate] = "Bearer realm=\"venti\"" }
        return Response(
            status: HTTPResponse.Status(code: status),
            headers: headers,
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: body))
        )
    }
}

/// The kinds of problem, each with a page that says what it means.
struct ProblemKind: Sendable, Hashable {
    let slug: String
    let status: Int
    let title: String

    static let internalError = ProblemKind(slug: "internal", status: 500, title: "Internal error")

    /// All kinds by their slugs.
    static let all: [String: ProblemKind] = Dictionary(
        uniqueKeysWithValues: [
            ProblemKind(slug: "validation", status: 400, title: "The request breaks a rule"),
            ProblemKind(slug: "unauthenticated", status: 401, title: "Nobody has signed in"),
            ProblemKind(slug: "forbidden", status: 403, title: "Your role does not allow it"),
            ProblemKind(slug: "not-found", status: 404, title: "There is no such thing"),
            ProblemKind(slug: "method-not-allowed", status: 405, title: "There is no such operation here"),
            ProblemKind(slug: "conflict", status: 409, title: "The state does not allow it"),
            ProblemKind(slug: "target-not-verified", status: 409, title: "The target is not verified"),
            ProblemKind(slug: "emergency-stop", status: 409, title: "An emergency stop is engaged"),
            ProblemKind(slug: "precondition-failed", status: 412, title: "It has changed in the meantime"),
            ProblemKind(slug: "payload-too-large", status: 413, title: "The request is too large"),
            ProblemKind(slug: "unsupported-media-type", status: 415, title: "The media type is not read"),
            ProblemKind(slug: "idempotency-key-reused", status: 422, title: "The idempotency key was used otherwise"),
            ProblemKind(slug: "spec-invalid", status: 422, title: "The document cannot be read"),
            ProblemKind(slug: "target-out-of-scope", status: 422, title: "The target is out of scope"),
            ProblemKind(slug: "rate-limited", status: 429, title: "Too many requests"),
            ProblemKind(slug: "dependency-unavailable", status: 503, title: "Something does not answer"),
            ProblemKind(slug: "overloaded", status: 503, title: "Too much to do"),
            ProblemKind(slug: "timeout", status: 503, title: "It took too long"),
            internalError,
        ].map { ($0.slug, $0) }
    )

    static func of(_ code: ServiceError.Code) -> ProblemKind { all[code.description] ?? internalError }

    static func of(_ status: HTTPResponse.Status) -> ProblemKind {
        switch status.code {
        case 400: all["validation"] ?? internalError
        case 404: all["not-found"] ?? internalError
        case 405: all["method-not-allowed"] ?? internalError
        case 413: all["payload-too-large"] ?? internalError
        case 415: all["unsupported-media-type"] ?? internalError
        default: internalError
        }
    }
}
