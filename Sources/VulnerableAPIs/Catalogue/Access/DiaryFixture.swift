//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension VulnerableAPI {
    /// A diary behind tokens.
    ///
    /// Its news are for all and take no notice of a token; a token that does not hold is answered with 200 and an error
    /// in the body.
    ///
    /// - Parameters:
    ///   - name: What the API is called.
    ///   - variant: With its flaw, or without.
    ///   - issue: Makes the token of a person.
    ///   - owner: Whose token one is; `nil` where it does not hold.
    ///   - routes: Adds what else there is.
    static func diary(
        _ name: String,
        _ variant: Variant,
        issue: (String) throws -> String,
        owner: @escaping @Sendable (String?) async -> String?,
        routes: (inout Router) -> Void = { _ in }
    ) rethrows -> VulnerableAPI {
        let document = FixtureDocument(
            title: "Diary",
            security: .bearer,
            operations: [
                FixtureOperation(
                    path: "/diary",
                    summary: "The caller's diary.",
                    response: .objectSchema(["owner": .textSchema(), "entries": .listSchema(of: .textSchema(500))])
                ),
                FixtureOperation(
                    path: "/news",
                    summary: "News for all.",
                    response: .listSchema(of: .textSchema(200)),
                    isPublic: true
                ),
            ]
        )
        let accounts = try ["ines", "bram"].map { person in
            DemoAccount(name: person, username: person, password: "", credential: .bearer(try issue(person)))
        }
        return .fixture(name, variant, document, accounts: accounts) { router in
            router.on("GET", "/diary") { request in
                guard let owner = await owner(request.bearerToken) else {
                    return .json(["error": "The token does not hold.", "requestId": Fixture.requestID])
                }
                let entries: [String: JSON] = [
                    "ines": ["Rain. Read all day."], "bram": ["Sold the boat.", "Bought a bigger one."],
                ]
                return .json(["owner": .string(owner), "entries": entries[owner] ?? []])
            }
            router.on("GET", "/news") { _ in .json(["Diaries can be printed now."]) }
            routes(&router)
        }
    }
}
