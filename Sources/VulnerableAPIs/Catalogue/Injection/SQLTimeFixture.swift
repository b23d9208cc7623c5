//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension VulnerableAPI {
    /// A newsletter tells whether a request was taken; it says the same whatever the database finds or refuses.
    ///
    /// Only the time that the flawed API's statement takes can be seen.
    ///
    /// The fixed one takes its time too: a little at random, a little for each character, and much for reports.
    package static func sqlTime(_ variant: Variant) -> VulnerableAPI {
        let database = Database([
            "subscribers": .init(
                columns: [.init("token", .varchar), .init("email", .varchar)],
                rows: [[.text("spring-list"), .text("ana@fixtures.example")]]
            )
        ])
        let response: JSON = .objectSchema(["status": .textSchema(20)], required: ["status"])
        let document = FixtureDocument(
            title: "Newsletter",
            operations: [
                FixtureOperation(
                    path: "/subscriptions/status",
                    summary: "Takes note of a request.",
                    parameters: [.parameter("token", in: "query", .textSchema(120), example: "spring-list")],
                    response: response,
                    isPublic: true
                ),
                FixtureOperation(
                    path: "/reports/{month}",
                    summary: "A report, which takes a while.",
                    parameters: [.parameter("month", in: "path", .textSchema(40), example: "2026-03")],
                    response: response,
                    isPublic: true
                ),
            ]
        )
        return .fixture("sqli.time", variant, document) { router in
            router.on("GET", "/subscriptions/status") { request in
                let token = request.query("token") ?? ""
                if variant == .flawed {
                    _ = try? await database.query("SELECT email FROM subscribers WHERE token = '\(token)'")
                } else {
                    try await Task.sleep(for: .milliseconds(Int.random(in: 0...80) + min(token.count, 120)))
                    _ = try await database.query("SELECT email FROM subscribers WHERE token = $1", [.text(token)])
                }
                return .json(["status": "processed"])
            }
            router.on("GET", "/reports/{month}") { _ in
                try await Task.sleep(for: .milliseconds(300))
                return .json(["status": "ready"])
            }
        }
    }
}
