//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing

@testable import VulnerableAPIs

/// What honest clients of the fixtures can do in both variants, where things must be made first.
struct FunctionFixtureTests {
    @Test(arguments: Variant.allCases)
    func whoJoinsTheClubSeesTheirProfile(_ variant: Variant) async throws {
        var client = TestClient(api: .ordinaryAdministration(variant))
        #expect(try await client.send("GET", "/profile").status == 401)
        let joined = try await client.send(
            "POST",
            "/register",
            body: ["email": "a@example.com", "password": "Q7!xz-lo"]
        )
        client.token = joined.json["token"]?.stringValue
        #expect(joined.status == 201)
        #expect(try await client.send("GET", "/profile").json["email"] == "a@example.com")
        #expect(try await client.send("GET", "/admin/signups").status == (variant == .flawed ? 200 : 403))
        #expect(try await client.send("POST", "/register", body: ["email": "b"]).status == 400)
    }

    @Test(arguments: Variant.allCases)
    func whoWroteACardRewritesIt(_ variant: Variant) async throws {
        let api = VulnerableAPI.overriddenMethod(variant)
        var (ada, ben) = (TestClient(api: api), TestClient(api: api))
        ada.credential = api.accounts.first?.credential
        ben.credential = api.accounts.last?.credential
        #expect(try await ada.send("POST", "/cards", body: ["text": "one"]).status == 201)
        #expect(try await ada.send("PUT", "/cards/1", body: ["text": "two"]).json["text"] == "two")
        #expect(try await ada.send("POST", "/cards/1?_method=PUT", body: ["text": "three"]).status == 200)
        #expect(try await ben.send("GET", "/cards/1").status == 404)
        #expect(try await ben.send("PUT", "/cards/1", body: ["text": "four"]).status == 404)
        let overridden = try await ben.send("POST", "/cards/1?_method=PUT", body: ["text": "five"])
        #expect(overridden.status == (variant == .flawed ? 200 : 404))
        #expect(try await ada.send("GET", "/cards/1").json["text"] == (variant == .flawed ? "five" : "three"))
    }
}
