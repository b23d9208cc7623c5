//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import Synchronization
import Testing
import VentiKit

@testable import VentiKitKubernetes

/// The cluster that tests run against: the current context of the kubeconfig that `VENTI_TEST_KUBECONFIG` names, whose user
/// must be an administrator. The scans themselves have only the rights of `deploy/kubernetes/scan-runner-role.yaml`.
enum ClusterUnderTest {
    static let kubeconfig = variable("VENTI_TEST_KUBECONFIG")
    /// The image with venti, which `Scripts/image` builds, as the nodes have it.
    static let scannerImage = variable("VENTI_TEST_SCANNER_IMAGE")
    /// An image with `/bin/busybox`, as the nodes have it.
    static let shellImage = variable("VENTI_TEST_SHELL_IMAGE") ?? "venti-test/shell:1"
    /// The address at which pods reach this machine: that of the bridge of Docker where nothing else is said.
    static let hostAddress = variable("VENTI_TEST_HOST_ADDRESS") ?? "172.17.0.1"
    static let namespace = "venti-tests"

    private static func variable(_ name: String) -> String? {
        ProcessInfo.processInfo.environment[name].flatMap { $0.isEmpty ? nil : $0 }
    }

    static func admin(_ context: String? = nil) throws -> KubernetesCluster {
        let file: String = try #require(Self.kubeconfig)
        return try KubernetesCluster.kubeconfig(file, context: context)
    }

    /// A configuration with the rights that a runner of scans has, and no more.
    static func configuration(in namespace: String = namespace) async throws -> KubernetesExecutor.Configuration {
        var configuration = KubernetesExecutor.Configuration()
        configuration.cluster = try await runner(in: namespace)
        configuration.namespace = namespace
        configuration.pullPolicy = .never
        configuration.hostAddress = hostAddress
        return configuration
    }

    /// The cluster, for who has the role and nothing else.
    static func runner(in namespace: String = namespace) async throws -> KubernetesCluster {
        let token = try await setUp.token(namespace)
        let admin = try admin()
        var cluster = try KubernetesCluster(server: admin.server, token: Secret(token), namespace: namespace)
        cluster.trust = admin.trust
        return cluster
    }

    static func withAdmin<Result: Sendable>(
        _ namespace: String = namespace,
        context: String? = nil,
        _ body: (ClusterClient) async throws -> Result
    ) async throws -> Result {
        let cluster = try admin(context)
        var configuration = KubernetesExecutor.Configuration()
        configuration.namespace = namespace
        return try await ClusterClient.withClient(configuration, cluster, TokenKeeper(cluster.credentials), body)
    }

    /// What is left of scans in the namespace: all that carries the label of a scan.
    static func leftovers(in namespace: String = namespace) async throws -> [String] {
        try await withAdmin(namespace) { client in
            var names: [String] = []
            for path in [client.jobsPath, client.path("pods"), client.path("secrets"), client.policiesPath] {
                let query = [("labelSelector", JobMark.scanLabel)]
                let list = try await client.value(ObjectList<Item>.self, .init(.get, path, query: query))
                names += list.items.map { "\(path.split(separator: "/").last ?? "")/\($0.metadata.name)" }
            }
            return names
        }
    }

    /// Waits until nothing is left: the cluster's garbage collector takes a moment.
    static func leftoversInTheEnd(in namespace: String = namespace) async throws -> [String] {
        for _ in 0..<120 {
            if try await leftovers(in: namespace).isEmpty { return [] }
            try await Task.sleep(for: .milliseconds(500))
        }
        return try await leftovers(in: namespace)
    }

    struct Item: Decodable, Sendable { var metadata: ObjectMeta }

    fileprivate static let setUp = ClusterSetUp()
}

/// Makes the namespace and the runner's rights, once for each namespace.
private actor ClusterSetUp {
    private var tokens: [String: String] = [:]

    func token(_ namespace: String) async throws -> String {
        if let token = tokens[namespace] { return token }
        let token = try await ClusterUnderTest.withAdmin(namespace) { client in
            try await client.makeNamespace()
            return try await client.makeRunner("venti")
        }
        tokens[namespace] = token
        return token
    }
}

extension ClusterClient {
    /// Makes an object, unless it is there.
    func ensure(_ object: JSONNode, at path: String) async throws {
        _ = try await call(.init(.post, path, body: try object.bytes()), expecting: [200, 201, 409])
    }

    func makeNamespace() async throws {
        try await ensure(["metadata": ["name": .string(namespace)]], at: "/api/v1/namespaces")
    }

    /// A service account with the role that is shipped, and its token.
    func makeRunner(_ name: String) async throws -> String {
        try await ensure(["metadata": ["name": .string(name)]], at: path("serviceaccounts"))
        let roles = "/apis/rbac.authorization.k8s.io/v1/namespaces/\(namespace)"
        let manifest = URL(filePath: #filePath).appending(path: "../../../../deploy/kubernetes/scan-runner-role.yaml")
        var call = ClusterConnection.Call(.post, roles + "/roles", body: Array(try Data(contentsOf: manifest)))
        call.contentType = "application/yaml"
        // The role as it is now, not as an earlier run of the tests left it.
        _ = try await self.call(.init(.delete, roles + "/roles/venti-scan-runner"), expecting: [200, 404])
        _ = try await self.call(call)
        try await ensure(
            [
                "metadata": ["name": .string(name)],
                "roleRef": ["apiGroup": "rbac.authorization.k8s.io", "kind": "Role", "name": "venti-scan-runner"],
                "subjects": [["kind": "ServiceAccount", "name": .string(name), "namespace": .string(namespace)]],
            ],
            at: roles + "/rolebindings"
        )
        // The cluster goes by what it has heard of roles, which may be a moment old.
        try await Task.sleep(for: .seconds(1))
        return try await token(of: name)
    }

    func token(of account: String) async throws -> String {
        struct Review: Decodable {
            var status: Status
            struct Status: Decodable { var token: String }
        }
        let body: JSONNode = ["spec": ["expirationSeconds": 3_600]]
        let call = ClusterConnection.Call(.post, path("serviceaccounts") + "/\(account)/token", body: try body.bytes())
        return try await value(Review.self, call).status.token
    }
}

extension Trait where Self == ConditionTrait {
    /// For tests that a cluster is needed for.
    static var needsCluster: Self {
        .enabled(if: ClusterUnderTest.kubeconfig != nil, "needs a Kubernetes cluster: set VENTI_TEST_KUBECONFIG")
    }

    /// For tests that the scanner's image is needed for, too.
    static var needsClusterAndImage: Self {
        .enabled(
            if: ClusterUnderTest.kubeconfig != nil && ClusterUnderTest.scannerImage != nil,
            "needs a cluster whose nodes have the scanner's image: set VENTI_TEST_KUBECONFIG and VENTI_TEST_SCANNER_IMAGE"
        )
    }
}
