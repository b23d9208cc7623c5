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

    private func explained<Value>(_ body: () throws -> Value) throws -> Value {
        do { return try body() } catch { throw named(error) }
    }

    private func explained(_ body: () async throws -> Void) async throws {
        do { try await body() } catch { throw named(error) }
    }

    /// The error as one of a setting; what names the place, where the error does not say it.
    private func named(_ error: any Error) -> any Error {
        switch error {
        case let error as DockerError:
            let hint = error.message.contains("DOCKER_HOST") ? "" : " DOCKER_HOST names the engine."
            return executor.error("docker: \(error.message)\(hint)")
        case let error as KubernetesError:
            let hint = error.message.contains("kubeconfig") ? "" : " \(cluster.kubeconfig.name) names the cluster."
            return executor.error("kubernetes: \(error.message)\(hint)")
        default:
            return error
        }
    }
}
