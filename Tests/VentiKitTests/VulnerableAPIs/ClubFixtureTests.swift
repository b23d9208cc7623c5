//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import HTTPTypes
import Testing

@testable import VulnerableAPIs

/// The club serves honest members alike in both builds.
struct ClubFixtureTests {
    private static let flaws: [ClubFixture.Flaw] = [
        .othersPassword, .currentPasswordIgnored, .neverLocks, .trustsForwardedFor, .keepsCookie, .defaultPassword,
        .countsTokens,
    ]

    @Test(arguments: flaws, Variant.allCases)
    func aMemberJoinsSignsInAndOut(_ flaw: ClubFixture.Flaw, _ variant: Variant) async throws {
        var client = TestClient(api: ClubFixture(flaw: flaw, variant: variant).api("club"))
        let credentials: JSON = ["username": "ruderer", "password": "Blue-Oar-4417"]
        #expect(try await client.send("POST", "/members", body: credentials).status == 201)
        #expect(try await client.send("POST", "/members", body: credentials).status == 409)
        #expect(try await client.send("GET", "/me").status == 401)
        try await signIn(&client, credentials)
        #expect(try await client.send("GET", "/me").json["username"] == "ruderer")
        let change: JSON = ["currentPassword": "Blue-Oar-4417", "newPassword": "Red-Hull-9923"]
        #expect(try await client.send("PUT", "/members/ruderer/password", body: change).status == 204)
        #expect(try await client.send("POST", "/sessions", body: credentials).status == 401)
        #expect(try await client.send("DELETE", "/sessions/current").status == 204)
        #expect(try await client.send("GET", "/me").status == 401)
    }

    private func signIn(_ client: inout TestClient, _ credentials: JSON) async throws {
        let reply = try await client.send("POST", "/sessions", body: credentials)
        #expect(reply.status == 200)
        if let cookie = reply.headers[.setCookie]?.split(separator: ";").first?.split(separator: "=").last {
            client.credential = .cookie(name: "sid", value: String(cookie))
        } else {
            client.token = reply.json["token"]?.stringValue
        }
    }

    @Test func onlyTheFlawedClubTakesAnyAnswerForTheCaptcha() async throws {
        let body: JSON = ["username": "ruderer", "password": "Blue-Oar-4417", "captchaAnswer": "swan"]
        let flawed = TestClient(api: ClubFixture(flaw: .ignoresCaptcha, variant: .flawed).api("club"))
        #expect(try await flawed.send("POST", "/members", body: body).status == 201)
        let fixed = TestClient(api: ClubFixture(flaw: .ignoresCaptcha, variant: .fixed).api("club"))
        #expect(try await fixed.send("POST", "/members", body: body).status == 400)
    }
}
