//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension VulnerableAPI {
    /// An article is read by its number, which the flawed API puts into the statement as text; what the database says
    /// goes to the client.
    ///
    /// Both serve a help page that always speaks of syntax errors. The fixed one sends back what it could not read.
    package static func sqlError(_ variant: Variant) -> VulnerableAPI {
        let database = Database([
            "articles": .init(
                columns: [.init("id", .integer), .init("title", .varchar), .init("views", .integer)],
                rows: (1...5).map { [.integer($0), .text("Article \($0)"), .integer($0 * 17)] }
            )
        ])
        let article: JSON = .objectSchema(
            ["id": .numberSchema(), "title": .textSchema(), "views": .numberSchema(0...1_000_000)],
            required: ["id", "title"]
        )
        let document = FixtureDocument(
            title: "Articles",
            operations: [
                FixtureOperation(
                    path: "/articles/{articleId}",
                    summary: "One article.",
                    parameters: [.parameter("articleId", in: "path", .numberSchema(), example: 2)],
                    response: article,
                    failures: [400, 404],
                    isPublic: true
                ),
                FixtureOperation(
                    path: "/help/{topic}",
                    summary: "A page about a mistake.",
                    parameters: [.parameter("topic", in: "path", .textSchema(40), example: "quotes")],
                    response: .objectSchema(["text": .textSchema(400)], required: ["text"]),
                    isPublic: true
                ),
            ]
        )
        return .fixture("sqli.error", variant, document) { router in
            router.on("GET", "/articles/{articleId}") { request in
                let text = request.parameter("articleId")
                if variant == .flawed {
                    return try await concatenated(text, database)
                }
                guard let id = Int(text) else {
                    throw Problem(400, "'\(text)' is not the number of an article, near \"\(text)\".")
                }
                let found = try await database.query(
                    "SELECT id, title, views FROM articles WHERE id = $1",
                    [.integer(id)]
                )
                guard let article = found.json.first else { throw Problem.notFound }
                return .json(article)
            }
            router.on("GET", "/help/{topic}") { request in
                let topic = String(request.parameter("topic").prefix(40))
                let words =
                    "psycopg2.errors.SyntaxError: unterminated quoted string at or near \"'\" means a quote too many."
                return .json(["text": .string("On \(topic): \(words)")])
            }
        }
    }

    private static func concatenated(_ text: String, _ database: Database) async throws -> Answer {
        let statement = "SELECT id, title, views FROM articles WHERE id = \(text)"
        do {
            guard let article = try await database.query(statement).json.first else { throw Problem.notFound }
            return .json(article)
        } catch let error as SQLError {
            return .json(["detail": .string(error.psycopgText(statement: statement))], status: 500)
        }
    }
}
