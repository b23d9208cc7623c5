//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension VulnerableAPI {
    private static let people = [
        DemoAccount(name: "vera", username: "vera@fixtures.example", password: "Pebble-Kite-31"),
        DemoAccount(name: "otto", username: "otto@fixtures.example", password: "Walnut-Train-64"),
    ]

    private static func loginDocument(_ title: String, _ path: String, _ name: String) -> FixtureDocument {
        let body: JSON = .objectSchema(
            .object([
                .init(name: name, value: .textSchema(100)),
                .init(name: "password", value: .textSchema(72, [.init(name: "format", value: "password")])),
            ]),
            required: [name, "password"]
        )
        return FixtureDocument(
            title: title,
            security: .bearer,
            operations: [
                FixtureOperation(
                    method: "POST",
                    path: path,
                    summary: "Signs in.",
                    body: body,
                    response: .objectSchema(["token": .textSchema(400)]),
                    failures: [400, 401],
                    isPublic: true
                ),
                FixtureOperation(
                    path: "/me",
                    summary: "Who is signed in.",
                    response: .objectSchema(["name": .textSchema(100)], required: ["name"])
                ),
            ]
        )
    }

    private static func addMe(to router: inout Router, secret: String) {
        router.on("GET", "/me") { request in
            guard let name = JSONWebToken.subject(of: request.bearerToken, secret: secret) else {
                throw Problem.unauthorized
            }
            return .json(["name": .string(name)])
        }
    }

    private static func credentials(
        _ request: IncomingRequest,
        _ field: String
    ) throws -> (name: String, password: String) {
        let body = try request.json()
        guard let name = body[field]?.stringValue, let password = body["password"]?.stringValue else {
            throw Problem(400, "\(field) and password are required.")
        }
        return (name, password)
    }

    /// A login that, in the flawed API, says whether it was the name or the password that was wrong.
    ///
    /// Failures are answered with 200, the name sent back and an id of their own in both; after twenty failures of one
    /// name within a minute both answer 429.
    package static func userEnumeration(_ variant: Variant) -> VulnerableAPI {
        let secret = Fixture.randomSecret()
        let limit = FailureLimit(allowed: 20)
        let login = DemoLogin(path: "/sessions", usernameField: "email", tokenPointer: "/token")
        let document = loginDocument("Members", "/sessions", "email")
        return .fixture("auth.user-enumeration", variant, document, accounts: people, login: login) { router in
            addMe(to: &router, secret: secret)
            router.on("POST", "/sessions") { request in
                let (name, password) = try credentials(request, "email")
                if let seconds = limit.secondsToWait(for: name) {
                    return Problem(429, "Too many attempts.").answer.with("Retry-After", String(seconds))
                }
                let person = people.first { $0.username == name }
                if person?.password == password {
                    return .json(["ok": true, "token": .string(JSONWebToken.issue(to: name, secret: secret))])
                }
                limit.recordFailure(of: name)
                let reason: JSON = variant == .fixed ? "mismatch" : person == nil ? "no-such-account" : "wrong-password"
                return .json(["ok": false, "reason": reason, "email": .string(name), "requestId": Fixture.requestID])
            }
        }
    }

    /// A login that may be tried for ever; the fixed one answers 429 after ten failures of one name within a minute.
    package static func noRateLimit(_ variant: Variant) -> VulnerableAPI {
        let secret = Fixture.randomSecret()
        let limit = FailureLimit()
        let document = loginDocument("Club", "/auth/login", "username")
        let login = DemoLogin(path: "/auth/login")
        return .fixture("res.no-rate-limit", variant, document, accounts: people, login: login) { router in
            addMe(to: &router, secret: secret)
            router.on("POST", "/auth/login") { request in
                let (name, password) = try credentials(request, "username")
                if variant == .fixed, let seconds = limit.secondsToWait(for: name) {
                    return Problem(429, "Too many attempts.").answer.with("Retry-After", String(seconds))
                }
                guard people.contains(where: { $0.username == name && $0.password == password }) else {
                    limit.recordFailure(of: name)
                    throw Problem(401, "Name or password is wrong.")
                }
                return .json(["token": .string(JSONWebToken.issue(to: name, secret: secret))])
            }
        }
    }
}
