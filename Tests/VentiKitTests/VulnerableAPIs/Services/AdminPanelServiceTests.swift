//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import HTTPTypes
import Testing

@testable import VulnerableAPIs

struct AdminPanelServiceTests {
    private struct People {
        var root: AccountUser
        var eve: AccountUser
        var ivan: AccountUser
    }

    private func people(_ variant: Variant) async throws -> People {
        let api = DemoService.adminPanel.make(variant)
        return try await People(
            root: AccountUser(api, "root"),
            eve: AccountUser(api, "eve"),
            ivan: AccountUser(api, "ivan")
        )
    }

    private static let text: JSON = ["title": "Glass", "body": "Sand and fire"]

    /// Makes something and gives the path to it.
    private func make(_ user: AccountUser, _ path: String, _ body: JSON = text) async throws -> String {
        let made = try await user.send("POST", path, body: body)
        #expect(made.status == 201)
        return "\(path)/\(try #require(made.json["id"]?.integerValue))"
    }

    @Test(arguments: Variant.allCases)
    func servesHonestUsers(_ variant: Variant) async throws {
        let people = try await people(variant)
        let (root, eve) = (people.root, people.eve)
        let me = try await eve.send("GET", "/api/me").json
        #expect(me["role"] == "user")
        let own = "/api/users/\(try #require(me["id"]?.integerValue))"
        #expect(try await eve.send("GET", own).json == me)
        #expect(try await people.ivan.send("GET", own).status == 404)
        let user = try await make(root, "/api/users", ["username": "nia", "displayName": "Nia"])
        #expect(try await root.send("GET", user).json["displayName"] == "Nia")
        #expect(try await root.send("GET", "/api/users?perPage=1").json["data"]?.elements.first?["username"] == "nia")
        #expect(try await eve.send("DELETE", user).status == 403)
        #expect(try await root.send("DELETE", user).status == 204)
        #expect(try await root.send("GET", user).status == 404)
        let article = try await make(eve, "/api/articles")
        #expect(try await eve.anonymous.send("GET", article).json["body"] == "Sand and fire")
        let change: JSON = ["title": "Glass", "body": "Sand"]
        #expect(try await eve.send("PUT", article, body: change).json["body"] == "Sand")
        #expect(try await people.ivan.send("PUT", article, body: change).status == 403)
        #expect(try await eve.send("DELETE", article).status == 403)
        #expect(try await root.send("DELETE", article).status == 204)
        #expect(try await eve.anonymous.send("GET", article).status == 404)
        let notice = try await make(eve, "/api/notices")
        #expect(try await root.send("PUT", notice, body: change).json["body"] == "Sand")
        #expect(try await people.ivan.send("PUT", notice, body: change).status == 403)
        let category = try await make(root, "/api/categories", ["name": "Tools"])
        #expect(try await eve.anonymous.send("GET", category).json["name"] == "Tools")
        #expect(try await eve.send("GET", "/api/user/reports").json["reports"]?.elements.count == 1)
        #expect(try await eve.send("GET", "/api/activity").json["activity"]?.elements.count == 2)
        let settings: JSON = ["siteName": "J", "registrationOpen": true, "maintenanceNote": ""]
        #expect(try await root.send("PUT", "/api/settings", body: settings).json == settings)
        #expect(try await root.send("GET", "/api/settings").json == settings)
        #expect(try await eve.send("PUT", "/api//settings", body: settings).status == 403)
    }

    @Test(arguments: Variant.allCases)
    func errorsAreProblemDetails(_ variant: Variant) async throws {
        let eve = try await people(variant).eve
        let replies = [
            (404, try await eve.send("GET", "/api/articles/7")), (404, try await eve.send("GET", "/nowhere")),
            (403, try await eve.send("GET", "/api/users")), (405, try await eve.send("PATCH", "/api/articles")),
            (401, try await eve.anonymous.send("GET", "/api/me")),
            (400, try await eve.send("GET", "/api/articles?page=0")),
        ]
        for (status, reply) in replies {
            #expect(reply.status == status)
            #expect(reply.headers[.contentType] == "application/problem+json")
            #expect(reply.json["status"] == .integer(status))
        }
    }

    @Test(arguments: Variant.allCases)
    func activityIsReadByEverybody(_ variant: Variant) async throws {
        let eve = try await people(variant).eve
        let reply = try await eve.anonymous.send("GET", "/api/activity")
        #expect(reply.status == (variant == .flawed ? 200 : 401))
        let full = try await eve.send("GET", "/api/activity")
        #expect((reply.text == full.text) == (variant == .flawed))
    }

