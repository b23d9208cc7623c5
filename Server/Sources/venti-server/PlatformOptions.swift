//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import ArgumentParser
import Foundation
import Logging
import VentiKit
import VentiServer
import VentiService
import VentiStore

/// The options of all commands that open the platform.
struct PlatformOptions: ParsableArguments {
    @Option(name: .customLong("data"), help: "The folder for the database and the keys.")
    var folder: String = ProcessInfo.processInfo.environment["VENTI_DATA"] ?? "venti-data"

    var data: DataFolder { DataFolder(path: folder) }

    /// Opens the platform, and brings the database up to date.
    func platform(_ settings: PlatformSettings = PlatformSettings(), logger: Logger? = nil) throws -> Platform {
        let data = data
        try data.prepare()
        try data.use()
        // The keys first: they are made only where there is no database.
        let keys = try data.keys()
        _ = try data.signingKeys()
        var parts = Platform.Parts(
            store: try SQLiteStore(path: data.database),
            keys: keys,
            signingKeys: { try data.signingKeys() }
        )
        parts.settings = settings
        if let logger { parts.logger = logger }
        return Platform(parts)
    }
}

/// The options of the commands that run scans.
struct ScanOptions: ParsableArguments {
    @Option(
        name: .customLong("allow-target"),
        help: "A host, *.suffix, address or range that may be scanned though it is not public or verified. Repeatable."
    )
    var allowed: [String] = []

    @Option(help: "How many scans run at once.")
    var concurrency: Int = 4

    @Option(name: .customLong("lease-seconds"), help: "How long a silent worker keeps its scans.")
    var leaseSeconds: Double = 30

    func settings() throws -> PlatformSettings {
        guard (1...1_000).contains(concurrency) else { throw ValidationError("--concurrency is from 1 to 1000") }
        guard leaseSeconds >= 0.5, leaseSeconds <= 3_600 else {
            throw ValidationError("--lease-seconds is from 0.5 to 3600")
        }
        var settings = PlatformSettings()
        settings.allowedHosts = allowed
        settings.workerConcurrency = concurrency
        settings.scansPerTenant = concurrency
        settings.lease = .milliseconds(Int(leaseSeconds * 1_000))
        settings.heartbeat = min(settings.heartbeat, settings.lease / 4)
        return settings
    }
}

extension Logger {
    /// The logger of this program: JSON lines on standard error.
    static func json(_ label: String, level: Logger.Level = .info) -> Logger {
        var logger = Logger(label: label) { JSONLogHandler(label: $0) }
        logger.logLevel = level
        return logger
    }
}
