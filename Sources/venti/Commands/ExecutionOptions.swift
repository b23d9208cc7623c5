//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import ArgumentParser
import VentiKit
import VentiKitDocker

/// Where a scan runs.
struct ExecutionOptions: ParsableArguments {
    /// The places that a scan can run in.
    enum Place: String, ExpressibleByArgument, CaseIterable {
        case inProcess = "in-process"
        case docker
    }

    @Option(help: "Where to run: in-process or docker. (default: in-process)")
    var executor: Place?

    @Option(help: ArgumentHelp("Split the scan into up to n parts that run side by side, 1 to 64.", valueName: "n"))
    var shards: Int?

    @Option(
        help: ArgumentHelp("The scanner's image. (default: \(NativeScanner.Configuration.defaultImage))", valueName: "ref")
    )
    var image: String?

    @Option(help: ArgumentHelp("The Docker network to join, such as that of the API's container.", valueName: "name"))
    var network: String?

    /// - Throws: ``CommandError`` if options contradict each other or no engine is found.
    func place() throws -> any Executor {
        let shards = shards ?? 1
        guard (1...64).contains(shards) else {
            throw CommandError.usage("--shards \(shards): give a number from 1 to 64")
        }
        let isDocker = executor == .docker
        if !isDocker, let option = image.map({ _ in "--image" }) ?? network.map({ _ in "--network" }) {
            throw CommandError.usage("\(option) is for scans in containers; add --executor docker")
        }
        let base: any Executor = isDocker ? try docker(shards) : InProcessExecutor()
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
