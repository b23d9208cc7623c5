//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import VentiKit

/// Decides where the platform connects to on somebody's behalf.
///
/// Whoever can make a server send requests can reach what only the server reaches: the machine itself, its neighbours, the
/// metadata service of its cloud. So all of that is refused unless whoever runs the platform has allowed it, whatever way
/// the address is written, and what is connected to is the very address that was judged.
struct AddressGuard: Sendable {
    let allowed: AllowList
    let resolver: any HostResolver

    /// A place that may be connected to.
    struct Place: Sendable, Hashable {
        let host: String
        let port: Int
        /// All addresses of the host, each of which was judged; never none.
        let addresses: [NetworkAddress]
        /// Whether whoever runs the platform has allowed it by name or address.
        let isAllowListed: Bool

        /// A place; `nil` where the host has no address.
        init?(host: String, port: Int, addresses: [NetworkAddress], isAllowListed: Bool) {
            guard !addresses.isEmpty else { return nil }
            (self.host, self.port) = (host, port)
            (self.addresses, self.isAllowListed) = (addresses, isAllowListed)
        }

        /// The address to connect to, and no other.
        var address: NetworkAddress { addresses[0] }

        /// The address for a container or a pod, whose network often has no IPv6 though this machine's has.
        var addressForContainers: NetworkAddress { addresses.first { !$0.isIPv6 } ?? address }
    }

    /// Judges a host.
    /// - Throws: ``ServiceError`` with code `target-out-of-scope` that says why.
    func admit(host: String, port: Int) async throws -> Place {
        let host = host.lowercased()
        let isNamed = allowed.contains(host: host)
        let addresses = try await addresses(of: host)
        if !isNamed {
            // One bad address among good ones is enough: which one is used is not for the name's owner to choose.
            for address in addresses where !allowed.contains(address) { try Self.judge(address, host) }
        }
        let isListed = isNamed || addresses.allSatisfy(allowed.contains)
        guard let place = Place(host: host, port: port, addresses: addresses, isAllowListed: isListed) else {
            throw Self.refusal("The host's name has no address.")
        }
        return place
    }

    private func addresses(of host: String) async throws -> [NetworkAddress] {
        if let address = NetworkAddress(host) { return [address] }
        guard !Self.looksLikeAddress(host) else {
            throw Self.refusal("'\(host.prefix(60))' is an address in an unusual spelling.")
        }
        do {
            return try await resolver.addresses(of: host)
        } catch let error as CancellationError {
            throw error
        } catch {
            throw Self.refusal("The host's name has no address.")
        }
    }

    private static func judge(_ address: NetworkAddress, _ host: String) throws {
        guard let reason = refusalReason(address) else { return }
        let place = address.description == host ? host : "\(host.prefix(120)) (\(address))"
        throw refusal("\(place) is \(reason).")
    }

    /// Why an address is not connected to; `nil` where it is public.
    static func refusalReason(_ address: NetworkAddress) -> String? {
        switch address.kind {
        case .loopback: "the server's own machine"
        case .private: "in a private network"
        case .linkLocal: "link-local, where clouds keep their metadata"
        case .unusable: "no host's address"
        case .global: special.first { $0.block.contains(address) }?.reason
        }
    }

    /// A name that resolvers read as an IPv4 address: `2130706433`, `0x7f.1`, `127.1`, `0177.0.0.1`, and those with a dot
    /// at the end.
    static func looksLikeAddress(_ host: String) -> Bool {
        let parts = host.split(separator: ".", omittingEmptySubsequences: true)
        guard let last = parts.last, !last.isEmpty else { return true }
        let isNumber = last.allSatisfy { $0.isASCII && $0.isNumber }
        let isHex = last.hasPrefix("0x") && last.dropFirst(2).allSatisfy(\.isHexDigit)
        return isNumber || isHex || host.contains(":") || host.contains("%")
    }

    private struct Special: Sendable {
        let block: AddressBlock
        let reason: String

        init?(_ text: String, _ reason: String) {
            guard let block = AddressBlock(text) else { return nil }
            self.block = block
            self.reason = reason
        }
    }

    /// Ranges that look public, but lead to an IPv4 address of any kind, or to nobody (RFC 6890).
    private static let special: [Special] = [
        Special("2002::/16", "a 6to4 address, which holds an IPv4 address"),
        Special("2001::/32", "a Teredo address, which holds an IPv4 address"),
        Special("64:ff9b:1::/48", "a translated IPv4 address"),
        Special("::ffff:0:0:0/96", "a translated IPv4 address"),
        Special("2001:db8::/32", "reserved for documentation"),
        Special("100::/64", "a discarded address"),
        Special("192.0.0.0/24", "reserved"),
        Special("192.0.2.0/24", "reserved for documentation"),
        Special("198.51.100.0/24", "reserved for documentation"),
        Special("203.0.113.0/24", "reserved for documentation"),
        Special("192.88.99.0/24", "a 6to4 relay"),
    ].compactMap { $0 }

    static func refusal(_ message: String) -> ServiceError {
        ServiceError(
            .targetOutOfScope,
            message,
            fields: [ServiceError.Field("/url", "address_refused", message)]
        )
    }
}
