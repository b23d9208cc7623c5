//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing

@testable import VulnerableAPIs

struct CRMServiceTests {
    private struct People {
        var admin: AccountUser
        var alice: AccountUser
        var bob: AccountUser
    }

    private func people(_ variant: Variant) async throws -> People {
        let api = DemoService.crm.make(variant)
        return try await People(
            admin: AccountUser(api, "admin"),
            alice: AccountUser(api, "alice"),
            bob: AccountUser(api, "bob")
        )
    }

    /// Makes something and gives the path to it.
    private func make(_ user: AccountUser, _ path: String, _ body: JSON) async throws -> String {
        let made = try await user.send("POST", path, body: body)
        #expect(made.status == 201)
        return "\(path)/\(try #require(made.json["id"]?.stringValue))"
    }

    private static let deal: JSON = ["title": "Pier refit", "amountCents": 90_000, "note": "Blue paint"]

    @Test(arguments: Variant.allCases)
    func servesHonestMembers(_ variant: Variant) async throws {
        let people = try await people(variant)
        let (admin, alice) = (people.admin, people.alice)
        #expect(try await alice.send("GET", "/v2/me").json["role"] == "agent")
        #expect(try await alice.send("PATCH", "/v2/me", body: ["phone": "12"]).json["phone"] == "12")
        let contact = try await make(alice, "/v2/contacts", ["name": "Dock Five", "email": "d@five.example"])
        #expect(try await admin.send("GET", contact).json["email"] == "d@five.example")
        #expect(try await alice.send("GET", "/v2/contacts?q=dock").json["items"]?.elements.count == 1)
        #expect(try await alice.send("PATCH", contact, body: ["note": "Tall"]).json["note"] == "Tall")
        #expect(try await alice.send("DELETE", contact).status == 204)
        #expect(try await alice.send("GET", contact).status == 404)
        let deal = try await make(alice, "/v2/deals", Self.deal)
        #expect(try await alice.send("PATCH", deal, body: ["stage": "won"]).json["stage"] == "won")
        #expect(try await alice.send("GET", deal).json["note"] == "Blue paint")
        #expect(try await alice.send("DELETE", deal).status == 204)
        let member = try await make(admin, "/v2/members", ["displayName": "Nia"])
        #expect(try await admin.send("PATCH", member, body: ["role": "admin"]).json["role"] == "admin")
        #expect(try await admin.send("DELETE", member).status == 204)
        #expect(try await admin.send("GET", "/v2/audit-log").json["items"]?.elements.count == 9)
        #expect(try await admin.send("GET", "/v2/billing").json["seats"] == 12)
        _ = try await make(admin, "/v2/announcements", ["title": "Party", "text": "On Friday"])
        #expect(try await alice.send("GET", "/v2/announcements").json["items"]?.elements.count == 1)
        let export = try await make(alice, "/v2/exports", ["format": "csv", "note": "For Mara"])
        #expect(try await alice.send("GET", export).json["note"] == "For Mara")
        #expect(try await people.bob.send("GET", export).status == 404)
    }

    @Test(arguments: Variant.allCases)
    func listsCanBeReadPageByPage(_ variant: Variant) async throws {
        let bob = try await people(variant).bob
        for number in 1...4 {
            _ = try await make(bob, "/v2/deals", ["title": .string("Ward \(number)"), "amountCents": 1])
        }
        var titles: [String] = []
        var cursor = ""
        repeat {
            let page = try await bob.send("GET", "/v2/deals?limit=2\(cursor)").json
            titles += (page["items"]?.elements ?? []).compactMap { $0["title"]?.stringValue }
            cursor = page["nextCursor"]?.stringValue.map { "&cursor=\($0)" } ?? ""
        } while !cursor.isEmpty
        #expect(titles == ["Ward 4", "Ward 3", "Ward 2", "Ward 1", "Holm bedside units", "Elm Street scanners"])
        #expect(try await bob.send("GET", "/v2/deals?cursor=nonsense").status == 400)
        #expect(try await bob.send("GET", "/v2/deals?limit=101").status == 400)
    }

    @Test(arguments: Variant.allCases)
    func readsDealsOfOtherCompanies(_ variant: Variant) async throws {
        let people = try await people(variant)
        let deal = try await make(people.alice, "/v2/deals", Self.deal)
        #expect(try await people.bob.send("GET", deal).status == (variant == .flawed ? 200 : 404))
        #expect(try await people.bob.send("DELETE", deal).status == 404)
        #expect(try await people.bob.anonymous.send("GET", deal).status == 401)
    }

    @Test(arguments: Variant.allCases)
    func changesDealsOfOtherCompanies(_ variant: Variant) async throws {
        let people = try await people(variant)
        let deal = try await make(people.alice, "/v2/deals", Self.deal)
        let change = try await people.bob.send("PATCH", deal, body: ["note": "Red paint"])
        #expect(change.status == (variant == .flawed ? 200 : 404))
        let note: JSON = variant == .flawed ? "Red paint" : "Blue paint"
        #expect(try await people.alice.send("GET", deal).json["note"] == note)
    }

    @Test(arguments: Variant.allCases)
    func listsContactsOfOtherCompanies(_ variant: Variant) async throws {
        let people = try await people(variant)
        _ = try await make(people.alice, "/v2/contacts", ["name": "Dock Five"])
        let seen = try await people.bob.send("GET", "/v2/contacts").text.contains("Dock Five")
        #expect(seen == (variant == .flawed))
        #expect(try await people.bob.send("GET", "/v2/deals").text.contains("Acme") == false)
    }

    @Test(arguments: Variant.allCases)
    func tellsForeignContactsFromMissingOnes(_ variant: Variant) async throws {
        let people = try await people(variant)
        let contact = try await make(people.alice, "/v2/contacts", ["name": "Dock Five"])
        let foreign = try await people.bob.send("GET", contact)
        let missing = try await people.bob.send("GET", "/v2/contacts/dock-five-2k9qx7vd")
        #expect(foreign.status == (variant == .flawed ? 403 : 404))
        #expect(missing.status == 404)
        #expect((foreign.text == missing.text) == (variant == .fixed))
        #expect(try await people.bob.send("PATCH", contact, body: ["note": "x"]).status == 404)
        #expect(try await people.bob.send("DELETE", contact).status == 404)
    }

    @Test(arguments: Variant.allCases)
    func exportsAreLimited(_ variant: Variant) async throws {
        let alice = try await people(variant).alice
        var statuses: [Int] = []
        for _ in 0..<31 {
            statuses.append(try await alice.send("POST", "/v2/exports", body: ["format": "json"]).status)
        }
        #expect(statuses.prefix(30).allSatisfy { $0 == 201 })
        #expect(statuses.last == 429)
    }
}
