//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import HTTPTypes
import Hummingbird
import Logging
import VentiService

/// The outermost layer: gives each request an id, writes one line about it, counts it, answers errors as problems, and puts
/// the headers on that every answer has.
struct EdgeMiddleware: RouterMiddleware {
    let state: ServerState
    let proxies: TrustedProxies
    let logger: Logger

    func handle(
        _ request: Request,
        context: ServerContext,
        next: @concurrent (Request, ServerContext) async throws -> Response
    ) async throws -> Response {
        let began = ContinuousClock.now
        var context = context
        let request = request.believing(proxies, &context)
        context.requestID = Self.requestID(request)
        let active = state.metrics.gauge("http_server_active_requests", "Requests that are served right now.")
        active.add(1)
        defer { active.add(-1) }
        var failure: (any Error)?
        var response: Response
        do {
            response = try await RequestTag.$current.withValue(context.requestID) { try await next(request, context) }
        } catch {
            failure = error
            response = Self.answer(error, request, context)
        }
        decorate(&response, context)
        note(request, response, context, began, failure)
        return response
    }

    private static func answer(_ error: any Error, _ request: Request, _ context: ServerContext) -> Response {
        let problem = Problem(error, instance: request.uri.path, request: context.requestID)
        return problem.response(retryAfter: (error as? ServiceError)?.retryAfterSeconds)
    }

    private static let requestIDName = HTTPField.Name("x-request-id")

    /// What every answer says that does not say it itself.
    private static let defaults: HTTPFields = {
        var fields: HTTPFields = [
            .xContentTypeOptions: "nosniff",
            .contentSecurityPolicy: "default-src 'none'; frame-ancestors 'none'",
            .cacheControl: "no-store",
        ]
        for (name, value) in [
            ("referrer-policy", "no-referrer"), ("cross-origin-resource-policy", "same-origin"),
            ("cross-origin-opener-policy", "same-origin"), ("x-frame-options", "DENY"),
            ("permissions-policy", "camera=(), geolocation=(), microphone=()"),
            ("strict-transport-security", "max-age=31536000"),
        ] {
            if let name = HTTPField.Name(name) { fields[name] = value }
        }
        return fields
    }()

    private func decorate(_ response: inout Response, _ context: ServerContext) {
        // What an answer has set itself, it has set for a reason.
        for field in Self.defaults where !response.headers.contains(field.name) { response.headers.append(field) }
        if let name = Self.requestIDName { response.headers[name] = context.requestID }
    }

    private func note(
        _ request: Request,
        _ response: Response,
        _ context: ServerContext,
        _ began: ContinuousClock.Instant,
        _ failure: (any Error)?
    ) {
        let route = context.endpointPath ?? "unknown"
        let seconds = (.now - began).inSeconds
        let labels = [
            "http_request_method": request.method.rawValue, "http_response_status_code": "\(response.status.code)",
            "http_route": route,
        ]
        state.metrics.histogram("http_server_request_duration_seconds", "How long requests took.").observe(
            seconds,
            labels
        )
        if [401, 403, 413, 429].contains(response.status.code) {
            state.metrics.counter("venti_http_rejected_total", "Requests that were turned away.")
                .add(1, ["reason": "\(response.status.code)"])
        }
        var metadata: Logger.Metadata = [
            "request_id": "\(context.requestID)", "method": "\(request.method.rawValue)", "route": "\(route)",
            "status": "\(response.status.code)", "dur_ms": "\(Int(seconds * 1_000))",
        ]
        if response.status.code >= 500, let failure {
            metadata["err"] = "\(failure)"
            logger.error("request failed", metadata: metadata)
        } else {
            logger.info("request", metadata: metadata)
        }
    }

    /// The client's id where it is plain, otherwise a new one.
    private static func requestID(_ request: Request) -> String {
        if let name = requestIDName, let given = request.headers[name],
            (8...64).contains(given.utf8.count),
            given.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_") })
        {
            return given
        }
        return RecordID.make().rawValue
    }
}
