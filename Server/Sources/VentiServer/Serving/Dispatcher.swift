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
import NIOCore
import VentiService

/// Lets requests in to an endpoint: who asks, how often, what they carry.
struct Dispatcher: Sendable {
    let platform: Platform
    let endpoint: Endpoint
    let configuration: ServerConfiguration
    let state: ServerState

    @Sendable func respond(to request: Request, context: ServerContext) async throws -> Response {
        var caller: Principal?
        var failure: (any Error)?
        do {
            caller = try await self.caller(request)
        } catch {
            failure = error
        }
        let verdict = limit(caller, context)
        var response: Response
        do {
            guard verdict.isAdmitted else {
                throw ServiceError(.rateLimited, "Too many requests.", retryAfterSeconds: max(1, verdict.retrySeconds))
            }
            if let failure { throw failure }
            try authorize(caller)
            let answer = try await answer(request, context, caller)
            response = Response(status: answer.status, headers: answer.headers, body: answer.body)
        } catch {
            await noteRefusal(error, caller, request, context)
            let problem = Problem(error, instance: request.uri.path, request: context.requestID)
            response = problem.response(retryAfter: (error as? ServiceError)?.retryAfterSeconds)
        }
        describe(verdict, &response)
        deprecate(&response, context)
        return response
    }

    /// Says, as RFC 9745 has it, since when the operation is there for old clients alone, and what takes its place.
    private func deprecate(_ response: inout Response, _ context: ServerContext) {
        guard let deprecation = endpoint.deprecation, let name = HTTPField.Name("deprecation"),
            let link = HTTPField.Name("link")
        else { return }
        response.headers[name] = "@1767225600"
        guard var path = deprecation.successor else { return }
        if path.contains("{scan}") {
            guard let scan = context.parameters.get("scan").flatMap({ RecordID(rawValue: $0) }) else { return }
            path = path.replacing("{scan}", with: scan.rawValue)
        }
        response.headers[link] = "<\(path)>; rel=\"successor-version\""
    }

    /// Who asks; `nil` where nobody has said.
    ///
    /// A browser's cookie counts for reading only, so that no foreign page can change anything with it.
    private func caller(_ request: Request) async throws -> Principal? {
        let attempts = state.metrics.counter("venti_auth_attempts_total", "Credentials that were brought.")
        do {
            if let header = request.headers[.authorization] {
                let parts = header.split(separator: " ", maxSplits: 1)
                guard parts.count == 2, parts[0].lowercased() == "bearer" else {
                    throw ServiceError(.unauthenticated, "The Authorization header is not of the Bearer scheme.")
                }
                let principal = try await platform.identity.principal(bearer: String(parts[1]))
                attempts.add(1, ["method": principal.kind.rawValue, "result": "taken"])
                return principal
            }
            if endpoint.isSafe, endpoint.access != .anybody, let cookie = request.cookies[SessionCookie.name]?.value {
                return try await platform.identity.principal(cookie: cookie)
            }
        } catch let error as ServiceError {
            attempts.add(1, ["method": "unknown", "result": "refused"])
            // Where anybody may, a bad credential changes nothing.
            if endpoint.access == .anybody { return nil }
            throw error
        }
        return nil
    }

    private func authorize(_ caller: Principal?) throws {
        guard endpoint.access != .anybody else { return }
        guard let caller else { throw ServiceError(.unauthenticated, "Sign in first.") }
        if case .permission(let permission) = endpoint.access { try caller.require(permission) }
    }

    /// Writes down what somebody tried who may not, and what went wrong that is the server's own fault.
    private func noteRefusal(
        _ error: any Error,
        _ caller: Principal?,
        _ request: Request,
        _ context: ServerContext
    ) async {
        if let error = error as? ServiceError {
            if error.code == .unavailable {
                let facts: Logger.Metadata = ["err": "\(error.message)", "request_id": "\(context.requestID)"]
                context.logger.error("something that the server needs does not work", metadata: facts)
            }
            guard error.code == .forbidden, let caller else { return }
            do {
                try await platform.audit.refused(
                    caller,
                    action: endpoint.id,
                    object: request.uri.path,
                    detail: error.message
                )
            } catch {
                context.logger.error("a refusal was not written down", metadata: ["err": "\(error)"])
            }
        } else {
            context.logger.error("request failed", metadata: ["err": "\(error)", "request_id": "\(context.requestID)"])
        }
    }

    private func answer(_ request: Request, _ context: ServerContext, _ caller: Principal?) async throws -> Answer {
        let exchange = Exchange(
            platform: platform,
            endpoint: endpoint,
            caller: caller,
            path: try pathParameters(context),
            query: try queryParameters(request),
            headers: try checkedHeaders(request),
            body: try await body(request),
            address: context.remoteAddress
        )
        if endpoint.isStream { return try await endpoint.handle(exchange) }
        let answer = try await withDeadline(.seconds(configuration.requestSeconds)) {
            try await endpoint.handle(exchange)
        }
        if endpoint.method == .get, let version = answer.version, request.headers[.ifNoneMatch] == "\"\(version)\"" {
            return Answer(.notModified, headers: [.eTag: "\"\(version)\""])
        }
        return answer
    }

