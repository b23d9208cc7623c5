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
    func platform(
        _ settings: PlatformSettings = PlatformSettings(),
        scanners: ScannerCatalog = ScannerCatalog(),
        logger: Logger? = nil,
        tracer: Tracer? = nil
    ) throws -> Platform {
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
        parts.scanners = scanners
        if let logger { parts.logger = logger }
        if let tracer { parts.tracer = tracer }
        return Platform(parts)
    }

    /// Opens the platform to read it alone. Nothing is made, and the database stays as it is.
    func readOnlyPlatform(_ settings: PlatformSettings) throws -> Platform {
        let data = data
        try data.requireDatabase()
        try data.use()
        try data.requireKeys()
        var parts = Platform.Parts(
            store: try SQLiteStore(readingOnly: data.database),
            keys: try data.keys(),
            signingKeys: { try data.signingKeys() }
        )
        parts.settings = settings
        return Platform(parts)
    }
}

/// The options of the commands that run scans.
struct ScanOptions: ParsableArguments {
    @Option(
        name: .customLong("allow-target"),
        help: """
            A host, *.suffix, address or range that may be scanned though it is not public or verified. Repeatable; also \
            VENTI_ALLOW_TARGETS, with commas.
            """
    )
    var allowed: [String] = []

    @Option(help: "How many scans run at once.")
    var concurrency: Int = 4

    @Option(name: .customLong("lease-seconds"), help: "How long a silent worker keeps its scans.")
    var leaseSeconds: Double = 30

    /// For workers too, which ask for scans by the clock.
    @Option(name: .customLong("waiting-scans"), help: "How many scans of one tenant may wait.")
    var waitingScans = PlatformSettings().waitingScansPerTenant

    @OptionGroup var scannerOptions: ScannerOptions

    func settings(_ environment: [String: String]) throws -> PlatformSettings {
        guard (1...1_000).contains(concurrency) else { throw ValidationError("--concurrency is from 1 to 1000") }
        guard leaseSeconds >= 0.5, leaseSeconds <= 3_600 else {
            throw ValidationError("--lease-seconds is from 0.5 to 3600")
        }
        guard (1...1_000_000).contains(waitingScans) else {
            throw ValidationError("--waiting-scans is from 1 to 1000000")
        }
        var settings = PlatformSettings()
        settings.waitingScansPerTenant = waitingScans
        settings.allowedHosts =
            Setting.list(("--allow-target", allowed), "VENTI_ALLOW_TARGETS", environment).values
        settings.workerConcurrency = concurrency
        settings.scansPerTenant = concurrency
        settings.lease = .milliseconds(Int(leaseSeconds * 1_000))
        settings.heartbeat = min(settings.heartbeat, settings.lease / 4)
        return settings
    }
}

/// The options of what is kept, and how long.
struct RetentionOptions: ParsableArguments {
    @Option(
        name: .customLong("keep-event-days"),
        help: "How many days the events of a scan stay once it is over; 0 for ever. Reports and findings always stay."
    )
    var eventDays = Retention().eventDays

    @Option(
        name: .customLong("keep-ended-days"),
        help: "How many days sessions, used tokens and links to reports stay once they are over."
    )
    var endedDays = Retention().endedDays

    func apply(to settings: inout PlatformSettings) throws {
        for (name, days) in [("keep-event-days", eventDays), ("keep-ended-days", endedDays)] {
            guard (0...36_500).contains(days) else { throw ValidationError("--\(name) is from 0 to 36500") }
        }
        settings.retention.eventDays = eventDays
        settings.retention.endedDays = endedDays
    }
}

/// The options of what a server keeps and shares.
struct KeepingOptions: ParsableArguments {
    @OptionGroup var retentionOptions: RetentionOptions

    @Option(
        name: .customLong("share-days"),
        help: "How many days a link to a report may be good; 0 shares no reports, and opens no link any more."
    )
    var shareDays = PlatformSettings().maximumShareDays

    func apply(to settings: inout PlatformSettings) throws {
        try retentionOptions.apply(to: &settings)
        guard (0...365).contains(shareDays) else { throw ValidationError("--share-days is from 0 to 365") }
        settings.maximumShareDays = shareDays
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
