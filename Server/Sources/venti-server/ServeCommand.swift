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
import NIOCore
import ServiceLifecycle
import UnixSignals
import VentiKit
import VentiServer
import VentiService
import WebUI

/// Serves the API, and runs scans in the same process unless told not to.
struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Serve the API and run scans.",
        discussion: """
            The first start makes the data folder and prints the administrator's password once. It is stored nowhere; \
            `venti-server admin reset-password` makes another one.
            """
    )

    @OptionGroup var platformOptions: PlatformOptions
    @OptionGroup var scanOptions: ScanOptions
    @OptionGroup var keepingOptions: KeepingOptions

    @Option(help: "The address to listen on.")
    var host = "127.0.0.1"

    @Option(help: "The port to listen on; 0 for a free one.")
    var port = 8080

    @Option(name: .customLong("management-host"), help: "The address for probes and metrics.")
    var managementHost = "127.0.0.1"

    @Option(name: .customLong("management-port"), help: "The port for probes and metrics.")
    var managementPort = 9464

    @Option(
        name: .customLong("trusted-proxy"),
        help: """
            The address or range of a proxy whose X-Forwarded-For and X-Forwarded-Proto are believed. Repeatable; also \
            VENTI_TRUSTED_PROXIES, with commas. None unless said.
            """
    )
    var trustedProxies: [String] = []

    @Flag(name: .customLong("no-worker"), help: "Run no scans: `venti-server worker` does.")
    var hasNoWorker = false

    @Option(name: .customLong("drain-seconds"), help: "How long to go on listening after saying that it ends.")
    var drainSeconds = 0.0

    func run() async throws {
        let logger = Logger.json("venti.server")
        let environment = ProcessInfo.processInfo.environment
        var settings = try scanOptions.settings(environment)
        try keepingOptions.apply(to: &settings)
        let proxies = try proxies(environment)
        let scanners = try scanOptions.scannerOptions.settings(environment)
        let site = hasNoWorker ? scanners.elsewhere : try scanners.site(settings.workerConcurrency)
        let catalog = try scanners.catalog(site.executor)
        try await site.open()
        let platform = try platformOptions.platform(settings, scanners: catalog, logger: logger)
        if let first = try await platform.identity.setUp() {
            Terminal.line("First start. Sign in as \(first.member.email) with this password, which is shown only now:")
            Terminal.line("")
            Terminal.line("    \(first.password)")
            Terminal.line("")
        }
        var configuration = ServerConfiguration()
        configuration.host = host
        configuration.port = port
        configuration.managementHost = managementHost
        configuration.managementPort = managementPort
        configuration.drainSeconds = drainSeconds
        configuration.trustedProxies = proxies
        configuration.build = ScanReport.Tool.current.version
        let state = ServerState()
        var server = PlatformServer(platform: platform, configuration: configuration, state: state, logger: logger)
        server.pages = [try WebUI(platform: platform, state: state, configuration: configuration)]
        let management = ManagementServer(
            platform: platform,
            configuration: configuration,
            state: state,
            logger: logger
        )
        let shownHost = host.contains(":") ? "[\(host)]" : host
        let main = server.application { port in
            Terminal.line("venti-server listens on http://\(shownHost):\(port)")
        }
        // They end from the last to the first: first nobody is sent here any more, then requests end, then scans.
        var services: [any Service] = [management.application()]
        services.append(UpkeepService(platform.upkeep))
        services.append(SchedulerService(platform.scheduler))
        if !hasNoWorker { services.append(WorkerService(platform.worker(named: "serve-\(RecordID.make())"))) }
        services += [main, DrainService(state: state, seconds: drainSeconds)]
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: services,
                gracefulShutdownSignals: [.sigterm, .sigint],
                logger: logger
            )
        )
        try await Self.explained { try await group.run() }
    }

    private func proxies(_ environment: [String: String]) throws -> TrustedProxies {
        let (name, entries) = Setting.list(("--trusted-proxy", trustedProxies), "VENTI_TRUSTED_PROXIES", environment)
        do {
            return try TrustedProxies(entries)
        } catch let error as ServiceError {
            throw SettingError(name, "\(error.message); give one as 10.0.0.5 or 10.0.0.0/8")
        }
    }

    /// Says in one line what is wrong where the server cannot listen.
    static func explained(_ body: () async throws -> Void) async throws {
        do {
            try await body()
        } catch let error as CancellationError {
            throw error
        } catch let error as ServiceGroupError {
            throw error
        } catch let error as IOError where error.errnoCode == EADDRINUSE {
            throw ServiceError(.unavailable, "a port is in use: choose others with --port and --management-port")
        } catch {
            throw ServiceError(.unavailable, "the server cannot run: \(error)")
        }
    }
}