    private func pathParameters(_ context: ServerContext) throws -> [String: String] {
        var result: [String: String] = [:]
        for name in endpoint.pathParameters { result[name] = context.parameters.get(name) }
        return result
    }

    private func queryParameters(_ request: Request) throws -> [String: String] {
        var result: [String: String] = [:]
        for (name, value) in request.uri.queryParameters {
            let name = String(name)
            guard let parameter = endpoint.query.first(where: { $0.name == name }) else {
                throw ServiceError.invalid("/\(name)", "There is no such query parameter.", code: "unknown")
            }
            guard result[name] == nil else {
                throw ServiceError.invalid("/\(name)", "The parameter is given twice.", code: "repeated")
            }
            let text = String(value)
            let faults = parameter.schema.faults(in: parameter.value(text), at: "/\(name)")
            guard faults.isEmpty else {
                throw ServiceError(.validation, "A query parameter is wrong.", fields: faults)
            }
            result[name] = text
        }
        if let missing = endpoint.query.first(where: { $0.isRequired && result[$0.name] == nil }) {
            throw ServiceError.invalid(
                "/\(missing.name)",
                "The parameter \(missing.name) is missing.",
                code: "required"
            )
        }
        return result
    }

    /// The header fields, those that the operation looks at being what its document says.
    private func checkedHeaders(_ request: Request) throws -> HTTPFields {
        for parameter in endpoint.headerParameters {
            guard let name = HTTPField.Name(parameter.name), let value = request.headers[name] else { continue }
            let faults = parameter.schema.faults(in: .string(value), at: "/\(parameter.name.lowercased())")
            guard faults.isEmpty else { throw ServiceError(.validation, "A header field is wrong.", fields: faults) }
        }
        return request.headers
    }

    private func body(_ request: Request) async throws -> [UInt8] {
        guard let content = endpoint.content else { return [] }
        let type = request.headers[.contentType]?.split(separator: ";").first?
            .trimmingCharacters(in: .whitespaces).lowercased()
        guard let type, content.mediaTypes.contains(type) else {
            throw ServiceError(
                .unsupportedMediaType,
                "This operation takes \(content.mediaTypes.joined(separator: ", "))."
            )
        }
        let buffer: ByteBuffer
        do {
            buffer = try await withDeadline(.seconds(configuration.requestSeconds)) {
                try await request.body.collect(upTo: content.maximumBytes)
            }
        } catch is NIOTooManyBytesError {
            throw ServiceError(.payloadTooLarge, "The body has more than \(content.maximumBytes) bytes.")
        }
        let bytes = Array(buffer.readableBytesView)
        if let schema = content.schema {
            guard let value = try? JSONDecoder().decode(JSON.self, from: Data(bytes)) else {
                throw ServiceError.invalid("/", "The body is no JSON.", code: "syntax")
            }
            let faults = schema.faults(in: value)
            guard faults.isEmpty else { throw ServiceError(.validation, "The body is wrong.", fields: faults) }
        }
        return bytes
    }

    private func limit(_ caller: Principal?, _ context: ServerContext) -> RateLimiter.Verdict {
        let rate = configuration.rates[endpoint.rate] ?? ServerConfiguration.Rate(600, in: 60)
        let who = caller.map { "\($0.scope.tenant)|\($0.id)" } ?? "address|\(context.remoteAddress)"
        return state.limiter.admit("\(endpoint.rate.rawValue)|\(who)", rate)
    }

    private static let rateLimitPolicy = HTTPField.Name("ratelimit-policy")
    private static let rateLimit = HTTPField.Name("ratelimit")

    /// The headers of the draft on rate limits, tenth edition.
    private func describe(_ verdict: RateLimiter.Verdict, _ response: inout Response) {
        guard let rate = configuration.rates[endpoint.rate], let policy = Self.rateLimitPolicy,
            let limit = Self.rateLimit
        else { return }
        let name = endpoint.rate.rawValue
        response.headers[policy] = "\"\(name)\";q=\(rate.requests);w=\(rate.seconds)"
        response.headers[limit] = "\"\(name)\";r=\(verdict.remaining);t=\(Int(verdict.resetSeconds.rounded(.up)))"
    }
}

extension Endpoint.Parameter {
    /// The text of a query as the JSON value that its schema means.
    fileprivate func value(_ text: String) -> JSON {
        if case .integer = schema { return Int(text).map { .integer($0) } ?? .string(text) }
        return .string(text)
    }
}

/// The cookie of a browser's session.
public enum SessionCookie {
    /// Its name.
    public static let name = "venti_session"
}
