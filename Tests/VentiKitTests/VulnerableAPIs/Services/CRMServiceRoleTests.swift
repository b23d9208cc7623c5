//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing

@testable import VulnerableAPIs

/// What members and administrators may do and see in ``CRMService``.
struct CRMServiceRoleTests {
    private func people(_ variant: Variant) async throws -> (admin: AccountUser, alice: AccountUser) {
        let api = DemoService.crm.make(variant)
        return (try await AccountUser(api, "admin"), try await AccountUser(api, "alice"))
    }

    @Test(arguments: Variant.allCases)
    func agentsMakeThemselvesAdministrators(_ variant: Variant) async throws {
        let alice = try await people(variant).alice
        #expect(try await alice.send("PATCH", "/v2/me", body: ["role": "admin", "company": "x"]).status == 200)
        let me = try await alice.send("GET", "/v2/me").json
        #expect(me["role"] == (variant == .flawed ? "admin" : "agent"))
        #expect(me["company"] == "kestrel")
        let invited = try await alice.send("POST", "/v2/members", body: ["displayName": "Nia"])
        #expect(invited.status == (variant == .flawed ? 201 : 403))
    }

    @Test(arguments: Variant.allCases)
    func dealsTakeWhatOnlyTheServiceMaySet(_ variant: Variant) async throws {
        let alice = try await people(variant).alice
        let made = try await alice.send("POST", "/v2/deals", body: ["title": "Pier", "amountCents": 1, "ownerId": "x"])
        #expect(made.json["ownerId"] != "x")
        let path = "/v2/deals/\(try #require(made.json["id"]?.stringValue))"
        let change: JSON = ["createdAt": "2001-01-01T00:00:00Z", "ownerId": "nobody", "id": "x"]
        #expect(try await alice.send("PATCH", path, body: change).status == 200)
        let deal = try await alice.send("GET", path).json
        #expect(deal["id"] == made.json["id"])
        for name in ["createdAt", "ownerId"] {
            #expect(deal[name] == (variant == .flawed ? change[name] : made.json[name]))
        }
    }

    @Test(arguments: Variant.allCases)
    func agentsSeeSalariesOfTheTeam(_ variant: Variant) async throws {
        let (admin, alice) = try await people(variant)
        let full = try await admin.send("GET", "/v2/members").json["items"]?.elements ?? []
        let seen = try await alice.send("GET", "/v2/members").json["items"]?.elements ?? []
        #expect(full.count == 3)
        #expect(full.allSatisfy { $0["salary"] != nil && $0["phone"] != nil })
        #expect(seen.map { $0["id"] } == full.map { $0["id"] })
        #expect((seen == full) == (variant == .flawed))
        #expect(seen.contains { $0["salary"] != nil || $0["phone"] != nil } == (variant == .flawed))
    }

    @Test(arguments: Variant.allCases)
    func agentsSeeWhatTheCompanyPays(_ variant: Variant) async throws {
        let (admin, alice) = try await people(variant)
        let full = try await admin.send("GET", "/v2/billing").json
        let seen = try await alice.send("GET", "/v2/billing").json
        #expect(full["taxNumber"] != nil)
        #expect(seen["plan"] == full["plan"])
        #expect((seen == full) == (variant == .flawed))
        #expect((seen["taxNumber"] != nil) == (variant == .flawed))
    }

    @Test(arguments: Variant.allCases)
    func agentsReadTheAuditLog(_ variant: Variant) async throws {
        let (admin, alice) = try await people(variant)
        _ = try await admin.send("POST", "/v2/members", body: ["displayName": "Nia"])
        let full = try await admin.send("GET", "/v2/audit-log")
        let seen = try await alice.send("GET", "/v2/audit-log")
        #expect(full.json["items"]?.elements.count == 1)
        #expect(seen.status == (variant == .flawed ? 200 : 403))
        #expect((seen.text == full.text) == (variant == .flawed))
    }

    @Test(arguments: Variant.allCases)
    func agentsMakeAnnouncements(_ variant: Variant) async throws {
        let (admin, alice) = try await people(variant)
        let announcement: JSON = ["title": "No work today", "text": "Go home"]
        let sent = try await alice.send("POST", "/v2/announcements", body: announcement)
        #expect(sent.status == (variant == .flawed ? 201 : 403))
        let seen = try await admin.send("GET", "/v2/announcements").text.contains("Go home")
        #expect(seen == (variant == .flawed))
    }

    @Test(arguments: Variant.allCases)
    func theTeamIsForAdministrators(_ variant: Variant) async throws {
        let (admin, alice) = try await people(variant)
        let members = try await admin.send("GET", "/v2/members").json["items"]?.elements ?? []
        for member in members {
            let path = "/v2/members/\(try #require(member["id"]?.stringValue))"
            #expect(try await alice.send("PATCH", path, body: ["role": "admin"]).status == 403)
            #expect(try await alice.send("DELETE", path).status == 403)
        }
        #expect(try await alice.send("POST", "/v2/members", body: ["displayName": "Nia"]).status == 403)
        let own = try #require(members.last?["id"]?.stringValue)
        #expect(try await admin.send("DELETE", "/v2/members/\(own)").status == 409)
        #expect(try await admin.send("DELETE", "/v2/members/bob-okafor-3z8hdk5r").status == 404)
    }
}
