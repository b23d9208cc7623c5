//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import VentiKit

/// The scans of this server: what waits, what runs, and what came of them.
actor ScanBoard {
    private struct Entry {
        var status: ScanStatus
        var report: ScanReport?
        let cancel: AsyncStream<Never>.Continuation
    }

    /// The scans to run, in the order in which they were asked for.
    nonisolated let queue: AsyncStream<ScanJob>
    private let jobs: AsyncStream<ScanJob>.Continuation
    private let maximumWaiting: Int
    private var entries: [UUID: Entry] = [:]

    init(maximumWaiting: Int) {
        self.maximumWaiting = maximumWaiting
        (queue, jobs) = AsyncStream.makeStream(bufferingPolicy: .bufferingOldest(maximumWaiting))
    }

    /// Takes a scan in, or gives back `nil` where too many wait.
    func add(_ request: ScanRequest) -> ScanStatus? {
        guard entries.values.count(where: { $0.status.state == .waiting }) < maximumWaiting else { return nil }
        let (cancellation, cancel) = AsyncStream.makeStream(of: Never.self)
        let job = ScanJob(id: UUID(), request: request, cancellation: cancellation)
        guard case .enqueued = jobs.yield(job) else { return nil }
        let status = ScanStatus(id: job.id)
        entries[job.id] = Entry(status: status, cancel: cancel)
        return status
    }

    func status(of id: UUID) -> ScanStatus? { entries[id]?.status }

    func report(of id: UUID) -> ScanReport? { entries[id]?.report }

    /// Asks a scan to stop. It still ends with the report of what it has found.
    func cancel(_ id: UUID) -> ScanStatus? {
        entries[id]?.cancel.finish()
        return entries[id]?.status
    }

    func begin(_ id: UUID) { entries[id]?.status.state = .running }

    func note(_ event: ScanEvent, for id: UUID) {
        switch event {
        case .progress(let progress):
            entries[id]?.status.progress = progress.fraction
            entries[id]?.status.activity = progress.activity
        case .finding(let finding):
            entries[id]?.status.findings.append(
                ScanStatus.Item(
                    severity: finding.severity.rawValue,
                    check: finding.checkID.shortName,
                    operation: finding.location.operationName,
                    summary: finding.summary
                )
            )
        case .finished(let report):
            entries[id]?.report = report
            entries[id]?.status.progress = 1
            entries[id]?.status.message = report.outcomeDetail
            entries[id]?.status.state =
                switch report.outcome {
                case .cancelled: .cancelled
                case .failed: .failed
                default: .finished
                }
        default: break
        }
    }

    /// The scan is over, whether it reported or not.
    func end(_ id: UUID, _ error: (any Error)?) {
        guard let status = entries[id]?.status, !status.hasEnded else { return }
        entries[id]?.status.state = error is CancellationError ? .cancelled : .failed
        entries[id]?.status.message = (error as? ScanError)?.message ?? error.map { "\(type(of: $0))" }
    }
}
