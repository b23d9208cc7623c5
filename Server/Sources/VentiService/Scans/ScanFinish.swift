//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import Logging
import VentiKit

/// Writes the end of an attempt in one transaction, in which the worker still holds the job.
struct ScanFinish: Sendable {
    let core: PlatformCore
    let run: ActiveRun
    /// Whether the attempt was made in a container or a Job, which may be lost by itself.
    var ranElsewhere = false

    /// How often a scan is begun at most where its container or its Job is lost.
    private static let attemptsElsewhere = 3

    /// Writes what came of the attempt.
    /// - Parameters:
    ///   - report: What the scan has reported, complete or not.
    ///   - failure: Why it ended early.
    func write(_ report: ScanReport?, _ failure: (any Error)?) async throws {
        if run.reason == .lost {
            core.logger.warning(
                "a scan is thrown away: another worker has it",
                metadata: ["scan": "\(run.job.subject)"]
            )
            return
        }
        let ending = ending(report, failure)
        let prepared = try await prepared(report)
        let (lease, now, milliseconds, core) = (run.lease, core.now(), core.milliseconds, core)
        let scope = TenantScope(tenant: run.job.tenant)
        let (subject, reason) = (run.job.subject, run.reason)
        let isWritten = try await core.store.writePlatform { platform in
            guard let ending = try platform.finish(lease, ending, at: milliseconds) else { return false }
            let writer = platform.tenant(scope)
            guard var scan = try writer.find(Scan.self, subject) else { return true }
            switch ending {
            case .retry(_, let message):
                scan.state = .queued
                scan.detail = message
                try writer.update(scan)
                try writer.append("state", ScanEventData.state(.queued, attempt: scan.attempt), to: scan, at: now)
            case .handedBack:
                scan.state = .queued
                try writer.update(scan)
                try writer.append("state", ScanEventData.state(.queued, attempt: scan.attempt), to: scan, at: now)
            case .dead(let message):
                if let prepared { try writer.store(prepared, of: &scan, at: now) }
                try writer.end(&scan, .failed, message, at: now)
            case .cancelled:
                if let prepared { try writer.store(prepared, of: &scan, at: now) }
                let isStopped = try reason == .stopped || writer.find(Job.self, lease.job)?.stoppedAt != nil
                try writer.end(&scan, isStopped ? .stopped : .cancelled, report?.outcomeDetail, at: now)
            case .done:
                if let prepared { try writer.store(prepared, of: &scan, at: now) }
                try writer.end(&scan, .completed, report?.outcomeDetail, at: now)
            }
            let note = core.note("worker", "scan.\(scan.state.rawValue)", "\(scan.findings.total) findings")
            if scan.state.isFinal { try writer.audit(note, subject.rawValue) }
            return true
        }
        if !isWritten {
            core.logger.warning("a scan is thrown away: its lease is over", metadata: ["scan": "\(run.job.subject)"])
        }
    }

    /// What takes long, done before the transaction.
    private func prepared(_ report: ScanReport?) async throws -> PreparedReport? {
        guard let report, let target = run.job.target else { return nil }
        return try await core.prepared(report, of: target, in: TenantScope(tenant: run.job.tenant))
    }

    private func ending(_ report: ScanReport?, _ failure: (any Error)?) -> JobEnding {
        switch run.reason {
        case .cancelled, .stopped: return .cancelled
        // What is complete is not done again.
        case .draining where report?.outcome != .completed: return .handedBack
        case .draining, .lost, nil: break
        }
        // A worker whose task is cancelled without a word is ending, too.
        if failure is CancellationError || (Task.isCancelled && (report?.outcome ?? .cancelled) == .cancelled) {
            return .handedBack
        }
        if let failure {
            let message = Self.message(failure)
            guard Self.isTemporary(failure), run.job.attempt < run.job.maximumAttempts else {
                return .dead(message: message)
            }
            return retry(message)
        }
        guard let report else { return .dead(message: "The scan ended without a report.") }
        guard report.outcome == .failed else { return .done }
        let message = report.outcomeDetail ?? "The scan failed."
        // A container that was killed says no more than one whose target went away: a few attempts, then what was found stays.
        return ranElsewhere && run.job.attempt < Self.attemptsElsewhere ? retry(message) : .dead(message: message)
    }

    /// Later again, the later the more often it was tried.
    private func retry(_ message: String) -> JobEnding {
        let most = min(Job.longestWait, 2_000 * (1 << min(run.job.attempt, 10)))
        return .retry(at: core.milliseconds + Int64.random(in: 1_000...most), message: message)
    }

    /// Whether trying again may help: a place that was lost or a store that was away, but never a wrong document.
    private static func isTemporary(_ failure: any Error) -> Bool {
        switch failure {
        case let error as ScanError: error.code == .executionFailed
        case is ServiceError, is TargetURLError: false
        default: true
        }
    }

    private static func message(_ failure: any Error) -> String {
        switch failure {
        case let error as ScanError: error.message
        case let error as ServiceError: error.message
        default: "\(type(of: failure))"
        }
    }
}
