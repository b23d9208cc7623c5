//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
public import VentiKit

/// A server that knows names, by its address.
public struct NameServer: Sendable, Hashable {
    /// Its address.
    public let address: NetworkAddress
    /// Its port.
    public let port: Int

    /// Reads `192.0.2.1`, `192.0.2.1:5353`, `2001:db8::1` or `[2001:db8::1]:5353`; `nil` for anything else.
    /// - Parameter text: The address, perhaps with a port; 53 where it has none.
    public init?(_ text: String) {
        if let address = NetworkAddress(text) {
            self.address = address
            port = 53
            return
        }
        guard let colon = text.lastIndex(of: ":"), let port = Int(text[text.index(after: colon)...]),
            (1...65_535).contains(port)
        else { return nil }
        var host = text[..<colon]
        if host.hasPrefix("["), host.hasSuffix("]") { host = host.dropFirst().dropLast() }
        guard let address = NetworkAddress(String(host)) else { return nil }
        self.address = address
        self.port = port
    }

    /// The servers that the system asks, at most three as it does itself.
    /// - Parameter path: The system's own file.
    public static func system(_ path: String = "/etc/resolv.conf") -> [NameServer] {
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { return [] }
        let servers = text.split(whereSeparator: \.isNewline).compactMap { line -> NameServer? in
            let words = line.split(whereSeparator: \.isWhitespace)
            guard words.count >= 2, words[0] == "nameserver" else { return nil }
            return NameServer(String(words[1].prefix { $0 != "%" }))
        }
        return Array(servers.prefix(3))
    }
}
