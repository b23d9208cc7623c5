//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing

@testable import VentiService

@Suite struct TrustedProxiesTests {
    private static let proxies = ["10.0.0.0/8", "::1"]

    @Test(arguments: [
        // Who is no proxy is believed nothing.
        ("198.51.100.7", ["1.1.1.1"], "198.51.100.7"),
        ("10.0.0.1", [], "10.0.0.1"),
        ("10.0.0.1", ["1.1.1.1"], "1.1.1.1"),
        ("::ffff:10.0.0.1", ["1.1.1.1"], "1.1.1.1"),
        ("::1", ["2001:4860::8888"], "2001:4860::8888"),
        // What the client wrote comes before what the proxy added.
        ("10.0.0.1", ["9.9.9.9, 1.1.1.1"], "1.1.1.1"),
        ("10.0.0.1", ["9.9.9.9", "1.1.1.1"], "1.1.1.1"),
        // A chain of proxies.
        ("10.0.0.1", ["9.9.9.9, 1.1.1.1, 10.0.0.2"], "1.1.1.1"),
        ("10.0.0.1", ["10.0.0.3,10.0.0.2"], "10.0.0.3"),
        // What is no address ends the list.
        ("10.0.0.1", ["9.9.9.9, unknown"], "10.0.0.1"),
        ("10.0.0.1", ["9.9.9.9, unknown, 10.0.0.2"], "10.0.0.2"),
        ("10.0.0.1", [""], "10.0.0.1"),
    ])
    func theClientIsWhoTheLastTrustedProxyNames(_ peer: String, _ forwarded: [String], _ client: String) throws {
        #expect(try TrustedProxies(Self.proxies).client(behind: peer, forwarded) == client)
    }

    @Test func withoutProxiesNobodyIsBelieved() {
        #expect(TrustedProxies.none.client(behind: "10.0.0.1", ["1.1.1.1"]) == "10.0.0.1")
        #expect(!TrustedProxies.none.contains("127.0.0.1"))
    }

    @Test func whatIsNoAddressIsRefused() async throws {
        #expect(try await refusal { try TrustedProxies(["10.0.0.0/8", "proxy"]) } == .validation)
        #expect(try await refusal { try TrustedProxies(["10.0.0.0/33"]) } == .validation)
    }
}
