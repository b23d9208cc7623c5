//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import VentiKit

/// Takes the entries of a kubeconfig out of its values, and says where one is not what it must be.
struct KubeconfigEntries {
    let file: String

    /// The entries of a list that have a name and content, such as those of `clusters`.
    func named<Entry>(
        _ document: SettingsValue,
        _ list: String,
        _ key: String,
        _ entry: (SettingsValue) throws -> Entry
    ) throws -> [(name: String, entry: Entry)] {
        guard case .mapping = document.content else { throw Kubeconfig.unreadable(file, at: document.place) }
        return try elements(document, list).compactMap { element in
            guard let name = try text(element, "name") else { throw Kubeconfig.unreadable(file, at: element.place) }
            return try element[key].map { (name, try entry($0)) }
        }
    }

    func cluster(_ value: SettingsValue) throws -> Kubeconfig.ClusterEntry {
        Kubeconfig.ClusterEntry(
            server: try text(value, "server"),
            authorityFile: try text(value, "certificate-authority"),
            authorityData: try text(value, "certificate-authority-data"),
            serverName: try text(value, "tls-server-name"),
            skipsVerification: try truth(value, "insecure-skip-tls-verify"),
            proxy: try text(value, "proxy-url")
        )
    }

    func user(_ value: SettingsValue) throws -> Kubeconfig.UserEntry {
        Kubeconfig.UserEntry(
            certificateFile: try text(value, "client-certificate"),
            certificateData: try text(value, "client-certificate-data"),
            keyFile: try text(value, "client-key"),
            keyData: try text(value, "client-key-data"),
            token: try text(value, "token"),
            tokenFile: try text(value, "tokenFile"),
            username: try text(value, "username"),
            password: try text(value, "password"),
            impersonated: try text(value, "as"),
            impersonatedGroups: try texts(value, "as-groups"),
            plugin: try value["exec"].map { try plugin($0) },
            provider: try value["auth-provider"].map { Kubeconfig.ProviderEntry(name: try text($0, "name")) }
        )
    }

    func context(_ value: SettingsValue) throws -> Kubeconfig.ContextEntry {
        Kubeconfig.ContextEntry(
            cluster: try text(value, "cluster"),
            user: try text(value, "user"),
            namespace: try text(value, "namespace")
        )
    }

    private func plugin(_ value: SettingsValue) throws -> Kubeconfig.PluginEntry {
        Kubeconfig.PluginEntry(
            apiVersion: try text(value, "apiVersion"),
            command: try text(value, "command"),
            args: try texts(value, "args"),
            env: try elements(value, "env").map { variable in
                guard let name = try text(variable, "name"), let value = try text(variable, "value") else {
                    throw Kubeconfig.unreadable(file, at: variable.place)
                }
                return Kubeconfig.PluginEntry.Variable(name: name, value: value)
            },
            provideClusterInfo: try truth(value, "provideClusterInfo"),
            interactiveMode: try text(value, "interactiveMode"),
            installHint: try text(value, "installHint")
        )
    }

    func text(_ value: SettingsValue, _ key: String) throws -> String? {
        guard let member = value[key] else { return nil }
        guard let text = member.text else { throw Kubeconfig.unreadable(file, at: member.place) }
        return text
    }

    private func truth(_ value: SettingsValue, _ key: String) throws -> Bool? {
        guard let text = try text(value, key) else { return nil }
        guard let truth = Bool(text.lowercased()) else { throw Kubeconfig.unreadable(file, at: value[key]?.place) }
        return truth
    }

    private func texts(_ value: SettingsValue, _ key: String) throws -> [String]? {
        guard value[key] != nil else { return nil }
        return try elements(value, key).map { element in
            guard let text = element.text else { throw Kubeconfig.unreadable(file, at: element.place) }
            return text
        }
    }

    private func elements(_ value: SettingsValue, _ key: String) throws -> [SettingsValue] {
        guard let list = value[key] else { return [] }
        guard case .sequence(let elements) = list.content else { throw Kubeconfig.unreadable(file, at: list.place) }
        return elements
    }
}
