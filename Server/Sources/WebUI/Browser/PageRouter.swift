//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import HTTPTypes
import Hummingbird
import NIOCore
import VentiServer
import VentiService

/// Adds pages to a router: who asks, what a form has sent, and what went wrong as a page.
struct PageRouter {
    let ui: WebUI
    let router: Router<ServerContext>

    /// A page for whoever has signed in.
    func get(_ path: String, _ body: @Sendable @escaping (Visit) async throws -> Response) {
        router.get(RouterPath(path)) { [ui] request, context in
            try await ui.answer(request, context, back: nil) { visit in try await body(visit) }
        }
    }

    /// What a form does for whoever has signed in.
    /// - Parameters:
    ///   - path: Where the form is sent.
    ///   - back: Where to go where something was wrong.
    ///   - most: How many bytes the form may have.
    ///   - body: What it does.
    func post(
        _ path: String,
        back: @Sendable @escaping (Visit) -> String,
        most: Int = 262_144,
        _ body: @Sendable @escaping (Visit, Form) async throws -> Response
    ) {
        router.post(RouterPath(path)) { [ui] request, context in
            try await ui.answer(request, context, back: back) { visit in
                try SameOrigin.check(request)
                let form = try await Form.read(request, upTo: most)
                guard ui.platform.identity.isFormToken(form["token"], cookie: visit.cookie) else {
                    throw ServiceError(.forbidden, "The form is from another session. Load the page again.")
                }
                return try await body(visit, form)
            }
        }
    }
}

extension WebUI {
    func answer(
        _ request: Request,
        _ context: ServerContext,
        back: (@Sendable (Visit) -> String)?,
        _ body: (Visit) async throws -> Response
    ) async throws -> Response {
        let target = request.uri.description
        guard let cookie = BrowserCookie.value(request) else { return door(request.method == .get ? target : nil) }
        let principal: Principal
        do {
            principal = try await platform.identity.principal(cookie: cookie)
        } catch let error as ServiceError where error.code == .unauthenticated {
            return door(request.method == .get ? target : nil)
        }
        let visit = Visit(
            ui: self,
            request: request,
            requestID: context.requestID,
            principal: principal,
            cookie: cookie,
            query: (try? Form(urlEncoded: request.uri.query ?? "")) ?? Form(),
            path: Dictionary(context.parameters.map { (String($0.key), String($0.value)) }) { first, _ in first }
        )
        do {
            try state.admit("pages|\(principal.scope.tenant)|\(principal.id)", configuration.rates[.standard])
            return try await body(visit)
        } catch let error as ServiceError {
            if error.code == .forbidden {
                let action = "page \(request.method.rawValue)"
                try await platform.audit.refused(principal, action: action, object: "", detail: error.message)
            }
            let view = try await ProblemPage(error, visit, back: back?(visit))
            return try html(view, status: HTTPResponse.Status(code: view.status))
        } catch is NIOTooManyBytesError {
            let error = ServiceError(.payloadTooLarge, "The form has too many bytes.")
            return try html(try await ProblemPage(error, visit, back: back?(visit)), status: .contentTooLarge)
        }
    }

    /// Sends the browser to the sign-in page, and after it back.
    private func door(_ next: String?) -> Response {
        let location = next.map { $0 == "/" ? "/sign-in" : "/sign-in?next=\(URLText.encoded($0))" } ?? "/sign-in"
        return Response(status: .seeOther, headers: [.location: location])
    }
}

extension Form {
    /// Reads a form within a minute.
    static func read(_ request: Request, upTo most: Int) async throws -> Form {
        let type = request.headers[.contentType] ?? ""
        let bytes = try await withDeadline(.seconds(60)) {
            Array(try await request.body.collect(upTo: most).readableBytesView)
        }
        switch type.prefix(while: { $0 != ";" }).lowercased() {
        case "application/x-www-form-urlencoded":
            return try Form(urlEncoded: String(decoding: bytes, as: UTF8.self))
        case "multipart/form-data":
            guard let boundary = MultipartForm.boundary(type) else { break }
            return try MultipartForm.read(bytes, boundary: boundary)
        default:
            break
        }
        throw ServiceError(.unsupportedMediaType, "This is no form.")
    }
}
