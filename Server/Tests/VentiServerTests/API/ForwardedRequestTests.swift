//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import HTTPTypes
import Testing
import VentiService

@testable import VentiServer

/// Whose word about clients is taken.
@Suite struct ForwardedRequestTests {
    /// Tries to sign in as three clients, as the header says, with a budget of one try for each.
    private func expect(_ expected: [Int], trusting proxies: [String]) async throws {
        let trusted = try TrustedProxies(proxies)
        let test = try await ServerUnderTest(configuration: {
            $0.trustedProxies = trusted
            $0.rates[.login] = .init(1, in: 600)
        })
        try await test.testLive { client in
            var statuses: [Int] = []
            for address in ["192.0.2.1", "192.0.2.2", "192.0.2.2"] {
                let reply = try await client.send(
                    .post,
                    "/api/v1/auth/login",
                    json: ["email": "nobody@example.com", "password": "wrong-wrong-wrong"],
                    headers: ["x-forwarded-for": address]
                )
                statuses.append(reply.status)
            }
            #expect(statuses == expected)
        }
    }

    @Test func aTrustedProxyTellsClientsApart() async throws {
        try await expect([401, 401, 429], trusting: ["127.0.0.0/8", "::1"])
    }

    @Test func whoeverElseForwardsIsTheClientItself() async throws {
        try await expect([401, 429, 429], trusting: [])
        try await expect([401, 429, 429], trusting: ["192.0.2.0/24"])
    }
}
