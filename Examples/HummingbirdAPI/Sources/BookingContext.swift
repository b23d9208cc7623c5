//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import HTTPTypes
import Hummingbird

/// A request on its way, with who sends it.
struct BookingContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    var caller: Profile?

    init(source: Source) { coreContext = .init(source: source) }

    /// Who sends the request.
    func requireCaller() throws -> Profile {
        guard let caller else { throw HTTPError(.unauthorized, message: "Send a token.") }
        return caller
    }
}

/// Lets only those in who have a token.
struct TokenMiddleware: RouterMiddleware {
    let store: BookingStore

    func handle(
        _ request: Request,
        context: BookingContext,
        next: (Request, BookingContext) async throws -> Response
    ) async throws -> Response {
        let field = request.headers[.authorization] ?? ""
        guard field.hasPrefix("Bearer "), let caller = await store.profile(token: String(field.dropFirst(7))) else {
            throw HTTPError(.unauthorized, headers: [.wwwAuthenticate: "Bearer"], message: "Send a token.")
        }
        var context = context
        context.caller = caller
        return try await next(request, context)
    }
}

/// Adds the headers that keep answers from being sniffed, framed and kept, to errors too.
struct HardeningMiddleware: RouterMiddleware {
    func handle(
        _ request: Request,
        context: BookingContext,
        next: (Request, BookingContext) async throws -> Response
    ) async throws -> Response {
        var response: Response
        do {
            response = try await next(request, context)
        } catch let error as any HTTPResponseError {
            response = try error.response(from: request, context: context)
        }
        response.headers[.xContentTypeOptions] = "nosniff"
        response.headers[.cacheControl] = "no-store"
        response.headers[.contentSecurityPolicy] = "default-src 'none'; frame-ancestors 'none'"
        response.headers[.strictTransportSecurity] = "max-age=63072000; includeSubDomains"
        if let name = HTTPField.Name("Referrer-Policy") { response.headers[name] = "no-referrer" }
        return response
    }
}
