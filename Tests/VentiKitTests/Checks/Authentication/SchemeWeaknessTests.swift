//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing

@testable import VentiKit

struct SchemeWeaknessTests {
    private let schemes: [String: APISecurityScheme] = [
        "bearer": .bearer(format: "JWT"), "oauth": .oauth2(flows: ["password"]), "basic": .basic,
        "header": .apiKey(name: "X-Key", location: .header), "query": .apiKey(name: "key", location: .query),
        "csrf": .apiKey(name: "X-CSRF-Token", location: .header), "tls": .mutualTLS, "odd": .unknown(type: "odd"),
    ]
    private let key = APISecurityScheme.apiKey(name: "x-key", location: .header)

    private func weakness(
        _ security: [[String]],
        shown: APISecurityScheme,
        sent: ProbeRequest = ProbeRequest(method: "GET", target: "/a")
    ) -> SchemeWeakness? {
        let operation = APIOperation(
            method: "GET",
            path: "/a",
            security: security.map { $0.map { APISecurityRequirement(scheme: $0) } }
        )
        return SchemeWeakness(in: operation, schemes: schemes, shown: shown, sent: sent)
    }

    @Test func aCombinationWithOneCredentialIsNotEnforced() {
        #expect(weakness([["bearer", "header"]], shown: .bearer(format: nil)) == .notEnforced(["header"]))
        #expect(weakness([["bearer", "header"]], shown: key) == .notEnforced(["bearer"]))
        #expect(weakness([["bearer", "header"], ["basic"]], shown: key) == .notEnforced(["bearer"]))
    }

    @Test func aCombinationIsMetByWhatTheRequestCarriesAnyhow() {
        let sent = ProbeRequest(method: "GET", target: "/a?key=1", headers: ["X-Key": "1"])
        #expect(weakness([["bearer", "header"]], shown: .bearer(format: nil), sent: sent) == nil)
        #expect(weakness([["bearer", "query"]], shown: .bearer(format: nil), sent: sent) == nil)
    }

    @Test func oneTokenMeetsAllSchemesThatAreShownAlike() {
        #expect(weakness([["bearer", "oauth"]], shown: .bearer(format: nil)) == nil)
    }

    @Test func nothingIsSaidOfWhatCannotBeSeen() {
        #expect(weakness([["bearer", "tls"]], shown: .bearer(format: nil)) == nil)
        #expect(weakness([["bearer", "csrf"]], shown: .bearer(format: nil)) == nil)
        #expect(weakness([["bearer", "odd"]], shown: .bearer(format: nil)) == nil)
        #expect(weakness([["bearer", "undeclared"]], shown: .bearer(format: nil)) == nil)
        #expect(weakness([["bearer"], []], shown: key) == nil)
        #expect(weakness([["bearer", "basic"]], shown: key) == nil)
    }

    @Test func aWeakAlternativeBesideAStrongOneIsByDesign() throws {
        let found = try #require(weakness([["oauth"], ["basic"]], shown: .basic))
        #expect(found == .weakAlternative("basic", beside: "oauth"))
        #expect(found.isByDesign)
        #expect(weakness([["bearer"], ["query"]], shown: .apiKey(name: "key", location: .query)) != nil)
        #expect(weakness([["bearer"], ["header"]], shown: key) == nil)
        #expect(weakness([["header"], ["basic"]], shown: .basic) == nil)
        #expect(weakness([["oauth"], ["basic"]], shown: .bearer(format: nil)) == nil)
    }
}
