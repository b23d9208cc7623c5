//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import VentiKit

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension Kubeconfig {
    /// The cluster of a context.
    ///
    /// - Parameters:
    ///   - name: The context; `nil` for the current one.
    ///   - permissions: What may be asked for beyond naming a server and credentials.
    /// - Throws: ``KubernetesError`` with code ``KubernetesError/Code/invalidConfiguration``.
    func cluster(context name: String?, permissions: KubernetesCluster.Permissions) throws -> KubernetesCluster {
        let place = files.joined(separator: ":")
        guard let name = name ?? currentContext else {
            throw invalid("\(place) has no current-context; name one of \(list(contexts.keys))")
        }
        guard let context = contexts[name]?.entry else {
            throw invalid("\(place) has no context \"\(name)\"; there are \(list(contexts.keys))")
        }
        guard let clusterName = context.cluster, let cluster = clusters[clusterName], let server = cluster.entry.server
        else {
            throw invalid("the context \"\(name)\" in \(place) names no cluster with a server")
        }
        var result = try KubernetesCluster(server: server)
        result.namespace = context.namespace.flatMap { $0.isEmpty ? nil : $0 }
        result.trust = try trust(cluster, permissions)
        if let userName = context.user, !userName.isEmpty {
            guard let user = users[userName] else {
                throw invalid("the context \"\(name)\" in \(place) names the user \"\(userName)\", who is not there")
            }
            result.credentials = try credentials(user, result, permissions)
        }
        return result
    }

    private func trust(
        _ cluster: Named<ClusterEntry>,
        _ permissions: KubernetesCluster.Permissions
    ) throws -> KubernetesCluster.Trust {
        var trust = KubernetesCluster.Trust()
        trust.serverName = cluster.entry.serverName
        trust.proxy = cluster.entry.proxy
        trust.authorities = try contents(
            data: cluster.entry.authorityData,
            file: cluster.entry.authorityFile,
            "certificate-authority",
            cluster.folder
        )
        if cluster.entry.skipsVerification == true {
            guard permissions.unverifiedServer else {
                throw invalid(
                    "the kubeconfig says insecure-skip-tls-verify, so that credentials would go to whoever answers; give "
                        + "certificate-authority-data in its place, or allow it"
                )
            }
            trust.verifiesServer = false
        }
        return trust
    }

    private func credentials(
        _ user: Named<UserEntry>,
        _ cluster: KubernetesCluster,
        _ permissions: KubernetesCluster.Permissions
    ) throws -> KubernetesCluster.Credentials {
        let entry = user.entry
        var credentials = KubernetesCluster.Credentials()
        let chain = try contents(
            data: entry.certificateData,
            file: entry.certificateFile,
            "client-certificate",
            user.folder
        )
        let key = try contents(data: entry.keyData, file: entry.keyFile, "client-key", user.folder)
        switch (chain, key) {
        case (let chain?, let key?):
            credentials.certificate = .init(chain: chain, key: Secret(String(decoding: key, as: UTF8.self)))
        case (nil, nil): break
        default: throw invalid("the user has one of client-certificate and client-key, and needs both")
        }
        if let provider = entry.provider {
            throw invalid(
                "the user has the auth-provider \"\(provider.name ?? "")\", which Kubernetes gave up in version 1.26; use the "
                    + "provider's exec plugin"
            )
        }
        if let file = entry.tokenFile, !file.isEmpty {
            credentials.token = .file(path(file, user.folder))
        } else if let token = entry.token, !token.isEmpty {
            credentials.token = .token(Secret(token))
        } else if let plugin = entry.plugin {
            credentials.token = .plugin(try CredentialPlugin(plugin, folder: user.folder, cluster, permissions.plugins))
        } else if let name = entry.username, let password = entry.password {
            credentials.token = .password(user: name, Secret(password))
        }
        if let name = entry.impersonated {
            credentials.impersonation.append(("Impersonate-User", name))
            for group in entry.impersonatedGroups ?? [] {
                credentials.impersonation.append(("Impersonate-Group", group))
            }
        }
        return credentials
    }

    /// What is in a field that can be given as data or as a file; the data wins.
    private func contents(data: String?, file: String?, _ field: String, _ folder: String) throws -> [UInt8]? {
        if let data, !data.isEmpty {
            guard let bytes = Data(base64Encoded: data, options: .ignoreUnknownCharacters) else {
                throw invalid("\(field)-data is not Base64")
            }
            return Array(bytes)
        }
        guard let file, !file.isEmpty else { return nil }
        return try KubernetesCluster.file(path(file, folder), of: "\(field) in the kubeconfig")
    }

    private func path(_ path: String, _ folder: String) -> String { path.hasPrefix("/") ? path : "\(folder)/\(path)" }

    private func list(_ names: some Collection<String>) -> String {
        names.isEmpty ? "none" : names.sorted().prefix(20).joined(separator: ", ")
    }

    private func invalid(_ text: String) -> KubernetesError {
        KubernetesError(.invalidConfiguration, text.prefix(1).uppercased() + text.dropFirst() + ".")
    }
}
