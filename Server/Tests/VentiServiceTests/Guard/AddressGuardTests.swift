//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing
import VentiKit

@testable import VentiService

@Suite struct AddressGuardTests {
    /// A resolver that knows some names, and says for the rest what a system's resolver would.
    struct Names: HostResolver {
        static let known: [String: [String]] = [
            "public.example": ["93.184.216.34"],
            "dual.example": ["93.184.216.34", "2606:2800:220:1::1"],
            "inside.example": ["10.1.2.3"],
            "metadata.example": ["169.254.169.254"],
            "loopback.example": ["127.0.0.1"],
            "mixed.example": ["93.184.216.34", "127.0.0.1"],
            "six.example": ["::1"],
            "mapped.example": ["::ffff:10.0.0.1"],
            "tunnel.example": ["2002:7f00:1::"],
            "allowed.internal": ["10.0.0.9"],
            "deep.allowed.test": ["192.168.9.9"],
        ]

        func addresses(of host: String) async throws -> [NetworkAddress] {
            guard let found = Self.known[host] else { throw ServiceError(.targetOutOfScope, "unknown") }
            return found.compactMap { NetworkAddress($0) }
        }
    }

    /// A host, and whether it is let in without an allow list.
    static let hosts: [(String, Bool)] = [
        // Public.
        ("93.184.216.34", true), ("8.8.8.8", true), ("1.1.1.1", true), ("172.15.255.255", true), ("172.32.0.1", true),
        ("192.167.255.255", true), ("192.169.0.1", true), ("100.63.255.255", true), ("100.128.0.1", true),
        ("11.0.0.1", true), ("126.255.255.255", true), ("128.0.0.1", true), ("169.253.1.1", true),
        ("223.255.255.1", true),
        ("2606:2800:220:1::1", true), ("public.example", true), ("dual.example", true), ("PUBLIC.example", true),
        // The machine itself.
        ("127.0.0.1", false), ("127.0.0.2", false), ("127.255.255.254", false), ("0.0.0.0", false), ("0.1.2.3", false),
        ("::1", false), ("::", false), ("0:0:0:0:0:0:0:1", false), ("::ffff:127.0.0.1", false),
        ("::ffff:7f00:1", false),
        ("::127.0.0.1", false), ("loopback.example", false), ("six.example", false), ("mixed.example", false),
        // Private networks.
        ("10.0.0.1", false), ("10.255.255.255", false), ("172.16.0.1", false), ("172.31.255.255", false),
        ("192.168.0.1", false), ("100.64.0.1", false), ("198.18.0.1", false), ("fc00::1", false),
        ("fd12:3456::1", false),
        ("fec0::1", false), ("::ffff:10.0.0.1", false), ("inside.example", false), ("mapped.example", false),
        // Links and metadata services.
        ("169.254.169.254", false), ("169.254.0.1", false), ("fe80::1", false), ("fd00:ec2::254", false),
        ("::ffff:169.254.169.254", false), ("64:ff9b::a9fe:a9fe", false), ("metadata.example", false),
        // Nobody's.
        ("224.0.0.1", false), ("239.1.1.1", false), ("255.255.255.255", false), ("240.0.0.1", false),
        ("ff02::1", false),
        ("192.0.2.1", false), ("198.51.100.7", false), ("203.0.113.7", false), ("2001:db8::1", false),
        ("192.0.0.8", false),
        // IPv4 addresses inside others.
        ("64:ff9b::7f00:1", false), ("64:ff9b:1::7f00:1", false), ("2002:7f00:1::", false), ("2002:a00:1::1", false),
        ("2001:0:4136:e378:8000:63bf:3fff:fdd2", false), ("::ffff:0:127.0.0.1", false), ("tunnel.example", false),
        // Odd spellings that resolvers take for IPv4 addresses.
        ("2130706433", false), ("0x7f000001", false), ("0x7f.0.0.1", false), ("0177.0.0.1", false), ("127.1", false),
        ("127.0.1", false), ("017700000001", false), ("127.0.0.1.", false), ("0x7f.1", false), ("10.0x0.0.1", false),
        ("2852039166", false), ("169.254.43518", false), ("192.168.257", false), ("0", false), ("[::1]", false),
        ("::1%lo", false), ("fe80::1%eth0", false), ("", false), (".", false),
        // Names that nobody knows.
        ("nobody.example", false), ("localhost.nobody.example", false),
    ]

    @Test func onlyPublicAddressesAreLetIn() async throws {
        #expect(Self.hosts.count >= 60)
        let guarding = AddressGuard(allowed: AllowList([]), resolver: Names())
        for (host, isLetIn) in Self.hosts {
            let code = try await refusal { try await guarding.admit(host: host, port: 80) }
            #expect(code == (isLetIn ? nil : .targetOutOfScope), "\(host)")
        }
    }

    @Test func theAllowListLetsInWhatItNamesAndNothingElse() async throws {
        let list = AllowList(["127.0.0.1", "allowed.internal", "*.allowed.test", "192.168.7.0/24", "[::1]", "fd00::/8"])
        let guarding = AddressGuard(allowed: list, resolver: Names())
        for host in ["127.0.0.1", "allowed.internal", "deep.allowed.test", "192.168.7.200", "::1", "fd12::1"] {
            let place = try await guarding.admit(host: host, port: 80)
            #expect(place.isAllowListed, "\(host)")
        }
        for host in ["127.0.0.2", "inside.example", "192.168.8.1", "metadata.example", "::ffff:127.0.0.1", "0x7f.1"] {
            #expect(
                try await refusal { try await guarding.admit(host: host, port: 80) } == .targetOutOfScope,
                "\(host)"
            )
        }
        let open = try await guarding.admit(host: "public.example", port: 443)
        #expect(!open.isAllowListed)
        #expect(open.address.description == "93.184.216.34")
    }

    @Test(arguments: [
        ("10.0.0.0/8", "10.255.0.1", true), ("10.0.0.0/8", "11.0.0.1", false), ("10.0.0.0/9", "10.128.0.1", false),
        ("0.0.0.0/0", "8.8.8.8", true), ("fd00::/8", "fdff::1", true), ("fd00::/8", "fe00::1", false),
        ("10.0.0.1/32", "10.0.0.1", true), ("0.0.0.0/0", "::1", false),
    ])
    func aRangeHoldsItsAddresses(_ range: String, _ address: String, _ isInside: Bool) throws {
        let block = try #require(AddressBlock(range))
        #expect(block.contains(try #require(NetworkAddress(address))) == isInside)
    }

    @Test(arguments: ["10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/8/8", "example.com/8", "", "/8", "::/129"])
    func whatIsNoRangeIsNone(_ text: String) { #expect(AddressBlock(text) == nil) }
}
