//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import HTTPTypes
import Hummingbird

/// Answers a method that a path of the API does not have with 405, and names those that it has (RFC 9110, 15.5.6).
struct MethodMiddleware: RouterMiddleware {
    private struct Place: Sendable {
        var segments: [String]
        var methods: [String]

        func fits(_ path: [Substring]) -> Bool {
            segments.count == path.count && zip(segments, path).allSatisfy { $0.hasPrefix("{") || $0 == $1 }
        }
    }

    private let places: [Place]

    init(_ endpoints: [Endpoint]) {
        places = Dictionary(grouping: endpoints, by: \.path).sorted { $0.key < $1.key }.map { path, endpoints in
            Place(
                segments: path.split(separator: "/").map(String.init),
                methods: endpoints.map(\.method.rawValue).sorted()
            )
        }
    }

    func handle(
        _ request: Request,
        context: ServerContext,
        next: @concurrent (Request, ServerContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch let error as HTTPError where error.status == .notFound {
            // A fixed path wins over one with parameters, as for the router.
            let path = request.uri.path.split(separator: "/")
            let fitting = places.filter { $0.fits(path) }
            guard let place = fitting.first(where: { $0.segments.allSatisfy { !$0.hasPrefix("{") } }) ?? fitting.first,
                !place.methods.contains(request.method.rawValue)
            else { throw error }
            let problem = Problem(HTTPError(.methodNotAllowed), instance: request.uri.path, request: context.requestID)
            var response = problem.response()
            response.headers[.allow] = place.methods.joined(separator: ", ")
            return response
        }
    }
}