    @Test(arguments: Variant.allCases)
    func usersMakeUsers(_ variant: Variant) async throws {
        let people = try await people(variant)
        let new: JSON = ["username": "mallory", "displayName": "Mallory", "role": "admin"]
        let made = try await people.eve.send("POST", "/api/users", body: new)
        #expect(made.status == (variant == .flawed ? 201 : 403))
        let seen = try await people.root.send("GET", "/api/users").text.contains("Mallory")
        #expect(seen == (variant == .flawed))
        #expect(try await people.eve.anonymous.send("POST", "/api/users", body: new).status == 401)
    }

    @Test(arguments: Variant.allCases)
    func reportsOfAdministratorsAreOneSegmentAway(_ variant: Variant) async throws {
        let people = try await people(variant)
        let full = try await people.root.send("GET", "/api/admin/reports")
        let seen = try await people.eve.send("GET", "/api/admin/reports")
        #expect(full.text.contains("incomeCents"))
        #expect(seen.status == (variant == .flawed ? 200 : 403))
        #expect((seen.text == full.text) == (variant == .flawed))
        #expect(try await people.eve.send("GET", "/api/guest/reports").status == 404)
    }

    @Test(arguments: Variant.allCases)
    func noticesAreChangedByEverybody(_ variant: Variant) async throws {
        let people = try await people(variant)
        let notice = try await make(people.eve, "/api/notices")
        let change: JSON = ["title": "Glass", "body": "Nobody wrote this"]
        let reply = try await people.eve.anonymous.send("PUT", notice, body: change)
        #expect(reply.status == (variant == .flawed ? 200 : 401))
        let seen = try await people.eve.send("GET", notice).text.contains("Nobody wrote this")
        #expect(seen == (variant == .flawed))
        var stranger = people.eve
        stranger.client.credential = .bearer("nonsense")
        #expect(try await stranger.send("PUT", notice, body: change).status == 401)
    }

    @Test(arguments: Variant.allCases)
    func categoriesHaveAHiddenVerb(_ variant: Variant) async throws {
        let people = try await people(variant)
        let category = try await make(people.root, "/api/categories", ["name": "Tools"])
        let allowed = try await people.eve.send("OPTIONS", category).headers[.allow] ?? ""
        #expect(allowed.contains("DELETE") == (variant == .flawed))
        #expect(try await people.eve.send("DELETE", category).status == (variant == .flawed ? 204 : 405))
        #expect(try await people.root.send("GET", category).status == (variant == .flawed ? 404 : 200))
    }

    @Test(arguments: Variant.allCases)
    func aFieldOverridesTheMethod(_ variant: Variant) async throws {
        let people = try await people(variant)
        let article = try await make(people.ivan, "/api/articles")
        let override = ["X-HTTP-Method-Override": "DELETE"]
        #expect(try await people.eve.send("POST", article).status == 405)
        #expect(try await people.eve.send("DELETE", article).status == 403)
        #expect(try await people.eve.anonymous.send("POST", article, headers: override).status != 204)
        #expect(try await people.eve.send("GET", article, headers: override).status == 200)
        let reply = try await people.eve.send("POST", article, headers: override)
        #expect(reply.status == (variant == .flawed ? 204 : 405))
        #expect(try await people.ivan.send("GET", article).status == (variant == .flawed ? 404 : 200))
    }

    @Test(arguments: Variant.allCases)
    func anotherSpellingOfThePathIsNotRefused(_ variant: Variant) async throws {
        let people = try await people(variant)
        let full = try await people.root.send("GET", "/api/settings")
        #expect(try await people.eve.send("GET", "/api/settings").status == 403)
        #expect(try await people.eve.send("GET", "/api/settings?x=1").status == 403)
        for path in ["/api//settings", "/api/settings/", "/api/%73ettings", "//api/settings"] {
            let reply = try await people.eve.send("GET", path)
            #expect(reply.status == (variant == .flawed ? 200 : 403))
            #expect((reply.text == full.text) == (variant == .flawed))
            #expect(try await people.eve.anonymous.send("GET", path).status == 401)
        }
    }

    @Test(arguments: Variant.allCases)
    func aParameterMakesAnAdministrator(_ variant: Variant) async throws {
        let people = try await people(variant)
        let full = try await people.root.send("GET", "/api/users")
        #expect(try await people.eve.send("GET", "/api/users").status == 403)
        #expect(try await people.eve.send("GET", "/api/users?colour=true").status == 403)
        let reply = try await people.eve.send("GET", "/api/users?admin=true")
        #expect(reply.status == (variant == .flawed ? 200 : 403))
        #expect((reply.text == full.text) == (variant == .flawed))
        #expect(try await people.eve.anonymous.send("GET", "/api/users?admin=true").status == 401)
    }
}
