//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import HTTPTypes
import Testing

@testable import VulnerableAPIs

struct ParcelServiceTests {
    private func client(_ build: ParcelService.Build) async throws -> TestClient {
        try await TestClient(api: ParcelService(build).api).signedIn(as: ParcelService.accounts[0])
    }

    @Test(arguments: ParcelService.Build.allCases)
    func servesHonestCustomers(_ build: ParcelService.Build) async throws {
        let mira = try await client(build)
        let parcel: JSON = ["recipient": "Ola Nord", "weightGrams": 400, "depotId": 2]
        let sent = try await mira.send("POST", "/parcels", body: parcel)
        #expect(sent.status == 201)
        let number = try #require(sent.json["trackingNumber"]?.stringValue)
        #expect(try await mira.send("GET", "/parcels/\(number)").json == sent.json)
        #expect(try await mira.send("GET", "/parcels?recipient=Ola").json == .array([sent.json]))
        #expect(try await mira.send("GET", "/parcels/\(number)/events").json.elements.count == 1)
        #expect(try await mira.send("DELETE", "/parcels/\(number)").status == 204)
        #expect(try await mira.send("GET", "/parcels/\(number)").status == 404)
        for path in [
            "/health", "/depots", "/depots/2", "/quotes?weightGrams=500", "/me", "/invoices", "/notifications",
        ] {
            #expect(try await mira.send("GET", path).status == 200, "\(path)")
        }
        #expect(try await mira.send("PATCH", "/me", body: ["address": "1 Hill"]).json["address"] == "1 Hill")
        #expect(try await mira.send("GET", "/customers/tomas").json["displayName"] == "Tomas")
        #expect(try await mira.send("PUT", "/me").status == 405)
        let new: JSON = ["username": "nils", "password": "Window-77", "email": "n@parcels.example"]
        #expect(try await mira.send("POST", "/customers", body: new).status == 201)
        #expect(try await mira.send("POST", "/customers", body: new).status == 409)
    }

    @Test func theVulnerableBuildRunsInjectedSQL() async throws {
        let mira = try await client(.vulnerable)
        let broken = try await mira.send("GET", "/customers/mira%27")
        #expect(broken.status == 500)
        #expect(broken.text.contains("org.postgresql.util.PSQLException: ERROR: unterminated quoted string"))
        #expect(try await mira.send("GET", "/customers/mira%27%20AND%207391=7391--%20").status == 200)
        #expect(try await mira.send("GET", "/customers/mira%27%20AND%207391=7392--%20").status == 404)
        #expect(try await mira.send("GET", "/parcels?recipient=%27%20OR%201=1--%20").json.elements.count == 4)
    }

    @Test func theSecureBuildBindsItsParameters() async throws {
        let mira = try await client(.secure)
        for text in ["mira%27", "mira%27%20AND%207391=7391--%20", "x%27%20OR%201=1--%20"] {
            #expect(try await mira.send("GET", "/customers/\(text)").status == 404)
            #expect(try await mira.send("GET", "/parcels?recipient=\(text)").json == .array([]))
        }
    }

    @Test func onlyTheVulnerableBuildGivesItselfAway() async throws {
        let flawed = try await client(.vulnerable)
        let fixed = try await client(.secure)
        #expect(try await flawed.send("GET", "/me").json["password"] == "Lantern-Quay-51")
        #expect(try await fixed.send("GET", "/me").json["password"] == nil)
        #expect(try await flawed.send("GET", "/parcels/VPx").text.contains("\tat example.parcels.TrackingNumber"))
        #expect(try await fixed.send("GET", "/parcels/VPx").status == 400)
        #expect(try await flawed.send("GET", "/quotes?weightGrams=0").status == 500)
        #expect(try await fixed.send("GET", "/quotes?weightGrams=0").status == 200)
        #expect(try await flawed.send("GET", "/debug/state").text.contains("JWT_SECRET"))
        #expect(try await fixed.send("GET", "/debug/state").status == 404)
        #expect(try await flawed.send("TRACE", "/me", headers: ["X-Canary": "c7"]).text.contains("X-Canary: c7"))
        #expect(try await fixed.send("TRACE", "/me").status == 405)
        let origin = ["Origin": "https://other.example"]
        let allowed = try #require(HTTPField.Name("Access-Control-Allow-Origin"))
        #expect(try await flawed.send("GET", "/me", headers: origin).headers[allowed] == "https://other.example")
        #expect(try await fixed.send("GET", "/me", headers: origin).headers[allowed] == nil)
    }

    @Test func onlyTheVulnerableBuildTakesWrongTokens() async throws {
        var flawed = TestClient(api: ParcelService(.vulnerable).api)
        var fixed = TestClient(api: ParcelService(.secure).api)
        #expect(try await flawed.send("GET", "/invoices").json.elements.count == 3)
        #expect(try await fixed.send("GET", "/invoices").status == 401)
        flawed.token = "nonsense"
        fixed.token = "nonsense"
        let events = "/parcels/VP20260001/events"
        #expect(try await flawed.send("GET", events).json.elements.count == 2)
        #expect(try await flawed.send("GET", "/me").status == 401)
        #expect(try await fixed.send("GET", events).status == 401)
        for secret in ["secret", "guess"] {
            flawed.token = JSONWebToken.issue(to: "mira", secret: secret)
            fixed.token = flawed.token
            #expect(try await flawed.send("GET", "/notifications").status == 200)
            #expect(try await flawed.send("GET", "/me").status == (secret == "secret" ? 200 : 401))
            #expect(try await fixed.send("GET", "/notifications").status == 401)
        }
    }

    @Test func onlyTheSecureBuildSlowsGuessesDown() async throws {
        for build in ParcelService.Build.allCases {
            let client = TestClient(api: ParcelService(build).api)
            let wrong: JSON = ["username": "mira", "password": "no"]
            var statuses: [Int] = []
            for _ in 0..<12 { statuses.append(try await client.send("POST", "/login", body: wrong).status) }
            #expect(statuses.last == (build == .secure ? 429 : 401))
            #expect(statuses.prefix(10).allSatisfy { $0 == 401 })
            #expect(try await client.signedIn(as: ParcelService.accounts[1]).token != nil)
        }
    }
}
