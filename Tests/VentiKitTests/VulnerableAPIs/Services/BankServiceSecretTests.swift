//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import HTTPTypes
import Testing

@testable import VulnerableAPIs

/// Passwords, codes and sessions of ``BankService``.
struct BankServiceSecretTests {
    private func carla(_ variant: Variant) async throws -> AccountUser {
        try await AccountUser(DemoService.bank.make(variant), "carla")
    }

    private func card(of user: AccountUser) async throws -> String {
        let card = try #require(try await user.send("GET", "/cards").json["cards"]?.elements.first)
        return "/cards/\(try #require(card["id"]?.stringValue))"
    }

    @Test(arguments: Variant.allCases)
    func codesCanBeGuessed(_ variant: Variant) async throws {
        let carla = try await carla(variant)
        let path = try await card(of: carla) + "/unlock"
        var statuses: [Int] = []
        for number in 1000..<1060 {
            statuses.append(try await carla.send("POST", path, body: ["pin": .string(String(number))]).status)
        }
        #expect(statuses.prefix(5).allSatisfy { $0 == 403 })
        #expect(statuses.dropFirst(5).allSatisfy { $0 == (variant == .flawed ? 403 : 429) })
        let right = try await carla.send("POST", path, body: ["pin": "8362"])
        #expect(right.status == (variant == .flawed ? 200 : 429))
        #expect((right.headers[.retryAfter] != nil) == (variant == .fixed))
    }

    @Test func theFixedBuildCountsGuessesThatComeAtOnce() async throws {
        let carla = try await carla(.fixed)
        let path = try await card(of: carla) + "/unlock"
        let statuses = try await carla.sendAtOnce(40, "POST", path, body: ["pin": "0000"])
        #expect(statuses.count { $0 == 403 } == 5)
        #expect(statuses.count { $0 == 429 } == 35)
    }

    @Test(arguments: Variant.allCases)
    func ownersLockAndUnlockTheirCards(_ variant: Variant) async throws {
        let carla = try await carla(variant)
        let dario = try await AccountUser(carla.client.api, "dario")
        let path = try await card(of: carla)
        #expect(try await carla.send("POST", path + "/unlock", body: ["pin": "8362"]).json["state"] == "active")
        #expect(try await carla.send("POST", path + "/lock").json["state"] == "locked")
        #expect(try await carla.send("POST", path + "/unlock", body: ["pin": "83x2"]).status == 400)
        #expect(try await dario.send("POST", path + "/unlock", body: ["pin": "8362"]).status == 404)
    }

    @Test(arguments: Variant.allCases)
    func passwordsCanBeChangedWithoutTheCurrentOne(_ variant: Variant) async throws {
        let carla = try await carla(variant)
        let isFlawed = variant == .flawed
        let wrong: JSON = ["currentPassword": "I do not know", "newPassword": "Paper-Moon-11"]
        #expect(try await carla.send("POST", "/password", body: wrong).status == (isFlawed ? 204 : 403))
        #expect(try await carla.logIn("Paper-Moon-11").status == (isFlawed ? 200 : 401))
        let missing: JSON = ["newPassword": "Paper-Moon-12"]
        #expect(try await carla.send("POST", "/password", body: missing).status == (isFlawed ? 204 : 400))
        let current = isFlawed ? "Paper-Moon-12" : carla.account.password
        let honest: JSON = ["currentPassword": .string(current), "newPassword": "Paper-Moon-13"]
        #expect(try await carla.send("POST", "/password", body: honest).status == 204)
        #expect(try await carla.logIn("Paper-Moon-13").status == 200)
        #expect(try await carla.logIn(current).status == 401)
        #expect(try await carla.send("POST", "/password", body: ["newPassword": "short"]).status == 400)
    }

    @Test(arguments: Variant.allCases)
    func theCookieIsOpenToScriptsAndOtherSites(_ variant: Variant) async throws {
        let carla = try await carla(variant)
        let cookie = try #require(try await carla.logIn(carla.account.password).headers[.setCookie])
        #expect(cookie.contains("; Secure"))
        #expect(cookie.contains("; HttpOnly") == (variant == .fixed))
        #expect(cookie.contains("; SameSite=Strict") == (variant == .fixed))
    }
}
