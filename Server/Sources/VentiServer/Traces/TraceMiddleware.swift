//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import HTTPTypes
import Hummingbird
import VentiService

/// Measures each request as a span of the client's trace, or of a new one, and says in the answer which it is.
struct TraceMiddleware: RouterMiddleware {
    let tracer: Tracer

    private static let header = HTTPField.Name("traceparent")

    func handle(
        _ request: Request,
        context: ServerContext,
        next: @concurrent (Request, ServerContext) async throws -> Response
    ) async throws -> Response {
        // Two of them are none, as the standard has it.
        let given = Self.header.map { request.headers[values: $0] } ?? []
        let parent = given.count == 1 ? TraceContext(header: given[0]) : nil
        let method = request.method.rawValue
        return try await tracer.span(
            "HTTP \(method)",
            .server,
            in: parent,
            attributes: ["http.request.method": .text(method)]
        ) { span in
            var response = try await next(request, context)
            let route = context.endpointPath ?? "unknown"
            span.name("HTTP \(method) \(route)")
            span.set("http.route", .text(route))
            span.set("http.response.status_code", .number(response.status.code))
            if response.status.code >= 500 { span.fail("\(response.status.code)") }
            if let name = Self.header { response.headers[name] = span.context.header }
            return response
        }
    }
}
