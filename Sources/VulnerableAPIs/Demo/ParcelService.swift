//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import HTTPTypes

/// A parcel carrier's API: customers, parcels, depots and invoices, behind a login that gives out JSON Web Tokens.
///
/// Both builds have the same operations and serve honest customers alike. The vulnerable one has the flaws of
/// ``groundTruth``; the secure one has none of them.
package struct ParcelService: Sendable {
    package enum Build: String, Sendable, CaseIterable {
        case vulnerable
        case secure
    }

    let build: Build
    let database: Database
    let failures = FailureLimit()
    /// What tokens are signed with.
    let secret: String

    package init(_ build: Build) {
        self.build = build
        database = Self.seed(hashesPasswords: build == .secure)
        secret = build == .vulnerable ? "secret" : Self.randomSecret()
    }

    var isVulnerable: Bool { build == .vulnerable }

    /// Two customers, each with parcels of their own.
    package static let accounts = [
        DemoAccount(name: "mira", username: "mira", password: "Lantern-Quay-51"),
        DemoAccount(name: "tomas", username: "tomas", password: "Copper-Field-88"),
    ]

    /// The API of this build.
    package var api: VulnerableAPI {
        VulnerableAPI(
            name: "parcels-\(build.rawValue)",
            document: document,
            accounts: Self.accounts,
            login: DemoLogin(),
            handler: router.handler
        )
    }

    private var router: Router {
        var router = Router()
        addPublicRoutes(to: &router)
        addCustomerRoutes(to: &router)
        addParcelRoutes(to: &router)
        if isVulnerable { addForgottenRoutes(to: &router) }
        router.echoesTrace = isVulnerable
        router.failure = { error, _ in isVulnerable ? Self.verbose(error) : Problem(500, "Something went wrong.").answer
        }
        router.finish = { request, answer in
            isVulnerable ? Self.careless(request, answer) : Self.careful(request, answer)
        }
        return router
    }

    private static func randomSecret() -> String {
        var generator = SystemRandomNumberGenerator()
        return (0..<4).map { _ in String(generator.next(), radix: 16) }.joined()
    }

    // MARK: What every answer gets

    private static func careless(_ request: IncomingRequest, _ answer: Answer) -> Answer {
        let answer = answer.with("Server", "parcels/1.4.2")
        guard let origin = request.header("Origin") else { return answer }
        return
            answer
            .with("Access-Control-Allow-Origin", origin)
            .with("Access-Control-Allow-Credentials", "true")
            .with("Access-Control-Allow-Methods", "GET, POST, PATCH, DELETE")
            .with("Access-Control-Allow-Headers", "Authorization, Content-Type")
    }

    private static func careful(_ request: IncomingRequest, _ answer: Answer) -> Answer {
        let answer =
            answer
            .with("Server", "parcels")
            .with("X-Content-Type-Options", "nosniff")
            .with("Cache-Control", "no-store")
            .with("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
            .with("X-Frame-Options", "DENY")
            .with("Referrer-Policy", "no-referrer")
            .with("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
            .with("Vary", "Origin")
        guard request.header("Origin") == "https://app.parcels.example" else { return answer }
        return
            answer
            .with("Access-Control-Allow-Origin", "https://app.parcels.example")
            .with("Access-Control-Allow-Methods", "GET, POST, PATCH, DELETE")
            .with("Access-Control-Allow-Headers", "Authorization, Content-Type")
    }

    private static func verbose(_ error: any Error) -> Answer {
        switch error {
        case let error as SQLError: Problem(500, error.jdbcText).answer
        case let error as JavaException: .text(error.stackTrace, status: 500)
        default: Problem(500, "java.lang.RuntimeException: \(error)").answer
        }
    }
}
