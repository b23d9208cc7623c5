//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import Testing
import VentiKit

@testable import VentiKitKubernetes

struct KubeconfigTests {
    private let text = """
        apiVersion: v1
        kind: Config
        current-context: one
        clusters:
        - {name: a, cluster: {server: "https://a.example:6443/k8s/", certificate-authority-data: Y2E=}}
        - {name: b, cluster: {server: "https://b.example", certificate-authority: keys/ca.crt, tls-server-name: inner}}
        - {name: c, cluster: {server: "https://c.example", insecure-skip-tls-verify: true}}
        users:
        - {name: token, user: {token: 0123456789}}
        - {name: both, user: {token: old, tokenFile: token.txt}}
        - {name: half, user: {client-certificate-data: Y2E=}}
        - {name: cert, user: {client-certificate-data: Y2VydA==, client-key-data: a2V5}}
        - {name: old, user: {auth-provider: {name: gcp}}}
        - {name: someone, user: {token: t, as: auditor, as-groups: [readers]}}
        - name: plugin
          user: {exec: {apiVersion: client.authentication.k8s.io/v1, command: bin/get-token, args: [--x], interactiveMode: Never}}
        - {name: asking, user: {exec: {apiVersion: v1, command: ask, interactiveMode: Always}}}
        contexts:
        - {name: one, context: {cluster: a, user: token, namespace: scans}}
        - {name: two, context: {cluster: b, user: both}}
        - {name: bare, context: {cluster: c, user: token}}
        - {name: half, context: {cluster: a, user: half}}
        - {name: cert, context: {cluster: a, user: cert}}
        - {name: old, context: {cluster: a, user: old}}
        - {name: someone, context: {cluster: a, user: someone}}
        - {name: plugin, context: {cluster: a, user: plugin}}
        - {name: asking, context: {cluster: a, user: asking}}
        - {name: nobody, context: {cluster: a, user: missing}}
        """

    private func cluster(
        _ context: String? = nil,
        _ permissions: KubernetesCluster.Permissions = .init()
    ) throws -> KubernetesCluster {
        var config = Kubeconfig()
        try config.add(text, file: "/etc/kube/config", folder: "/etc/kube")
        return try config.cluster(context: context, permissions: permissions)
    }

    private func problem(_ context: String) -> String {
        do {
            _ = try cluster(context)
            return "no error"
        } catch {
            return "\(error)"
        }
    }

