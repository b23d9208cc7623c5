//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import VentiKit

/// The proxies whose word about their clients the server takes.
///
/// Whoever else says from where it comes, or that it uses TLS, could say anything: to have a budget of tries for each
/// invented address, or another's name in the audit log. By default nobody is believed.
public struct TrustedProxies: Sendable {
    private let blocks: [AddressBlock]

    /// No proxies.
    public static let none = TrustedProxies(blocks: [])

    private init(blocks: [AddressBlock]) { self.blocks = blocks }

    /// Reads addresses and ranges such as `10.0.0.0/8`.
    /// - Throws: ``ServiceError`` with code `validation` that names the entry that is neither.
    public init(_ entries: [String]) throws {
        blocks = try entries.map { entry in
            guard let block = AddressBlock(entry) else {
                throw ServiceError(.validation, "\(entry.prefix(60)) is no address and no range of addresses")
            }
            return block
        }
    }

    /// Whether a peer is one of the proxies.
    /// - Parameter peer: The address that a connection comes from.
    public func contains(_ peer: String) -> Bool {
        guard !blocks.isEmpty, let address = Self.address(peer) else { return false }
        return blocks.contains { $0.contains(address) }
    }

    /// The address of the client behind a peer.
    ///
    /// Each proxy adds, at the end, from whom it has the request. So the list is read from its end, as far as it names proxies
    /// that are believed; what comes before that anybody may have written.
    /// - Parameters:
    ///   - peer: The address that the connection comes from.
    ///   - forwarded: The values of `X-Forwarded-For`, in their order.
    public func client(behind peer: String, _ forwarded: [String]) -> String {
        guard contains(peer) else { return peer }
        var client = peer
        for entry in forwarded.flatMap({ $0.split(separator: ",", omittingEmptySubsequences: false) }).reversed() {
            guard let address = Self.address(entry.filter { $0 != " " && $0 != "\t" }) else { break }
            client = address.description
            if !contains(client) { break }
        }
        return client
    }

    /// An address; of an IPv4 address in IPv6 form, as a socket for both has it, the IPv4 address.
    private static func address(_ text: String) -> NetworkAddress? {
        let prefix = "::ffff:"
        if text.lowercased().hasPrefix(prefix), let address = NetworkAddress(String(text.dropFirst(prefix.count))),
            !address.isIPv6
        {
            return address
        }
        return NetworkAddress(text)
    }
}
