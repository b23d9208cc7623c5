//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import HTTPTypes

/// Finds the route for a request and runs it.
struct Router: Sendable {
    typealias Action = @Sendable (IncomingRequest) async throws -> Answer

    private struct Route: Sendable {
        var method: String
        var template: [Substring]
        var action: Action
    }

    private var routes: [Route] = []
    /// What answers where no template fits.
    var fallback: Action = { _ in throw Problem.notFound }
    /// What becomes of an error that is no ``Problem``.
    var failure: @Sendable (any Error, IncomingRequest) -> Answer = { _, _ in
        Problem(500, "Something went wrong.").answer
    }
    /// What becomes of a ``Problem``.
    var refusal: @Sendable (Problem) -> Answer = { $0.answer }
    /// What is done to every answer before it leaves.
    var finish: @Sendable (IncomingRequest, Answer) -> Answer = { $1 }
    /// Whether TRACE sends back what came in.
    var echoesTrace = false

    /// Adds a route, such as `GET /users/{id}`.
    ///
    /// Templates with fewer placeholders win.
    mutating func on(_ method: String, _ template: String, _ action: @escaping Action) {
        routes.append(Route(method: method, template: template.split(separator: "/"), action: action))
    }

    /// The handler of an API with these routes.
    var handler: VulnerableAPI.Handler {
        { request, body in
            let incoming = IncomingRequest(request, body: body)
            let answer = finish(incoming, await answer(to: incoming))
            let status = HTTPResponse.Status(code: min(max(answer.status, 100), 999))
            return (HTTPResponse(status: status, headerFields: answer.headers), answer.body)
        }
    }

    private func answer(to request: IncomingRequest) async -> Answer {
        if request.method == "TRACE", echoesTrace { return Self.trace(request) }
        do {
            return try await dispatch(request)
        } catch let problem as Problem {
            return refusal(problem)
        } catch {
            return failure(error, request)
        }
    }

    private func dispatch(_ request: IncomingRequest) async throws -> Answer {
        let matches = routes.compactMap { route in
            Self.match(route.template, request.segments).map { (route: route, parameters: $0) }
        }
        guard let fewest = matches.map(\.parameters.count).min() else { return try await fallback(request) }
        let best = matches.filter { $0.parameters.count == fewest }
        let method = request.method == "HEAD" ? "GET" : request.method
        if let match = best.first(where: { $0.route.method == method }) {
            var request = request
            request.parameters = match.parameters
            return try await match.route.action(request)
        }
        let allowed = best.map(\.route.method).joined(separator: ", ")
        if request.method == "OPTIONS" { return Answer.empty.with("Allow", allowed) }
        return Problem(405, "The method is not allowed here.").answer.with("Allow", allowed)
    }

    private static func match(_ template: [Substring], _ segments: [String]) -> [String: String]? {
        guard template.count == segments.count else { return nil }
        var parameters: [String: String] = [:]
        for (part, segment) in zip(template, segments) {
            if part.hasPrefix("{"), part.hasSuffix("}") {
                parameters[String(part.dropFirst().dropLast())] = segment
            } else if part != segment {
                return nil
            }
        }
        return parameters
    }

    private static func trace(_ request: IncomingRequest) -> Answer {
        let lines = request.headers.map { "\($0.name.rawName): \($0.value)\r\n" }.joined()
        let text = "TRACE \(request.target) HTTP/1.1\r\n\(lines)\r\n"
        return Answer(200, contentType: "message/http", body: Array(text.utf8))
    }
}
