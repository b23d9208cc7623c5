//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing

@testable import VentiKit

struct AccessPolicyTests {
    private let read = APIOperation(method: "GET", path: "/reports/{id}", tags: ["office"])
    private let policy = AccessPolicy(rules: [
        AccessRule("GET /reports/*", roles: ["admin", "auditor"]),
        AccessRule("tag:office", roles: ["nobody-else"]),
        AccessRule("/news", roles: [AccessRule.anonymous]),
        AccessRule("/me", roles: [AccessRule.anyRole]),
    ])

    @Test func ofTheRulesThatFitTheFirstCounts() {
        #expect(policy.rule(for: read)?.roles == ["admin", "auditor"])
        #expect(policy.verdict(on: read, role: "auditor") == .may)
        #expect(policy.verdict(on: read, role: "nobody-else") == .mayNot)
        #expect(policy.verdictOnNobody(read) == .mayNot)
    }

    @Test func anIdentityWithoutARoleIsNotJudged() {
        #expect(policy.verdict(on: read, role: nil) == .unsaid)
    }

    @Test func whatIsForEverybodyIsForIdentitiesWithoutARoleToo() {
        let news = APIOperation(method: "GET", path: "/news")
        let own = APIOperation(method: "GET", path: "/me")
        #expect(policy.verdict(on: news, role: nil) == .may && policy.verdictOnNobody(news) == .may)
        #expect(policy.verdict(on: own, role: "user") == .may && policy.verdictOnNobody(own) == .mayNot)
    }

    @Test func anOperationUnderNoRuleIsUnsaid() {
        let other = APIOperation(method: "GET", path: "/other")
        #expect(policy.verdict(on: other, role: "admin") == .unsaid && policy.verdictOnNobody(other) == .unsaid)
    }

    @Test(arguments: ["GET /users*", "/users/*", "* /users", "*", "tag:billing", "id:createUser"])
    func everyFormOfAnOperationIsTaken(pattern: String) {
        #expect(AccessRule(pattern, roles: ["admin"]).problem == nil)
    }

    @Test(arguments: [
        ("", "an operation is missing"), ("users", "users is not an operation"), ("GET users", "is not an operation"),
        ("G3T /users", "G3T is not a method"), ("tag:", "tag: names nothing"),
    ])
    func aMistakeIsSaid(pattern: String, words: String) throws {
        let problem = try #require(AccessRule(pattern, roles: ["admin"]).problem)
        #expect(problem.contains(words))
    }

    @Test func aRuleNeedsARoleAndRolesAreWords() {
        #expect(AccessRule("/a", roles: []).problem?.contains("no role may call /a") == true)
        #expect(AccessRule("/a", roles: ["site admin"]).problem == "a role is a word without spaces")
        #expect(AccessRule("/a", roles: [""]).problem != nil)
    }
}
