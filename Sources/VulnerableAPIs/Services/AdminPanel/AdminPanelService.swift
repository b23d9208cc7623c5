//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import HTTPTypes

/// The console of a web site: articles, categories and notices for everybody, users, settings and reports for
/// administrators.
struct AdminPanelService: Sendable {
    let variant: Variant
    let store = AdminPanelStore()
    let sessions = SessionStore()
    let passwords = PasswordBook(AdminPanelService.accounts)

    var isFlawed: Bool { variant == .flawed }

    /// An administrator and two users.
    static let accounts = [
        DemoAccount(name: "root", username: "root", password: "Granite-Owl-774", role: "admin"),
        DemoAccount(name: "eve", username: "eve", password: "Clover-Barge-29", role: "user"),
        DemoAccount(name: "ivan", username: "ivan", password: "Tundra-Spoon-86", role: "user"),
    ]

    var api: VulnerableAPI {
        var router = Router()
        router.refusal = { Self.answer(to: $0) }
        router.finish = { _, answer in
            guard answer.status == 405 else { return Fixture.careful(answer) }
            let refusal = Self.answer(to: Problem(405, "The method is not allowed here."))
            return Fixture.careful(answer.headers[.allow].map { refusal.with("Allow", $0) } ?? refusal)
        }
        addSessionRoutes(to: &router)
        addUserRoutes(to: &router)
        addOfficeRoutes(to: &router)
        addArticleRoutes(to: &router)
        addCategoryRoutes(to: &router)
        addNoticeRoutes(to: &router)
        return VulnerableAPI(
            name: "admin-panel-\(variant.rawValue)",
            document: Self.document,
            accounts: Self.accounts,
            login: DemoLogin(
                path: "/api/token",
                tokenPointer: "/access_token",
                isForm: true,
                constants: ["grant_type": "password"]
            ),
            handler: router.handler
        )
    }

    /// An error as RFC 9457 has it.
    static func answer(to problem: Problem) -> Answer {
        let body: JSON = [
            "type": "about:blank", "title": .string(titles[problem.status] ?? "Error"),
            "status": .integer(problem.status), "detail": .string(problem.message),
        ]
        var answer = Answer(
            problem.status,
            contentType: "application/problem+json",
            body: Array(body.text.utf8)
        )
        if problem.status == 401 { answer = answer.with("WWW-Authenticate", "Bearer realm=\"console\"") }
        if let seconds = problem.retryAfter { answer = answer.with("Retry-After", String(seconds)) }
        return answer
    }

    private static let titles = [
        400: "Bad Request", 401: "Unauthorized", 403: "Forbidden", 404: "Not Found", 405: "Method Not Allowed",
        409: "Conflict", 415: "Unsupported Media Type", 429: "Too Many Requests", 500: "Internal Server Error",
    ]
}

extension DemoService {
    /// The console: functions that only administrators may call, and the ways around that.
    package static let adminPanel = DemoService("admin-panel", groundTruth: AdminPanelService.groundTruth) {
        AdminPanelService(variant: $0).api
    }
}
