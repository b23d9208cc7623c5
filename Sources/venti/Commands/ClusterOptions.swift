//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import ArgumentParser
import VentiKit
import VentiKitKubernetes

/// On which cluster a scan runs, and how.
struct ClusterOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The namespace of the Jobs.",
            discussion: "That of the kubeconfig's context where none is given.",
            valueName: "name",
            visibility: .hidden
        )
    )
    var namespace: String?

    @Option(help: ArgumentHelp("The kubeconfig's context.", valueName: "name", visibility: .hidden))
    var context: String?

    @Option(help: ArgumentHelp("The kubeconfig.", valueName: "file", visibility: .hidden))
    var kubeconfig: String?

    @Option(
        help: ArgumentHelp(
            "The address at which pods reach this machine.",
            discussion: "For a target on it: connections from pods are passed on while the scan runs.",
            valueName: "address",
            visibility: .hidden
        )
    )
    var hostAddress: String?

    @Option(
        help: ArgumentHelp(
            "No more Jobs at once than n.",
            discussion: "From 1 to 64; 8 where none is given. With --shards, the other parts wait for their turn.",
            valueName: "n",
            visibility: .hidden
        )
    )
    var parallelism: Int?

    @Option(
        help: ArgumentHelp(
            "Kueue's local queue for the Jobs.",
            valueName: "name",
            visibility: .hidden
        )
    )
    var queue: String?

    /// The first of these options that was given.
    var given: String? {
        let all: [(String, Bool)] = [
            ("--namespace", namespace != nil), ("--context", context != nil), ("--kubeconfig", kubeconfig != nil),
            ("--host-address", hostAddress != nil), ("--parallelism", parallelism != nil), ("--queue", queue != nil),
        ]
        return all.first { $0.1 }?.0
    }

    /// - Throws: ``CommandError`` if no cluster is found or an option cannot be.
    func executor(image: String?, shards: Int) throws -> any Executor {
        guard (1...64).contains(parallelism ?? 1) else {
            throw CommandError.usage("--parallelism \(parallelism ?? 0): give a number from 1 to 64")
        }
        var configuration = KubernetesExecutor.Configuration()
        configuration.namespace = namespace
        configuration.image = image
        configuration.hostAddress = hostAddress
        configuration.maximumJobs = parallelism ?? 8
        configuration.queue = queue
        // Who calls the command has written the kubeconfig, and kubectl would run what it names as well.
        var permissions = KubernetesCluster.Permissions()
        permissions.plugins = .all
        do {
            configuration.cluster = try KubernetesCluster.discover(
                kubeconfig: kubeconfig,
                context: context,
                permissions: permissions
            )
            return try KubernetesExecutor(configuration)
        } catch let error as KubernetesError {
            throw CommandError(.incomplete, error.message)
        }
    }
}
