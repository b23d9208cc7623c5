//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension VulnerableAPI {
    private static let reading: JSON = .objectSchema([
        "hour": .numberSchema(0...23), "watts": .numberSchema(0...20_000),
    ])

    private static func readings(_ operations: [FixtureOperation] = [], isPublic: Bool = false) -> [FixtureOperation] {
        [
            FixtureOperation(
                path: "/readings",
                summary: "The readings.",
                response: .listSchema(of: reading),
                isPublic: isPublic
            )
        ] + operations
    }

    /// A meter behind a key, which the flawed API takes in the query.
    package static func keyInQuery(_ variant: Variant) -> VulnerableAPI {
        let key = Fixture.randomSecret()
        let isFlawed = variant == .flawed
        let document = FixtureDocument(
            title: "Meter",
            security: isFlawed ? .query("api_key") : .apiKey(header: "X-API-Key"),
            operations: readings()
        )
        return meter(
            "auth.token-in-url",
            variant,
            document,
            credential: isFlawed ? .query(name: "api_key", value: key) : .header(name: "X-API-Key", value: key)
        ) { (isFlawed ? $0.query("api_key") : $0.header("X-API-Key")) == key }
    }

    /// A hand-over to another application, with the token in the query of its address; the fixed API gives out a code
    /// that is good once.
    package static func tokenInRedirect(_ variant: Variant) -> VulnerableAPI {
        let token = Fixture.randomSecret()
        let document = FixtureDocument(
            title: "Meter",
            security: .bearer,
            operations: readings([
                FixtureOperation(path: "/handoff", summary: "On to the shop.", response: .textSchema(), success: 302)
            ])
        )
        return meter("auth.token-in-url-redirect", variant, document, credential: .bearer(token)) { request in
            request.bearerToken == token
        } routes: { router in
            router.on("GET", "/handoff") { request in
                guard request.bearerToken == token else { throw Problem.unauthorized }
                let query =
                    variant == .flawed ? "access_token=\(Fixture.randomSecret())" : "code=\(Fixture.requestID.text)"
                return Answer(302, contentType: nil)
                    .with("Location", "https://shop.fixtures.example/in?\(query)".replacing("\"", with: ""))
            }
        }
    }

    /// A meter that is reached over plain http at an address of the Internet (RFC 5737), or over TLS.
    package static func cleartextCredential(_ variant: Variant) -> VulnerableAPI {
        let token = Fixture.randomSecret()
        let document = FixtureDocument(title: "Meter", security: .bearer, operations: readings())
        var api = meter("auth.cleartext", variant, document, credential: .bearer(token)) { $0.bearerToken == token }
        api.host = "203.0.113.7"
        if variant == .fixed { api.scheme = "https" }
        return api
    }

    /// A meter whose document says that anyone may read it; that of the fixed API says what the server does.
    package static func undeclaredProtection(_ variant: Variant) -> VulnerableAPI {
        let token = Fixture.randomSecret()
        let document = FixtureDocument(
            title: "Meter",
            security: .bearer,
            operations: readings(
                [
                    FixtureOperation(
                        path: "/tariffs",
                        summary: "The prices, for all.",
                        response: .listSchema(of: .textSchema()),
                        isPublic: true
                    ),
                    FixtureOperation(
                        path: "/bills",
                        summary: "The bills.",
                        response: .listSchema(of: .textSchema())
                    ),
                ],
                isPublic: variant == .flawed
            )
        )
        return meter("auth.undeclared-protected", variant, document, credential: .bearer(token)) { request in
            request.bearerToken == token
        } routes: { router in
            router.on("GET", "/tariffs") { _ in .json(["day 0.31", "night 0.22"]) }
            router.on("GET", "/bills") { request in
                guard request.bearerToken == token else { throw Problem.unauthorized }
                return .json(["2026-01 41.20"])
            }
        }
    }

    /// Transfers that the document protects by a token and a key of the device, of which the flawed API forgets the key.
    package static func combinationNotEnforced(_ variant: Variant) -> VulnerableAPI {
        let token = Fixture.randomSecret()
        let document = FixtureDocument(
            title: "Meter",
            security: .bearer,
            second: .apiKey(header: "X-Device-Key"),
            operations: readings([
                FixtureOperation(
                    path: "/transfers",
                    summary: "The transfers.",
                    response: .listSchema(of: .textSchema()),
                    requirements: [["main": [], "second": []]]
                )
            ])
        )
        return meter("auth.scheme-downgrade", variant, document, credential: .bearer(token)) { request in
            request.bearerToken == token
        } routes: { router in
            router.on("GET", "/transfers") { request in
                guard request.bearerToken == token else { throw Problem.unauthorized }
                guard variant == .flawed || request.header("X-Device-Key") != nil else {
                    throw Problem(403, "A key of the device is needed.")
                }
                return .json(["12.50 to the landlord"])
            }
        }
    }

    /// Readings behind a token or a key, the latter in the URL or, in the fixed API, in a field.
    package static func weakAlternative(_ variant: Variant) -> VulnerableAPI {
        let key = Fixture.randomSecret()
        let isFlawed = variant == .flawed
        var operations = readings()
        operations[0].requirements = [["main": []], ["second": []]]
        let document = FixtureDocument(
            title: "Meter",
            security: .bearer,
            second: isFlawed ? .query("key") : .apiKey(header: "X-Key"),
            operations: operations
        )
        return meter(
            "auth.scheme-downgrade-alternative",
            variant,
            document,
            credential: isFlawed ? .query(name: "key", value: key) : .header(name: "X-Key", value: key)
        ) { (isFlawed ? $0.query("key") : $0.header("X-Key")) == key }
    }

    private static func meter(
        _ name: String,
        _ variant: Variant,
        _ document: FixtureDocument,
        credential: DemoCredential,
        isAuthorized: @escaping @Sendable (IncomingRequest) -> Bool,
        routes: (inout Router) -> Void = { _ in }
    ) -> VulnerableAPI {
        let account = DemoAccount(name: "tenant", username: "tenant", password: "", credential: credential)
        return .fixture(name, variant, document, accounts: [account]) { router in
            router.on("GET", "/readings") { request in
                guard isAuthorized(request) else { throw Problem.unauthorized }
                return .json([["hour": 0, "watts": 310], ["hour": 1, "watts": 290]])
            }
            routes(&router)
        }
    }
}
