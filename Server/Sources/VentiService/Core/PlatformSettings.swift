//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

public import Foundation

/// What whoever runs the platform decides.
public struct PlatformSettings: Sendable {
    /// Hosts and addresses that may be scanned and fetched from though they are not public, such as `127.0.0.1`,
    /// `10.0.0.0/8` or `staging.internal`. What is on it needs no verification. Defaults to nothing.
    public var allowedHosts: [String] = []
    /// What no scan may exceed.
    public var maximumBudget = ScanBudget(requests: 50_000, seconds: 3_600, requestsPerSecond: 200)
    /// How many scans a worker runs at once. Defaults to 4.
    public var workerConcurrency = 4
    /// How many scans of one tenant run at once. Defaults to 4.
    public var scansPerTenant = 4
    /// How many scans of one tenant may wait. Defaults to 200.
    public var waitingScansPerTenant = 200
    /// How many schedules a tenant may have. Defaults to 100.
    public var schedulesPerTenant = 100
    /// How many minutes two times of one schedule have to be apart. Defaults to 5.
    public var minimumScheduleMinutes = 5
    /// How often somebody looks for schedules that are due. Defaults to 2 seconds.
    public var scheduleInterval: Duration = .seconds(2)
    /// How long a worker may be silent before others take its jobs. Defaults to 30 seconds.
    public var lease: Duration = .seconds(30)
    /// How often a worker is heard of and looks for stops. Defaults to half a second.
    public var heartbeat: Duration = .milliseconds(500)
    /// How often a worker looks for work that nobody told it about. Defaults to 1 second.
    public var pollInterval: Duration = .seconds(1)
    /// How many bytes a document may have. Defaults to 10 MB.
    public var maximumDocumentBytes = 10_000_000
    /// How many bytes a report of another tool may have. Defaults to 20 MB.
    public var maximumImportBytes = 20_000_000
    /// How many findings such a report may have. Defaults to 10,000.
    public var maximumImportFindings = 10_000
    /// How many days a link to a report may be good. Defaults to 30; 0 shares no reports, and opens no link any more.
    public var maximumShareDays = 30
    /// How long things are kept that nobody needs for ever.
    public var retention = Retention()
    /// The logarithm of scrypt's rounds. Only tests lower it.
    public var passwordCostLogarithm = 15
    /// How long a browser's session lasts without use, and in any case.
    public var browserSession: (idle: TimeInterval, absolute: TimeInterval) = (30 * 60, 12 * 60 * 60)
    /// How long a chain of refresh tokens lasts without use, and in any case.
    public var tokenSession: (idle: TimeInterval, absolute: TimeInterval) = (14 * 86_400, 90 * 86_400)

    /// The defaults.
    public init() {}
}
