//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// The address of the API under test, as the user names it: `http://127.0.0.1:5000/base`.
///
/// Everything that a scan sends goes to this host and port, below this path.
public struct TargetURL: Sendable, Hashable {
    /// The two schemes that a target can have.
    public enum Scheme: String, Sendable, Hashable, Codable {
        /// Plain HTTP.
        case http
        /// HTTP over TLS.
        case https

        /// The port where the URL names none.
        public var defaultPort: Int { self == .https ? 443 : 80 }
    }

    /// Plain HTTP, or HTTP over TLS.
    public let scheme: Scheme
    /// The host's name in lower case, or its address.
    ///
    /// An IPv6 address stands without its brackets.
    public let host: String
    /// From 1 to 65535.
    public let port: Int
    /// What each request's target begins with: empty, or a path that begins with a slash and does not end with one.
    public let basePath: String

    init(scheme: Scheme, host: String, port: Int, basePath: String) {
        self.scheme = scheme
        self.host = host
        self.port = port
        self.basePath = basePath
    }

    /// The host's address where the URL names an address and not a name.
    public var address: NetworkAddress? { NetworkAddress(host) }

    /// Whether the host is an IPv6 address.
    var hasIPv6Literal: Bool { host.utf8.contains(UInt8(ascii: ":")) }

    /// The value of the `Host` field: the host, with the port where it is not the scheme's own.
    public var authority: String {
        let name = hasIPv6Literal ? "[\(host)]" : host
        return port == scheme.defaultPort ? name : "\(name):\(port)"
    }

    /// The scheme and authority, such as `http://127.0.0.1:5000`.
    public var origin: String { "\(scheme.rawValue)://\(authority)" }
}

extension TargetURL: CustomStringConvertible {
    /// The URL, without a slash at its end.
    public var description: String { origin + basePath }
}

extension TargetURL: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        do {
            try self.init(text)
        } catch {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "\(error)")
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
