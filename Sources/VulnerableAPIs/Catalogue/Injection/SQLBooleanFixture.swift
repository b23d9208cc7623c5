//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension VulnerableAPI {
    /// Products are listed by category.
    ///
    /// The flawed API puts it into the statement as text and answers an empty list to whatever the database refuses.
    ///
    /// Every answer has an id and a time of its own and sends back the query. The fixed one's search takes the words
    /// as alternatives, so that a query with more words can find more.
    package static func sqlBoolean(_ variant: Variant) -> VulnerableAPI {
        let key = "k-\(variant.rawValue)-58120"
        let product: JSON = .objectSchema(["sku": .textSchema(12), "name": .textSchema(), "category": .textSchema(32)])
        let document = FixtureDocument(
            title: "Products",
            openapi: "3.1.0",
            security: .apiKey(header: "X-API-Key"),
            operations: [
                FixtureOperation(
                    path: "/products",
                    summary: "The products of a category.",
                    parameters: [.parameter("category", in: "query", .textSchema(80), example: "kitchen")],
                    response: .objectSchema(
                        [
                            "items": .listSchema(of: product), "query": .textSchema(80), "requestId": .textSchema(20),
                            "generatedAt": .numberSchema(0...9_000_000_000_000),
                        ],
                        required: ["items"]
                    )
                )
            ]
        )
        let accounts = [
            DemoAccount(name: "shop", username: "", password: "", credential: .header(name: "X-API-Key", value: key))
        ]
        let database = productDatabase
        return .fixture("sqli.boolean", variant, document, accounts: accounts) { router in
            router.on("GET", "/products") { request in
                guard request.header("X-API-Key") == key else { throw Problem(401, "A key is needed.") }
                let category = request.query("category") ?? ""
                let rows =
                    variant == .flawed
                    ? await concatenatedProducts(category, database) : try await search(category, database)
                return .json([
                    "items": .array(rows), "query": .string(category), "requestId": Fixture.requestID,
                    "generatedAt": Fixture.timestamp,
                ])
            }
        }
    }

    private static var productDatabase: Database {
        let rows = [
            ("P-1", "Salt and pepper mill", "kitchen"), ("P-2", "Bread knife", "kitchen"),
            ("P-3", "Lamp and shade", "office"),
            ("P-4", "Now or never mug", "office"), ("P-5", "Not a pipe", "art"),
            ("P-6", "Null hypothesis poster", "art"),
        ]
        return Database([
            "products": .init(
                columns: [.init("sku", .varchar), .init("name", .varchar), .init("category", .varchar)],
                rows: rows.map { [.text($0.0), .text($0.1), .text($0.2)] }
            )
        ])
    }

    private static func concatenatedProducts(_ category: String, _ database: Database) async -> [JSON] {
        let statement = "SELECT sku, name, category FROM products WHERE category = '\(category)' ORDER BY sku"
        return (try? await database.query(statement).json) ?? []
    }

    /// Finds what has one of the words in its name or category.
    private static func search(_ text: String, _ database: Database) async throws -> [JSON] {
        let words = text.lowercased().split { !$0.isLetter && !$0.isNumber }.prefix(20)
        var found: [JSON] = []
        for word in words {
            let rows = try await database.query(
                "SELECT sku, name, category FROM products WHERE lower(name) LIKE $1 OR category = $2 ORDER BY sku",
                [.text("%\(word)%"), .text(String(word))]
            )
            found += rows.json.filter { !found.contains($0) }
        }
        return found
    }
}
