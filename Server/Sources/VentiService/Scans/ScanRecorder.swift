//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import Logging
import VentiKit

/// Writes what a scan reports, as long as the worker holds its job.
actor ScanRecorder {
    private let core: PlatformCore
    private let run: ActiveRun
    private let scope: TenantScope
    private let scan: RecordID
    private var progress = Scan.Progress()
    private var counts = Scan.Counts()
    /// When progress is written again.
    private var nextProgress: ContinuousClock.Instant?
    /// The report, once the scan has one.
    private(set) var report: ScanReport?

    private static let interval: Duration = .milliseconds(300)

    init(_ core: PlatformCore, _ run: ActiveRun) {
        self.core = core
        self.run = run
        scope = TenantScope(tenant: run.job.tenant)
        scan = run.job.subject
    }

    /// Takes an event. The scan waits until it is written.
    func take(_ event: ScanEvent) async {
        switch event {
        case .started(let started):
            progress.maximumRequests = started.maximumRequests
            await write([("log", ScanEventData.log("info", "\(started.checks) checks on \(started.api.title)"))])
        case .phase(let phase):
            progress.phase = phase.name.rawValue
            await write([("phase", ScanEventData.phase(phase))])
        case .identity(let outcome):
            await write([("identity", ScanEventData.identity(outcome))])
        case .progress(let now):
            progress.fraction = now.fraction
            progress.requestsSent = now.requestsSent
            progress.maximumRequests = now.maximumRequests
            progress.activity = now.activity
            if let nextProgress, .now < nextProgress { return }
            let began = ContinuousClock.now
            await write([("progress", ScanEventData.progress(progress, findings: counts.total))])
            // Where many scans write, and each write takes its time, progress takes a tenth of a scan's at most.
            let ended = ContinuousClock.now
            nextProgress = ended + max(Self.interval, (ended - began) * 9)
        case .finding(let finding):
            counts.add(finding.severity)
            await write([("finding", ScanEventData.finding(finding))])
        case .diagnostic(let diagnostic):
            await write([("log", ScanEventData.log(diagnostic.level.rawValue, diagnostic.message))])
        case .finished(let report):
            self.report = report
        @unknown default:
            break
        }
    }

    private func write(_ events: [(kind: String, data: String)]) async {
        let (scope, scan, lease, progress, counts, now) = (scope, scan, run.lease, progress, counts, core.now())
        do {
            let isHeld = try await core.store.writePlatform { platform in
                guard try platform.holds(lease) else { return false }
                let writer = platform.tenant(scope)
                guard var record = try writer.find(Scan.self, scan) else { return false }
                record.progress = progress
                record.findings = counts
                try writer.update(record)
                for event in events { try writer.append(event.kind, event.data, to: record, at: now) }
                return true
            }
            if !isHeld { run.end(.lost) }
            core.signal.notify(ScanService.topic(scan))
        } catch {
            // The lease decides: where the store stays away, it runs out and somebody else scans again.
            core.logger.warning("an event was not written", metadata: ["error": "\(error)"])
        }
    }
}
