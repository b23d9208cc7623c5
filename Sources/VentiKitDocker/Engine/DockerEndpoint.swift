//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Where a container engine listens.
public struct DockerEndpoint: Sendable, Hashable, CustomStringConvertible {
    /// How the engine is reached.
    public enum Address: Sendable, Hashable {
        /// A unix socket, by its path.
        case unix(String)
        /// A host and port.
        case tcp(host: String, port: Int)
    }

    /// Where the engine listens.
    public var address: Address
    /// The keys for TLS; `nil` for a connection without it.
    public var tls: DockerTLS?
    /// The version of the API to use, such as `1.41`; `nil` to agree upon one with the engine.
    public var apiVersion: String?

    /// Makes an endpoint.
    ///
    /// - Parameters:
    ///   - address: Where the engine listens.
    ///   - tls: The keys for TLS; `nil` for none.
    ///   - apiVersion: The version of the API; `nil` to agree upon one.
    public init(_ address: Address, tls: DockerTLS? = nil, apiVersion: String? = nil) {
        self.address = address
        self.tls = tls
        self.apiVersion = apiVersion
    }

    /// The socket of an engine on this machine, such as `/var/run/docker.sock`.
    public static func unixSocket(_ path: String) -> DockerEndpoint { DockerEndpoint(.unix(path)) }

    public var description: String {
        switch address {
        case .unix(let path): "unix://\(path)"
        case .tcp(let host, let port): "tcp://\(host.contains(":") ? "[\(host)]" : host):\(port)"
        }
    }

    /// Reads an address as `DOCKER_HOST` has it: `unix://`, `tcp://`, `http://` or `https://`.
    ///
    /// - Throws: ``DockerError`` with code ``DockerError/Code/invalidConfiguration``.
    public init(host text: String, tls: DockerTLS? = nil) throws {
        let parts = text.split(separator: "://", maxSplits: 1).map(String.init)
        guard parts.count == 2 else {
            throw DockerError(
                .invalidConfiguration,
                "The engine's address \"\(text.prefix(200))\" has no scheme; write unix:///path or tcp://host:port."
            )
        }
        switch parts[0] {
        case "unix":
            guard parts[1].hasPrefix("/") else {
                throw DockerError(
                    .invalidConfiguration,
                    "The socket's path in \"\(text.prefix(200))\" is not absolute."
                )
            }
            self.init(.unix(parts[1]), tls: nil)
        case "tcp", "http", "https":
            let defaultPort = tls != nil || parts[0] == "https" ? 2376 : 2375
            self.init(
                try Self.tcp(parts[1], defaultPort: defaultPort),
                tls: tls ?? (parts[0] == "https" ? DockerTLS() : nil)
            )
        default:
            throw DockerError(
                .invalidConfiguration,
                "Engines over \(parts[0]):// cannot be reached from here; forward the engine's socket and give that."
            )
        }
    }

    private static func tcp(_ text: String, defaultPort: Int) throws -> Address {
        let authority = text.prefix { $0 != "/" }
        var host = String(authority)
        var port = defaultPort
        let isBracketed = authority.hasPrefix("[")
        if let colon = authority.lastIndex(of: ":"), !isBracketed || authority[..<colon].hasSuffix("]") {
            host = String(authority[..<colon])
            port = Int(authority[authority.index(after: colon)...]) ?? 0
        }
        if isBracketed { host = String(host.dropFirst().prefix { $0 != "]" }) }
        guard !host.isEmpty, (1...65_535).contains(port) else {
            throw DockerError(.invalidConfiguration, "\"\(text.prefix(200))\" is not a host and port.")
        }
        return .tcp(host: host, port: port)
    }

    /// Whether the engine runs where this process does, so that an address of this machine means the same to both.
    var isLocal: Bool {
        switch address {
        case .unix: true
        case .tcp(let host, _): ["localhost", "127.0.0.1", "::1"].contains(host)
        }
    }
}

/// The keys for a connection by TLS.
public struct DockerTLS: Sendable, Hashable {
    /// The file with the authorities that the engine's certificate leads to; `nil` for those of the system.
    public var authorityFile: String?
    /// The file with the certificate that shows who this is.
    public var certificateFile: String?
    /// The file with the key of that certificate.
    public var keyFile: String?
    /// Whether the engine's certificate must be valid. Defaults to `true`.
    public var verifiesEngine = true

    /// The keys in these files.
    public init(authorityFile: String? = nil, certificateFile: String? = nil, keyFile: String? = nil) {
        self.authorityFile = authorityFile
        self.certificateFile = certificateFile
        self.keyFile = keyFile
    }

    /// The keys in a folder, as Docker names them: `ca.pem`, `cert.pem` and `key.pem`.
    public init(folder: String) {
        self.init(
            authorityFile: folder + "/ca.pem",
            certificateFile: folder + "/cert.pem",
            keyFile: folder + "/key.pem"
        )
    }
}
