//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Synchronization

extension VulnerableAPI {
    /// A club that anybody may join. The flawed one shows its members what is for its administrators.
    ///
    /// Members read their own page of the administration's news in both: it lies under another path.
    package static func ordinaryAdministration(_ variant: Variant) -> VulnerableAPI {
        let members = MemberBook()
        let document = FixtureDocument(
            title: "Club",
            security: .bearer,
            operations: [
                joining,
                FixtureOperation(
                    path: "/profile",
                    summary: "The member who asks.",
                    response: .objectSchema(["email": .textSchema(100)])
                ),
                FixtureOperation(
                    path: "/admin/signups",
                    summary: "Who has joined lately.",
                    response: .objectSchema(["day": .textSchema(10), "count": .numberSchema(0...1_000)])
                ),
            ]
        )
        return .fixture("bfla.role-ordinary", variant, document) { router in
            members.addRoutes(to: &router)
            router.on("GET", "/profile") { .json(["email": .string(try members.caller($0))]) }
            router.on("GET", "/admin/signups") { request in
                _ = try members.caller(request)
                guard variant == .flawed else { throw Problem(403, "Only for administrators.") }
                return .json(["day": "2026-02-28", "count": 3])
            }
        }
    }

    private static let joining: FixtureOperation = {
        let account: JSON = .objectSchema(
            [
                "email": .textSchema(100, [.init(name: "format", value: "email")]),
                "password": .textSchema(72, [.init(name: "format", value: "password")]),
            ],
            required: ["email", "password"]
        )
        return FixtureOperation(
            method: "POST",
            path: "/register",
            summary: "Registers a member, and signs them in.",
            body: account,
            response: .objectSchema(["token": .textSchema(100)], required: ["token"]),
            success: 201,
            failures: [400, 409],
            isPublic: true
        )
    }()

    /// A ledger behind a gateway that keeps clerks out. The flawed gateway believes what address a request says that it
    /// comes from.
    package static func gatewayRules(_ variant: Variant) -> VulnerableAPI {
        let (chief, clerk) = (Fixture.randomSecret(), Fixture.randomSecret())
        let document = FixtureDocument(
            title: "Ledger",
            security: .bearer,
            operations: [
                FixtureOperation(
                    path: "/ledger",
                    summary: "The sums of the month.",
                    response: .objectSchema(["month": .textSchema(7), "cents": .numberSchema()])
                ),
                FixtureOperation(
                    path: "/hours",
                    summary: "When the office is open.",
                    response: .listSchema(of: .textSchema())
                ),
            ]
        )
        let accounts = [
            DemoAccount(name: "chief", username: "chief", password: "", credential: .bearer(chief), role: "manager"),
            DemoAccount(name: "clerk", username: "clerk", password: "", credential: .bearer(clerk), role: "clerk"),
        ]
        return .fixture("bfla.403-bypass-header", variant, document, accounts: accounts) { router in
            router.on("GET", "/ledger") { request in
                guard [chief, clerk].contains(request.bearerToken) else { throw Problem.unauthorized }
                let isInside = variant == .flawed && request.header("X-Real-IP") == "127.0.0.1"
                guard request.bearerToken == chief || isInside else { throw Problem(403, "Only for managers.") }
                return .json(["month": "2026-02", "cents": 482_100])
            }
            router.on("GET", "/hours") { request in
                guard [chief, clerk].contains(request.bearerToken) else { throw Problem.unauthorized }
                return .json(["Monday 9 to 12", "Friday 13 to 16"])
            }
        }
    }

