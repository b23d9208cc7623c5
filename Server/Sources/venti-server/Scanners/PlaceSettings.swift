//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import VentiKit
import VentiKitDocker
import VentiKitKubernetes

/// How scans run in containers.
struct DockerSettings: Sendable {
    let network: Setting
}

/// On which cluster scans run, and how.
struct ClusterSettings: Sendable {
    let namespace: Setting
    let kubeconfig: Setting
    let context: Setting
    let queue: Setting

    /// The first setting that was given.
    var given: Setting? { [namespace, kubeconfig, context, queue].first { $0.value != nil } }
}

extension ScannerSettings {
    /// A place, and what it has left of processes that are gone.
    struct Site: Sendable {
        var executor: any Executor
        /// Asks the place whether it is there, and has it remove what processes that are gone have left.
        var open: @Sendable () async throws -> Void
    }

    /// The place of a process that runs no scans.
    var elsewhere: Site { Site(executor: Elsewhere(name: place.rawValue), open: {}) }

    /// The place where scanners run; nothing is connected to yet.
    /// - Parameter concurrency: How many scans run at once.
    /// - Throws: ``SettingError`` where it cannot be found.
    func site(_ concurrency: Int) throws -> Site {
        switch place {
        case .inProcess:
            return Site(executor: InProcessExecutor(), open: {})
        case .docker:
            var configuration = DockerExecutor.Configuration()
            configuration.network = docker.network.value
            configuration.maximumContainers = concurrency
            let executor = try explained { try DockerExecutor(configuration) }
            return Site(executor: executor) { try await explained { _ = try await executor.removeOrphans() } }
        case .kubernetes:
            var configuration = KubernetesExecutor.Configuration()
            configuration.namespace = cluster.namespace.value
            configuration.maximumJobs = concurrency
            configuration.queue = cluster.queue.value
            // Whoever runs the server has written the kubeconfig, and kubectl would run what it names as well.
            var permissions = KubernetesCluster.Permissions()
            permissions.plugins = .all
            let executor = try explained {
                configuration.cluster = try KubernetesCluster.discover(
                    kubeconfig: cluster.kubeconfig.value,
                    context: cluster.context.value,
                    permissions: permissions
                )
                return try KubernetesExecutor(configuration)
            }
            return Site(executor: executor) { try await explained { _ = try await executor.removeOrphans() } }
        }
    }

    private var mend: String {
        place == .docker
            ? "start the engine, or name it with DOCKER_HOST"
            : "check the cluster, or name it with \(cluster.kubeconfig.name)"
    }

    private func explained<Value>(_ body: () throws -> Value) throws -> Value {
        do { return try body() } catch { throw error.named(executor.name, place, mend) }
    }

    private func explained(_ body: () async throws -> Void) async throws {
        do { try await body() } catch { throw error.named(executor.name, place, mend) }
    }
}

extension Error {
    /// The error as one of a setting, with what can be done.
    fileprivate func named(_ setting: String, _ place: ScannerSettings.Place, _ mend: String) -> any Error {
        let message: String? =
            switch self {
            case let error as DockerError: error.message
            case let error as KubernetesError: error.message
            default: nil
            }
        return message.map { SettingError(setting, "\(place.rawValue): \($0) To mend it, \(mend).") } ?? self
    }
}
