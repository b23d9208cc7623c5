//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

public import Foundation
public import Logging

/// The platform: everything that can be done with it, without HTTP.
///
/// A server's routes, its pages and its command line all call this. Each method takes the ``Principal`` in whose name it
/// acts, and decides by the ``PolicyTable`` whether it may.
public struct Platform: Sendable {
    /// What a platform is made of.
    public struct Parts: Sendable {
        /// Where everything is kept.
        public var store: any PlatformStore
        /// What credentials are sealed with.
        public var keys: PlatformKeys
        /// Where the keys of access tokens come from; asked again from time to time, so that they can be rotated.
        public var signingKeys: @Sendable () throws -> SigningKeys
        /// What whoever runs the platform decides.
        public var settings = PlatformSettings()
        /// What scans, and where.
        public var scanners = ScannerCatalog()
        /// How names become addresses.
        public var resolver: any HostResolver = SystemResolver()
        /// Where the platform writes what it does.
        public var logger = Logger(label: "venti.platform", factory: { _ in SwiftLogNoOpLogHandler() })
        /// The clock.
        public var now: @Sendable () -> Date = { Date() }

        /// The parts without which there is no platform.
        public init(
            store: any PlatformStore,
            keys: PlatformKeys,
            signingKeys: @escaping @Sendable () throws -> SigningKeys
        ) {
            self.store = store
            self.keys = keys
            self.signingKeys = signingKeys
        }
    }

    let core: PlatformCore

    /// A platform made of its parts.
    public init(_ parts: Parts) { core = PlatformCore(parts) }

    /// Who somebody is: signing in, sessions, members, API keys.
    public var identity: IdentityService { IdentityService(core: core) }
    /// Projects.
    public var projects: ProjectService { ProjectService(core: core) }
    /// Targets, their credentials and their verification.
    public var targets: TargetService { TargetService(core: core) }
    /// Descriptions of APIs.
    public var documents: DocumentService { DocumentService(core: core) }
    /// Scans and their events.
    public var scans: ScanService { ScanService(core: core) }
    /// Scans that are asked for by the clock.
    public var schedules: ScheduleService { ScheduleService(core: core) }
    /// Asks for the scans of schedules when they are due.
    public var scheduler: Scheduler { Scheduler(core: core) }
    /// Reports of other tools.
    public var imports: ImportService { ImportService(core: core) }
    /// What scans have found.
    public var findings: FindingService { FindingService(core: core) }
    /// Reports in all formats, and what differs between two scans.
    public var reports: ReportService { ReportService(core: core) }
    /// Links to reports for people without an account.
    public var shares: ShareService { ShareService(core: core) }
    /// Emergency stops.
    public var stops: StopService { StopService(core: core) }
    /// What was done by whom.
    public var audit: AuditService { AuditService(core: core) }
    /// The queue, for who runs the platform.
    public var queue: QueueService { QueueService(core: core) }
    /// Removes what nobody needs any more.
    public var upkeep: Upkeep { Upkeep(core: core) }
    /// What whoever runs the platform has decided.
    public var settings: PlatformSettings { core.settings }

    /// Copies the store to a file while everything goes on, with what tells later whether keys fit it.
    /// - Parameter path: Where the copy goes; it must not exist.
    public func backup(to path: String) async throws {
        let record = try KeyRecord(core.keys, core.signing.keys(), at: core.now())
        try await core.store.write(.platform) { writer in
            try writer.delete(RecordQuery<KeyRecord>())
            try writer.insert(record)
        }
        try await core.store.backup(to: path)
    }

    /// A worker that runs scans until its task is cancelled.
    /// - Parameter name: What the worker is called in the queue.
    public func worker(named name: String) -> ScanWorker { ScanWorker(core: core, name: name) }

    /// Passes where the store answers.
    public func checkStore() async throws {
        // As little as can be asked: anybody may make the server ask it.
        _ = try await core.store.readPlatform { try $0.listAll(RecordQuery<Tenant>(limit: 1)) }
    }
}

extension Platform {
    /// How many jobs there are in each state, for metrics.
    package func queueCounts() async throws -> [String: Int] { try await queue.counts() }

    /// How many emergency stops of each reach are engaged, for metrics.
    package func engagedStopCounts() async throws -> [EmergencyStop.Reach: Int] {
        let stops = try await core.store.readPlatform {
            try $0.listAll(RecordQuery<EmergencyStop>([.isNull("releasedAt")]))
        }
        return Dictionary(grouping: stops, by: \.reach).mapValues(\.count)
    }
}
