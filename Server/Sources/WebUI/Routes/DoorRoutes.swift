//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import HTTPTypes
import Hummingbird
import VentiServer
import VentiService

/// The page where somebody signs in.
struct SignInPage: PageView {
    let template = "sign-in"
    let styleURL: String
    let iconURL: String
    let next: String
    let email: String
    let problem: String?
    let asksForTenant: Bool
    let tenant: String
}

/// Signing in and out.
enum DoorRoutes {
    static func add(to pages: PageRouter) {
        let ui = pages.ui
        pages.router.get("/sign-in") { request, _ in
            let query = (try? Form(urlEncoded: request.uri.query ?? "")) ?? Form()
            return try ui.html(page(ui, next: query["next"]))
        }
        pages.router.post("/sign-in") { request, context in
            var form = Form()
            do {
                try SameOrigin.check(request)
                try ui.state.admit("sign-in|\(context.remoteAddress)", ui.configuration.rates[.login])
                form = try await Form.read(request, upTo: 16_384)
                let session = try await ui.platform.identity.openBrowserSession(
                    IdentityService.SignIn(
                        email: form["email"],
                        password: form.raw("password"),
                        tenant: form["tenant"].isEmpty ? nil : form["tenant"],
                        client: request.headers[.userAgent] ?? "",
                        address: context.remoteAddress
                    )
                )
                let next = session.principal.usesInitialPassword ? "/settings" : URLText.local(form.raw("next"))
                return Response(
                    status: .seeOther,
                    headers: [.location: next, .setCookie: BrowserCookie.header(session.cookie, request)]
                )
            } catch let error as ServiceError {
                let status = HTTPResponse.Status(code: error.code == .rateLimited ? 429 : 401)
                return try ui.html(page(ui, next: form.raw("next"), form: form, problem: error.message), status: status)
            }
        }
        pages.post("/sign-out", back: { _ in "/" }) { visit, _ in
            try await visit.platform.identity.signOut(visit.principal)
            return Response(
                status: .seeOther,
                headers: [.location: "/sign-in", .setCookie: BrowserCookie.header(nil, visit.request)]
            )
        }
        // What no other route has, as a page; the API's problems stay as they are.
        pages.router.get("/**") { request, context in
            guard !request.uri.path.hasPrefix("/api/") else { throw ServiceError.notFound("resource") }
            return try await ui.answer(request, context, back: nil) { _ in throw ServiceError.notFound("page") }
        }
    }

    private static func page(_ ui: WebUI, next: String, form: Form = Form(), problem: String? = nil) -> SignInPage {
        SignInPage(
            styleURL: ui.assets.url("venti.css"),
            iconURL: ui.assets.url("icon.svg"),
            next: URLText.local(next),
            email: form["email"],
            problem: problem,
            // Whoever has tried once may need it.
            asksForTenant: problem != nil,
            tenant: form["tenant"]
        )
    }
}