    @Test func theCurrentContextNamesTheClusterAndWhoWeAre() throws {
        let cluster = try cluster()
        // A path is kept: some servers are behind another one.
        #expect(cluster.server == "https://a.example:6443/k8s")
        #expect(cluster.namespace == "scans")
        #expect(cluster.trust.authorities == Array("ca".utf8))
        #expect(cluster.trust.verifiesServer)
        guard case .token(let secret) = cluster.credentials.token else { return #expect(Bool(false), "no token") }
        // A token of digits alone is a text all the same.
        #expect(secret.withExposedValue { $0 } == "0123456789")
        #expect(!"\(cluster.credentials)".contains("0123456789"))
    }

    @Test func aTokenFileWinsAndItsPathBelongsToTheKubeconfig() throws {
        let folder = try TemporaryFolder()
        try folder.write("keys/ca.crt", "CERT")
        try folder.write("config", text)
        let cluster = try KubernetesCluster.kubeconfig(folder.path("config"), context: "two")
        guard case .file(let path) = cluster.credentials.token else { return #expect(Bool(false), "no file") }
        #expect(path == folder.path("token.txt"))
        #expect(cluster.trust.authorities == Array("CERT".utf8))
        #expect(cluster.trust.serverName == "inner")
    }

    @Test func aServerGoesUnverifiedOnlyWherePermitted() throws {
        #expect(problem("bare").contains("insecure-skip-tls-verify"))
        var permissions = KubernetesCluster.Permissions()
        permissions.unverifiedServer = true
        #expect(try !cluster("bare", permissions).trust.verifiesServer)
    }

    @Test func aCommandRunsOnlyWherePermitted() throws {
        #expect(problem("plugin").contains("bin/get-token"))
        var permissions = KubernetesCluster.Permissions()
        permissions.plugins = .only(["other"])
        #expect(throws: KubernetesError.self) { try cluster("plugin", permissions) }
        permissions.plugins = .only(["bin/get-token"])
        guard case .plugin(let plugin) = try cluster("plugin", permissions).credentials.token else {
            return #expect(Bool(false), "no plugin")
        }
        #expect(plugin.command == "/etc/kube/bin/get-token")
        #expect(plugin.arguments == ["--x"])
        permissions.plugins = .all
        #expect(throws: KubernetesError.self) { try cluster("asking", permissions) }
    }

    @Test func certificatesAndNamesToActInAreTaken() throws {
        let certificate = try #require(try cluster("cert").credentials.certificate)
        #expect(certificate.chain == Array("cert".utf8))
        #expect(certificate.key.withExposedValue { $0 } == "key")
        let fields = try cluster("someone").credentials.impersonation.map { "\($0.name): \($0.value)" }
        #expect(fields == ["Impersonate-User: auditor", "Impersonate-Group: readers"])
    }

    @Test func whatCannotBeUsedIsNamed() {
        #expect(problem("half").contains("needs both"))
        #expect(problem("old").contains("exec plugin"))
        #expect(problem("nobody").contains("\"missing\""))
        let unknown = problem("nope")
        #expect(unknown.contains("no context \"nope\"") && unknown.contains("one") && unknown.contains("two"))
    }

    @Test func ofSeveralFilesTheFirstCounts() throws {
        var config = Kubeconfig()
        try config.add(
            "{contexts: [{name: one, context: {cluster: a, user: token, namespace: first}}]}",
            file: "first",
            folder: "/1"
        )
        try config.add(text, file: "second", folder: "/2")
        #expect(try config.cluster(context: nil, permissions: .init()).namespace == "first")
    }

    @Test func whatIsNoKubeconfigIsNotQuoted() throws {
        var config = Kubeconfig()
        let error = #expect(throws: KubernetesError.self) {
            try config.add("clusters: [secret-4711", file: "/x", folder: "/")
        }
        #expect(error?.code == .invalidConfiguration)
        #expect(error?.message.contains("4711") == false)
        for (text, place) in [
            ("users:\n- name: a\n  user: {token: [secret-4711]}", "/x:3:17"), ("clusters: 4711", "/x:1:11"),
            ("[4711]", "/x:1:1"), ("users:\n- user: {token: secret-4711}", "/x:2:3"), ("# nothing", "/x is"),
            ("clusters:\n- name: a\n  cluster: {insecure-skip-tls-verify: 4711}", "/x:3:39"),
        ] {
            let error = #expect(throws: KubernetesError.self) { try config.add(text, file: "/x", folder: "/") }
            #expect(error?.message.hasPrefix(place) == true, "\(error?.message ?? "")")
            #expect(error?.message.contains("4711") == false)
        }
    }

    @Test func whatIsWrittenAsANumberIsAText() throws {
        var config = Kubeconfig()
        try config.add("users: [{name: 7, user: {username: 007, password: 1e3}}]", file: "/x", folder: "/")
        let user = try #require(config.users["7"]?.entry)
        #expect(user.username == "007" && user.password == "1e3")
    }

    @Test func aPodFindsItsOwnCluster() throws {
        let folder = try TemporaryFolder()
        let environment = ["KUBERNETES_SERVICE_HOST": "fd00::1", "KUBERNETES_SERVICE_PORT": "443"]
        // Without its authority the token would go to whoever answers.
        #expect(throws: KubernetesError.self) { try KubernetesCluster.inCluster(environment, folder: folder.path("")) }
        try folder.write("ca.crt", "CERT")
        #expect(throws: KubernetesError.self) { try KubernetesCluster.inCluster(environment, folder: folder.path("")) }
        try folder.write("token", "abc\n")
        try folder.write("namespace", "scans")
        let cluster = try KubernetesCluster.inCluster(environment, folder: folder.path(""))
        #expect(cluster.server == "https://[fd00::1]:443")
        #expect(cluster.namespace == "scans")
        #expect(throws: KubernetesError.self) { try KubernetesCluster.inCluster([:], folder: folder.path("")) }
    }

    @Test(arguments: [
        "http://example.com", "https://", "ftp://x", "https://a b", "http://127.0.0.1:1@example.com", "https://u:p@x",
    ])
    func aServerThatIsNoneIsRefused(_ url: String) {
        #expect(throws: KubernetesError.self) { try KubernetesCluster(server: url, token: nil) }
    }
}
