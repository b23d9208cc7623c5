//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension VulnerableAPI {
    /// A reading list that keeps visitors apart by a cookie; that of the flawed API is open to scripts and other sites.
    package static func cookieFlags(_ variant: Variant) -> VulnerableAPI {
        let document = FixtureDocument(
            title: "Shelf",
            operations: [
                FixtureOperation(
                    path: "/shelf",
                    summary: "What the visitor has put aside.",
                    response: .listSchema(of: .textSchema()),
                    isPublic: true
                )
            ]
        )
        var api = VulnerableAPI.fixture("auth.cookie-flags", variant, document) { router in
            router.on("GET", "/shelf") { request in
                // Scripts read the second one; it is no session.
                if request.query("theme") != nil { return .json([]).with("Set-Cookie", "csrf_token=c9; Path=/") }
                let flags = variant == .flawed ? "Path=/" : "Path=/; HttpOnly; Secure; SameSite=Lax"
                return .json([]).with("Set-Cookie", "session_id=\(Fixture.randomSecret()); \(flags)")
            }
        }
        api.scheme = "https"
        return api
    }

    /// A reading list behind a login that sets a cookie; that of the flawed API goes out with requests from other sites.
    package static func loginCookieFlags(_ variant: Variant) -> VulnerableAPI {
        let session = Fixture.randomSecret()
        let limit = FailureLimit()
        let visitor = DemoAccount(name: "visitor", username: "visitor", password: "Maple-Drum-70")
        let credentials: JSON = .objectSchema(
            ["username": .textSchema(32), "password": .textSchema(72, [.init(name: "format", value: "password")])],
            required: ["username", "password"]
        )
        let document = FixtureDocument(
            title: "Shelf",
            security: .cookie("SESSION"),
            operations: [
                FixtureOperation(
                    method: "POST",
                    path: "/login",
                    summary: "Signs in.",
                    body: credentials,
                    response: .objectSchema(["name": .textSchema()]),
                    failures: [400, 401],
                    isPublic: true
                ),
                FixtureOperation(
                    path: "/own-shelf",
                    summary: "What the visitor has put aside.",
                    response: .listSchema(of: .textSchema())
                ),
            ]
        )
        return .fixture("auth.cookie-flags-login", variant, document, accounts: [visitor]) { router in
            router.on("POST", "/login") { request in
                let body = try request.json()
                let name = body["username"]?.stringValue ?? ""
                if let seconds = limit.secondsToWait(for: name) {
                    return Problem(429, "Too many attempts.").answer.with("Retry-After", String(seconds))
                }
                guard name == visitor.username, body["password"]?.stringValue == visitor.password else {
                    limit.recordFailure(of: name)
                    throw Problem(401, "Name or password is wrong.")
                }
                let flags = variant == .flawed ? "HttpOnly" : "HttpOnly; SameSite=Strict"
                return .json(["name": .string(name)]).with("Set-Cookie", "SESSION=\(session); Path=/; \(flags)")
            }
            router.on("GET", "/own-shelf") { request in
                guard request.cookie("SESSION") == session else { throw Problem.unauthorized }
                return .json(["The Tide"])
            }
        }
    }
}
