//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension VulnerableAPI {
    /// A library without a flaw, on which every check must be silent.
    package static var unrelated: VulnerableAPI {
        let secret = Fixture.randomSecret()
        let limit = FailureLimit()
        let reader = DemoAccount(name: "reader", username: "reader", password: "Amber-Stair-42")
        let second = DemoAccount(name: "second", username: "second", password: "Cobalt-Fern-93")
        return .fixture(
            "unrelated",
            .fixed,
            unrelatedDocument,
            accounts: [reader, second],
            login: DemoLogin(path: "/tokens", tokenPointer: "/access")
        ) { router in
            router.on("POST", "/tokens") { request in
                let body = try request.json()
                guard let name = body["username"]?.stringValue, let password = body["password"]?.stringValue else {
                    throw Problem(400, "username and password are required.")
                }
                if let seconds = limit.secondsToWait(for: name) {
                    return Problem(429, "Too many attempts.").answer.with("Retry-After", String(seconds))
                }
                guard [reader, second].contains(where: { $0.username == name && $0.password == password }) else {
                    limit.recordFailure(of: name)
                    throw Problem(401, "Name or password is wrong.")
                }
                return .json(["access": .string(JSONWebToken.issue(to: name, secret: secret))])
            }
            router.on("GET", "/books") { request in
                let words = (request.query("title") ?? "").lowercased()
                return .json(
                    .array(books.filter { $0.title.lowercased().contains(words) || words.isEmpty }.map(\.json))
                )
            }
            router.on("GET", "/books/{slug}") { request in
                guard let book = books.first(where: { $0.slug == request.parameter("slug") }) else {
                    throw Problem.notFound
                }
                return .json(book.json)
            }
            router.on("GET", "/loans") { request in
                guard let name = JSONWebToken.subject(of: request.bearerToken, secret: secret) else {
                    throw Problem.unauthorized
                }
                return .json(name == "reader" ? [["slug": "the-tide", "dueInDays": 9]] : [])
            }
        }
    }

    private struct Book {
        var slug: String
        var title: String

        var json: JSON { ["slug": .string(slug), "title": .string(title)] }
    }

    private static let books = [
        Book(slug: "the-tide", title: "The Tide"), Book(slug: "select-stories", title: "Select Stories from the North"),
    ]

    private static var unrelatedDocument: FixtureDocument {
        let book: JSON = .objectSchema(
            ["slug": .textSchema(), "title": .textSchema(120)],
            required: ["slug", "title"]
        )
        let credentials: JSON = .objectSchema(
            ["username": .textSchema(32), "password": .textSchema(72, [.init(name: "format", value: "password")])],
            required: ["username", "password"]
        )
        return FixtureDocument(
            title: "Library",
            openapi: "3.1.0",
            security: .bearer,
            operations: [
                FixtureOperation(
                    method: "POST",
                    path: "/tokens",
                    summary: "Signs in.",
                    body: credentials,
                    response: .objectSchema(["access": .textSchema(400)], required: ["access"]),
                    failures: [400, 401],
                    isPublic: true
                ),
                FixtureOperation(
                    path: "/books",
                    summary: "The books.",
                    parameters: [.parameter("title", in: "query", .textSchema(80))],
                    response: .listSchema(of: book),
                    isPublic: true
                ),
                FixtureOperation(
                    path: "/books/{slug}",
                    summary: "One book.",
                    parameters: [.parameter("slug", in: "path", .textSchema(), example: "the-tide")],
                    response: book,
                    failures: [404],
                    isPublic: true
                ),
                FixtureOperation(
                    path: "/loans",
                    summary: "What the caller has at home.",
                    response: .listSchema(
                        of: .objectSchema(["slug": .textSchema(), "dueInDays": .numberSchema(0...365)])
                    )
                ),
            ]
        )
    }
}
