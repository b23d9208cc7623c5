//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import AsyncHTTPClient
import NIOSSL
import VentiKit

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension ClusterConnection {
    /// How the API server is verified, and what it is shown.
    ///
    /// - Throws: ``KubernetesError`` with code ``KubernetesError/Code/invalidConfiguration``.
    static func tls(
        _ cluster: KubernetesCluster,
        _ certificate: KubernetesCluster.ClientCertificate?
    ) throws -> TLSConfiguration {
        var configuration = TLSConfiguration.makeClientConfiguration()
        do {
            if let authorities = cluster.trust.authorities {
                configuration.trustRoots = .certificates(try NIOSSLCertificate.fromPEMBytes(authorities))
            }
        } catch {
            throw KubernetesError(
                .invalidConfiguration,
                "The certificate authority of \(cluster) is not a certificate in PEM.",
                cause: error
            )
        }
        if let certificate {
            do {
                configuration.certificateChain = try NIOSSLCertificate.fromPEMBytes(certificate.chain)
                    .map { .certificate($0) }
                let key = certificate.key.withExposedValue { Array($0.utf8) }
                configuration.privateKey = .privateKey(try NIOSSLPrivateKey(bytes: key, format: .pem))
            } catch {
                throw KubernetesError(
                    .invalidConfiguration,
                    "The client certificate for \(cluster), or its key, is not PEM.",
                    cause: error
                )
            }
        }
        if !cluster.trust.verifiesServer { configuration.certificateVerification = .none }
        return configuration
    }

    /// What URLs begin with: where another name is verified than the server's, that name, with the server's address to it.
    static func base(_ cluster: KubernetesCluster, _ configuration: inout HTTPClient.Configuration) throws -> String {
        guard let name = cluster.trust.serverName else { return cluster.server }
        guard var parts = URLComponents(string: cluster.server), let host = parts.host else {
            throw KubernetesError(.invalidConfiguration, "\(cluster) is not an address.")
        }
        configuration.dnsOverride = [name: host.filter { $0 != "[" && $0 != "]" }]
        parts.host = name
        guard let text = parts.string else {
            throw KubernetesError(.invalidConfiguration, "\"\(name.prefix(200))\" is not a name that TLS can verify.")
        }
        return text
    }

    static func proxy(_ text: String) throws -> HTTPClient.Configuration.Proxy {
        let parts = URLComponents(string: text)
        guard let parts, let host = parts.host, parts.user == nil, parts.password == nil else {
            throw KubernetesError(
                .invalidConfiguration,
                "The proxy-url of the kubeconfig is no URL with a host, or holds a password, which cannot be used."
            )
        }
        switch parts.scheme {
        case "http": return .server(host: host, port: parts.port ?? 80)
        case "socks5": return .socksServer(host: host, port: parts.port ?? 1_080)
        default:
            throw KubernetesError(
                .invalidConfiguration,
                "The proxy-url of the kubeconfig is neither http:// nor socks5://, and other proxies cannot be used."
            )
        }
    }
}
