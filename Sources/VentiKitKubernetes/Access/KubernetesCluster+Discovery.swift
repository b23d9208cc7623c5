//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension KubernetesCluster {
    /// The cluster that `kubectl` would talk to: that of the kubeconfig, or, in a pod without one, the pod's own.
    ///
    /// - Parameters:
    ///   - path: A kubeconfig; `nil` for the files of `KUBECONFIG`, or `~/.kube/config`.
    ///   - context: The context in it; `nil` for its current one.
    ///   - permissions: What the kubeconfig may ask for.
    /// - Throws: ``KubernetesError`` with code ``KubernetesError/Code/invalidConfiguration`` if there is no cluster, or what
    ///   names it cannot be used.
    public static func discover(
        kubeconfig path: String? = nil,
        context: String? = nil,
        permissions: Permissions = Permissions()
    ) throws -> KubernetesCluster {
        if path == nil, context == nil, defaultFiles(environment).isEmpty, environment["KUBERNETES_SERVICE_HOST"] != nil
        {
            return try inCluster()
        }
        return try kubeconfig(path, context: context, permissions: permissions)
    }

    /// The cluster of a kubeconfig's context.
    ///
    /// - Parameters:
    ///   - path: A file; `nil` for the files of `KUBECONFIG`, or `~/.kube/config`.
    ///   - context: The context in it; `nil` for its current one.
    ///   - permissions: What the kubeconfig may ask for.
    /// - Throws: ``KubernetesError`` with code ``KubernetesError/Code/invalidConfiguration``, which names the file and what is
    ///   wrong in it.
    public static func kubeconfig(
        _ path: String? = nil,
        context: String? = nil,
        permissions: Permissions = Permissions()
    ) throws -> KubernetesCluster {
        let files = path.map { [$0] } ?? defaultFiles(environment)
        guard !files.isEmpty else {
            throw KubernetesError(
                .invalidConfiguration,
                "There is no kubeconfig: KUBECONFIG names none, ~/.kube/config is not there, and this is no pod; name one."
            )
        }
        return try Kubeconfig.load(files).cluster(context: context, permissions: permissions)
    }

    /// The cluster that this process runs in a pod of, in the name of the pod's service account.
    ///
    /// The token is read again as the cluster renews it.
    ///
    /// - Throws: ``KubernetesError`` with code ``KubernetesError/Code/invalidConfiguration`` if this is no pod, or its service
    ///   account is not mounted.
    public static func inCluster() throws -> KubernetesCluster {
        try inCluster(environment, folder: "/var/run/secrets/kubernetes.io/serviceaccount")
    }

    static func inCluster(_ environment: [String: String], folder: String) throws -> KubernetesCluster {
        guard let host = environment["KUBERNETES_SERVICE_HOST"], !host.isEmpty,
            let port = environment["KUBERNETES_SERVICE_PORT"], !port.isEmpty
        else {
            throw KubernetesError(
                .invalidConfiguration,
                "This is no pod of a cluster: KUBERNETES_SERVICE_HOST and KUBERNETES_SERVICE_PORT are not set."
            )
        }
        let name = host.contains(":") ? "[\(host)]" : host
        var cluster = try KubernetesCluster(server: "https://\(name):\(port)")
        // Without the authority the token would go to whoever answers.
        cluster.trust.authorities = try Self.file(folder + "/ca.crt", of: "The pod's service account")
        let token = folder + "/token"
        guard FileManager.default.isReadableFile(atPath: token) else {
            throw KubernetesError(
                .invalidConfiguration,
                "The pod's service account has no token at \(token): set automountServiceAccountToken on this pod."
            )
        }
        cluster.credentials.token = .file(token)
        cluster.namespace = (try? Self.file(folder + "/namespace", of: ""))
            .map { String(decoding: $0, as: UTF8.self).filter { !$0.isWhitespace } }
        return cluster
    }

    /// The files that a kubeconfig is made of where none is named.
    static func defaultFiles(_ environment: [String: String]) -> [String] {
        if let list = environment["KUBECONFIG"], !list.isEmpty {
            let files = list.split(separator: ":").map(String.init)
            // Of several, those that are not there count for nothing, as with kubectl.
            return files.count == 1 ? files : files.filter { FileManager.default.fileExists(atPath: $0) }
        }
        guard let home = environment["HOME"] else { return [] }
        let file = home + "/.kube/config"
        return FileManager.default.fileExists(atPath: file) ? [file] : []
    }

    /// A small file.
    ///
    /// - Parameter subject: Who names it, for the message.
    static func file(_ path: String, of subject: String) throws -> [UInt8] {
        guard let data = FileManager.default.contents(atPath: path), data.count <= 4 << 20 else {
            throw KubernetesError(
                .invalidConfiguration,
                "\(subject) names the file \(path), which cannot be read or is not a small file."
            )
        }
        return Array(data)
    }

    static var environment: [String: String] { ProcessInfo.processInfo.environment }
}
