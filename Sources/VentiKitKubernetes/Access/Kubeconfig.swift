//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import VentiKit

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

    struct ClusterEntry: Sendable {
        var server: String?
        var authorityFile: String?
        var authorityData: String?
        var serverName: String?
        var skipsVerification: Bool?
        var proxy: String?
    }

    struct UserEntry: Sendable {
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
    }

    struct PluginEntry: Sendable {
        var apiVersion: String?
        var command: String?
        var args: [String]?
        var env: [Variable]?
        var provideClusterInfo: Bool?
        var interactiveMode: String?
        var installHint: String?

        struct Variable: Sendable {
            var name: String
            var value: String
        }
    }

    struct ProviderEntry: Sendable { var name: String? }

    struct ContextEntry: Sendable {
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
        let document: SettingsValue?
        do {
            document = try SettingsValue(bytes: Array(text.utf8))
        } catch {
            // What cannot be read may be half a credential, so that none of it is quoted.
            throw Self.unreadable(file, at: error.place)
        }
        guard let document else { throw Self.unreadable(file, at: nil) }
        let entries = KubeconfigEntries(file: file)
        let clusters = try entries.named(document, "clusters", "cluster") { try entries.cluster($0) }
        let users = try entries.named(document, "users", "user") { try entries.user($0) }
        let contexts = try entries.named(document, "contexts", "context") { try entries.context($0) }
        let current = try entries.text(document, "current-context")
        files.append(file)
        for (name, entry) in clusters where self.clusters[name] == nil {
            self.clusters[name] = Named(entry: entry, folder: folder)
        }
        for (name, entry) in users where self.users[name] == nil {
            self.users[name] = Named(entry: entry, folder: folder)
        }
        for (name, entry) in contexts where self.contexts[name] == nil {
            self.contexts[name] = Named(entry: entry, folder: folder)
        }
        if currentContext == nil, let current, !current.isEmpty { currentContext = current }
    }

    static func unreadable(_ file: String, at place: SettingsValue.Place?) -> KubernetesError {
        let place = place.map { ":\($0.line):\($0.column)" } ?? ""
        return KubernetesError(
            .invalidConfiguration,
            "\(file)\(place) is no kubeconfig: it is not YAML with clusters, users and contexts."
        )
    }
}
