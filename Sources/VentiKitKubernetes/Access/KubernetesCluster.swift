//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

public import VentiKit

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// A cluster's API server, and who we are to it.
///
/// ```swift
/// let cluster = try KubernetesCluster.discover()                          // as kubectl would, or from inside a pod
/// let other = try KubernetesCluster.kubeconfig("staging.yaml", context: "scans")
/// ```
public struct KubernetesCluster: Sendable, CustomStringConvertible {
    /// The API server's URL: `https://`, a host, a port, and a path where it is behind another server. A proxy on this
    /// machine may do without TLS.
    public let server: String
    /// The namespace that goes with the credentials, where one does.
    public var namespace: String?

    var trust = Trust()
    var credentials = Credentials()

    /// Whom the API server is verified with.
    struct Trust: Sendable {
        /// The certificates of authorities, in PEM; `nil` for those of the system.
        var authorities: [UInt8]?
        /// The name to verify in the place of the server's host.
        var serverName: String?
        var verifiesServer = true
        /// The proxy on the way, such as `http://proxy:3128`.
        var proxy: String?
    }

    /// What the API server knows us by. More than one may be there.
    struct Credentials: Sendable {
        var certificate: ClientCertificate?
        var token = TokenOrigin.none
        /// In whose name to act.
        var impersonation: [(name: String, value: String)] = []
    }

    /// A certificate and its key, in PEM.
    struct ClientCertificate: Sendable {
        var chain: [UInt8]
        var key: Secret
    }

    /// Where the token comes from.
    enum TokenOrigin: Sendable {
        case none
        case token(Secret)
        /// A file whose contents change when the token is renewed.
        case file(String)
        case plugin(CredentialPlugin)
        case password(user: String, Secret)
    }

    /// A cluster with a token.
    ///
    /// - Parameters:
    ///   - server: The API server's URL.
    ///   - authorities: The certificates of the authorities that vouch for the server, in PEM; `nil` for the system's.
    ///   - token: The token of a service account or user; `nil` for none.
    ///   - namespace: The namespace to work in.
    /// - Throws: ``KubernetesError`` with code ``KubernetesError/Code/invalidConfiguration`` if the URL cannot be used.
    public init(server: String, authorities: [UInt8]? = nil, token: Secret?, namespace: String? = nil) throws {
        try self.init(server: server)
        trust.authorities = authorities
        if let token { credentials.token = .token(token) }
        self.namespace = namespace
    }

    init(server: String) throws {
        let trimmed = server.hasSuffix("/") ? String(server.dropLast()) : server
        // `kubectl proxy` listens on this machine, without TLS.
        let parts = URLComponents(string: trimmed)
        let isProxy = parts?.scheme == "http" && ["127.0.0.1", "localhost", "::1", "[::1]"].contains(parts?.host ?? "")
        guard let parts, parts.scheme == "https" || isProxy, parts.host?.isEmpty == false, parts.user == nil,
            parts.password == nil, parts.query == nil, parts.fragment == nil
        else {
            throw KubernetesError(
                .invalidConfiguration,
                "\"\(server.prefix(200))\" is not the URL of an API server: it begins with https://, or with http:// where it "
                    + "is a proxy on this machine."
            )
        }
        self.server = trimmed
    }

    public var description: String { server }

    /// Which commands a kubeconfig may run to get credentials.
    ///
    /// A kubeconfig that names a command has it run with the rights of this process.
    public enum PluginPolicy: Sendable, Hashable {
        /// None: a kubeconfig that needs one is refused.
        case none
        /// Only these, as the kubeconfig names them.
        case only(Set<String>)
        /// Whatever the kubeconfig names, as kubectl does.
        case all

        func allows(_ command: String) -> Bool {
            switch self {
            case .none: false
            case .only(let commands): commands.contains(command)
            case .all: true
            }
        }
    }

    /// What a kubeconfig may ask for beyond naming a server and credentials.
    public struct Permissions: Sendable, Hashable {
        /// Whether a server may go unverified where the kubeconfig says so. Defaults to `false`.
        public var unverifiedServer = false
        /// Which commands may be run. Defaults to none.
        public var plugins = PluginPolicy.none

        /// Permits nothing of it.
        public init() {}
    }
}
