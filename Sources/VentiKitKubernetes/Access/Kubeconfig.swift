//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Yams

/// What a kubeconfig says, as far as it is used: `kubectl config view` shows the same.
struct Kubeconfig: Sendable {
    var clusters: [String: Named<ClusterEntry>] = [:]
    var users: [String: Named<UserEntry>] = [:]
    var contexts: [String: Named<ContextEntry>] = [:]
    var currentContext: String?
    var files: [String] = []

    /// An entry, and the folder that its relative paths begin at.
    struct Named<Entry: Sendable>: Sendable {
        var entry: Entry
        var folder: String
    }

    struct ClusterEntry: Decodable, Sendable {
        var server: String?
        var authorityFile: String?
        var authorityData: String?
        var serverName: String?
        var skipsVerification: Bool?
        var proxy: String?

        enum CodingKeys: String, CodingKey {
            case server
            case authorityFile = "certificate-authority"
            case authorityData = "certificate-authority-data"
            case serverName = "tls-server-name"
            case skipsVerification = "insecure-skip-tls-verify"
            case proxy = "proxy-url"
        }
    }

    struct UserEntry: Decodable, Sendable {
        var certificateFile: String?
        var certificateData: String?
        var keyFile: String?
        var keyData: String?
        var token: String?
        var tokenFile: String?
        var username: String?
        var password: String?
        var impersonated: String?
        var impersonatedGroups: [String]?
        var plugin: PluginEntry?
        var provider: ProviderEntry?

        enum CodingKeys: String, CodingKey {
            case certificateFile = "client-certificate"
            case certificateData = "client-certificate-data"
            case keyFile = "client-key"
            case keyData = "client-key-data"
            case token, tokenFile, username, password
            case impersonated = "as"
            case impersonatedGroups = "as-groups"
            case plugin = "exec"
            case provider = "auth-provider"
        }
    }

    struct PluginEntry: Decodable, Sendable {
        var apiVersion: String?
        var command: String?
        var args: [String]?
        var env: [Variable]?
        var provideClusterInfo: Bool?
        var interactiveMode: String?
        var installHint: String?

        struct Variable: Decodable, Sendable {
            var name: String
            var value: String
        }
    }

    struct ProviderEntry: Decodable, Sendable { var name: String? }

    struct ContextEntry: Decodable, Sendable {
        var cluster: String?
        var user: String?
        var namespace: String?
    }

    /// Reads files; of what several say, the first counts.
    ///
    /// - Throws: ``KubernetesError`` with code ``KubernetesError/Code/invalidConfiguration``.
    static func load(_ files: [String]) throws -> Kubeconfig {
        var config = Kubeconfig()
        for file in files {
            let bytes = try KubernetesCluster.file(file, of: "The setting for the kubeconfig")
            let slash = file.lastIndex(of: "/")
            let folder = slash.map { String(file[..<$0]) } ?? "."
            try config.add(String(decoding: bytes, as: UTF8.self), file: file, folder: folder)
        }
        return config
    }

    /// Takes in what another file says.
    mutating func add(_ text: String, file: String, folder: String) throws {
        let document: Document
        do {
            document = try YAMLDecoder().decode(Document.self, from: text)
        } catch {
            // What cannot be read may be half a credential, so that none of it is quoted.
            throw KubernetesError(
                .invalidConfiguration,
                "\(file) is no kubeconfig: it is not YAML with clusters, users and contexts.",
                cause: error
            )
        }
        files.append(file)
        for cluster in document.clusters ?? [] where clusters[cluster.name] == nil {
            clusters[cluster.name] = cluster.cluster.map { Named(entry: $0, folder: folder) }
        }
        for user in document.users ?? [] where users[user.name] == nil {
            users[user.name] = user.user.map { Named(entry: $0, folder: folder) }
        }
        for context in document.contexts ?? [] where contexts[context.name] == nil {
            contexts[context.name] = context.context.map { Named(entry: $0, folder: folder) }
        }
        if currentContext == nil, let current = document.currentContext, !current.isEmpty { currentContext = current }
    }

    private struct Document: Decodable {
        var clusters: [Cluster]?
        var users: [User]?
        var contexts: [Context]?
        var currentContext: String?

        enum CodingKeys: String, CodingKey {
            case clusters, users, contexts
            case currentContext = "current-context"
        }

        struct Cluster: Decodable {
            var name: String
            var cluster: ClusterEntry?
        }
        struct User: Decodable {
            var name: String
            var user: UserEntry?
        }
        struct Context: Decodable {
            var name: String
            var context: ContextEntry?
        }
    }
}