    /// Cards that only who wrote them may rewrite. The flawed API asks who wrote a card before it looks at `_method`.
    package static func overriddenMethod(_ variant: Variant) -> VulnerableAPI {
        let cards = CardBox()
        let tokens = ["ada": Fixture.randomSecret(), "ben": Fixture.randomSecret()]
        let card: JSON = .objectSchema(["id": .numberSchema(), "text": .textSchema(200)])
        let words: JSON = .objectSchema(["text": .textSchema(200)], required: ["text"])
        let parameter: JSON = .parameter("cardId", in: "path", .numberSchema())
        let document = FixtureDocument(
            title: "Cards",
            security: .bearer,
            operations: [
                FixtureOperation(
                    method: "POST",
                    path: "/cards",
                    summary: "Writes a card.",
                    body: words,
                    response: card,
                    success: 201
                ),
                FixtureOperation(
                    path: "/cards/{cardId}",
                    summary: "One of the caller's cards.",
                    parameters: [parameter],
                    response: card,
                    failures: [404]
                ),
                FixtureOperation(
                    method: "PUT",
                    path: "/cards/{cardId}",
                    summary: "Rewrites a card; who wrote it may.",
                    parameters: [parameter],
                    body: words,
                    response: card,
                    failures: [400, 404]
                ),
            ]
        )
        let accounts = tokens.sorted { $0.key < $1.key }.map {
            DemoAccount(name: $0.key, username: $0.key, password: "", credential: .bearer($0.value))
        }
        @Sendable func caller(_ request: IncomingRequest) throws -> String {
            guard let name = tokens.first(where: { $0.value == request.bearerToken })?.key else {
                throw Problem.unauthorized
            }
            return name
        }
        return .fixture("bfla.method-override-put", variant, document, accounts: accounts) { router in
            router.on("POST", "/cards") { try cards.write($0, by: try caller($0)) }
            router.on("GET", "/cards/{cardId}") { request in
                try cards.read(request, by: try caller(request))
            }
            router.on("PUT", "/cards/{cardId}") { try cards.rewrite($0, by: try caller($0)) }
            router.on("POST", "/cards/{cardId}") { request in
                let name = try caller(request)
                guard request.query("_method")?.uppercased() == "PUT" else { throw Problem(405, "Use PUT.") }
                return try cards.rewrite(request, by: variant == .flawed ? nil : name)
            }
        }
    }

    /// The settings of a site, which only its administrator may change; the flawed API lets every user.
    package static func changedSettings(_ variant: Variant) -> VulnerableAPI {
        let settings = Mutex((title: "Harbour notes", isOpen: true))
        let (admin, user) = (Fixture.randomSecret(), Fixture.randomSecret())
        let schema: JSON = .objectSchema(
            ["title": .textSchema(80), "isOpen": ["type": "boolean"]],
            required: ["title", "isOpen"]
        )
        let document = FixtureDocument(
            title: "Site",
            security: .bearer,
            operations: [
                FixtureOperation(path: "/admin/settings", summary: "The settings.", response: schema),
                FixtureOperation(
                    method: "PUT",
                    path: "/admin/settings",
                    summary: "Replaces them.",
                    body: schema,
                    response: schema
                ),
            ]
        )
        let accounts = [
            DemoAccount(name: "admin", username: "admin", password: "", credential: .bearer(admin), role: "admin"),
            DemoAccount(name: "user", username: "user", password: "", credential: .bearer(user), role: "user"),
        ]
        @Sendable func json() -> JSON {
            settings.withLock { ["title": .string($0.title), "isOpen": .bool($0.isOpen)] }
        }
        return .fixture("bfla.role-settings", variant, document, accounts: accounts) { router in
            router.on("GET", "/admin/settings") { request in
                guard [admin, user].contains(request.bearerToken) else { throw Problem.unauthorized }
                guard request.bearerToken == admin else { throw Problem(403, "Only for administrators.") }
                return .json(json())
            }
            router.on("PUT", "/admin/settings") { request in
                guard [admin, user].contains(request.bearerToken) else { throw Problem.unauthorized }
                guard request.bearerToken == admin || variant == .flawed else {
                    throw Problem(403, "Only for administrators.")
                }
                let body = try request.json()
                guard let title = body["title"]?.stringValue, case .bool(let isOpen)? = body["isOpen"] else {
                    throw Problem(400, "title and isOpen are required.")
                }
                settings.withLock { $0 = (title, isOpen) }
                return .json(json())
            }
        }
    }
}
