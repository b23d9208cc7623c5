//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import ArgumentParser
import VentiKit
import VentiKitDocker
import VentiKitKubernetes

/// Where a scan runs.
struct ExecutionOptions: ParsableArguments {
    /// The places that a scan can run in.
    enum Place: String, ExpressibleByArgument, CaseIterable {
        case inProcess = "in-process"
        case docker
        case kubernetes
    }

    @Option(
        help: ArgumentHelp(
            "Where: in-process, docker or kubernetes.",
            discussion: """
                docker runs the scanner in a container, with the engine that DOCKER_HOST or the current context names. \
                A target on this machine is reached from there, too. kubernetes runs it as a Job, on the cluster that \
                KUBECONFIG or ~/.kube/config names; --namespace, --context and --kubeconfig choose another place.
                """,
            valueName: "place"
        )
    )
    var executor: Place?

    @Option(
        help: ArgumentHelp(
            "Up to n parts side by side.",
            discussion: """
                From 1 to 64. Operations that need each other stay together; requests, pace and connections are divided \
                among the parts. The report is one.
                """,
            valueName: "n"
        )
    )
    var shards: Int?

    @Option(
        help: ArgumentHelp(
            "The scanner's image.",
            discussion: "\(NativeScanner.Configuration.defaultImage) where none is given; Scripts/image builds it.",
            valueName: "ref",
            visibility: .hidden
        )
    )
    var image: String?

    @Option(
        help: ArgumentHelp(
            "The Docker network to join.",
            discussion: "Such as that of the API's container, which --url then names as that network does.",
            valueName: "name",
            visibility: .hidden
        )
    )
    var network: String?

    @OptionGroup var cluster: ClusterOptions

    /// - Throws: ``CommandError`` if options contradict each other, or no engine or cluster is found.
    func place() throws -> any Executor {
        let shards = shards ?? 1
        guard (1...64).contains(shards) else {
            throw CommandError.usage("--shards \(shards): give a number from 1 to 64")
        }
        if executor != .docker, network != nil {
            throw CommandError.usage("--network is for scans in containers; add --executor docker")
        }
        if executor != .docker, executor != .kubernetes, image != nil {
            throw CommandError.usage("--image is for scans in containers; add --executor docker or kubernetes")
        }
        if executor != .kubernetes, let option = cluster.given {
            throw CommandError.usage("\(option) is for scans on a cluster; add --executor kubernetes")
        }
        let base: any Executor =
            switch executor {
            case .docker: try docker(shards)
            case .kubernetes: try cluster.executor(image: image, shards: shards)
            case .inProcess, nil: InProcessExecutor()
            }
        return shards > 1 ? ShardedExecutor(base, shards: shards) : base
    }

    private func docker(_ shards: Int) throws -> any Executor {
        var configuration = DockerExecutor.Configuration()
        configuration.image = image
        configuration.network = network
        configuration.maximumContainers = max(shards, configuration.maximumContainers)
        do {
            return try DockerExecutor(configuration)
        } catch let error as DockerError {
            throw CommandError(.incomplete, error.message)
        }
    }
}
