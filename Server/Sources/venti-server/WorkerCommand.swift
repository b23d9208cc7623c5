//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import ArgumentParser
import Foundation
import Hummingbird
import Logging
import ServiceLifecycle
import UnixSignals
import VentiKit
import VentiServer
import VentiService

/// Runs scans for a server that uses the same data folder.
struct WorkerCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "worker",
        abstract: "Run scans for a server that uses the same data folder."
    )

    @OptionGroup var platformOptions: PlatformOptions
    @OptionGroup var scanOptions: ScanOptions

    @Option(name: .customLong("management-host"), help: "The address for probes and metrics.")
    var managementHost = "127.0.0.1"

    @Option(name: .customLong("management-port"), help: "The port for probes and metrics; none unless given.")
    var managementPort: Int?

    func run() async throws {
        let logger = Logger.json("venti.worker")
        let environment = ProcessInfo.processInfo.environment
        let settings = try scanOptions.settings(environment)
        let scanners = try scanOptions.scannerOptions.settings(environment)
        let site = try scanners.site(settings.workerConcurrency)
        let catalog = try scanners.catalog(site.executor)
        try await site.open()
        let platform = try platformOptions.platform(settings, scanners: catalog, logger: logger)
        let state = ServerState()
        var services: [any Service] = [
            SchedulerService(platform.scheduler),
            WorkerService(platform.worker(named: "worker-\(RecordID.make())")),
        ]
        if let managementPort {
            var configuration = ServerConfiguration()
            configuration.managementHost = managementHost
            configuration.managementPort = managementPort
            configuration.build = ScanReport.Tool.current.version
            let management = ManagementServer(
                platform: platform,
                configuration: configuration,
                state: state,
                logger: logger
            )
            services.insert(management.application(), at: 0)
        }
        services.append(DrainService(state: state, seconds: 0))
        Terminal.line("venti-server worker is ready")
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: services,
                gracefulShutdownSignals: [.sigterm, .sigint],
                logger: logger
            )
        )
        try await ServeCommand.explained { try await group.run() }
    }
}
