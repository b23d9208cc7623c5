//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import ArgumentParser
import Logging
import ServiceLifecycle
import UnixSignals
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

    func run() async throws {
        let logger = Logger.json("venti.worker")
        let traces = try TraceExporter.ofEnvironment(MetricsRegistry(), logger)
        let settings = try scanOptions.settings()
        let platform = try platformOptions.platform(settings, logger: logger, tracer: traces?.tracer)
        Terminal.line("venti-server worker is ready")
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: (traces.map { [$0] } ?? [] as [any Service])
                    + [WorkerService(platform.worker(named: "worker-\(RecordID.make())"))],
                gracefulShutdownSignals: [.sigterm, .sigint],
                logger: logger
            )
        )
        try await group.run()
    }
}
