//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import Logging
import VentiKit

/// Asks for the scans of schedules when they are due.
///
/// As many processes as like may do so over one store: the time that a schedule is due at, and the scan that comes of it,
/// change in one transaction. So each time is one scan, whoever is killed when.
public struct Scheduler: Sendable {
    let core: PlatformCore

    /// How late a scan may be asked for and still count as in time.
    static let grace: TimeInterval = 5 * 60
    /// How many schedules one look takes on.
    private static let batch = 50

    /// What becomes of a time that is due.
    fileprivate enum Verdict: Sendable {
        /// This scan is asked for.
        case scan(Scan)
        case skipped(String)
        case refused(String)
        /// The schedule waits for somebody.
        case paused(String)
    }

    /// Asks for scans until the task is cancelled.
    public func run() async {
        while !Task.isCancelled {
            await tick()
            try? await Task.sleep(for: core.settings.scheduleInterval)
        }
    }

    /// Asks for the scans that are due now.
    func tick() async {
        core.lookAtClock()
        if core.watch.mayHaveGoneBack { await planAnew() }
        let query = RecordQuery<Schedule>(
            [.isBefore("nextRunAt", .integer(core.milliseconds + 1))],
            order: ["nextRunAt", "id"],
            ascending: true,
            limit: Self.batch
        )
        do {
            for schedule in try await core.store.readPlatform({ try $0.listAll(query) }) {
                do {
                    try await fire(schedule)
                } catch {
                    // Whatever is wrong with one is no matter of the others.
                    core.logger.warning(
                        "a scheduled scan has to wait",
                        metadata: ["schedule": "\(schedule.id)", "error": "\(error)"]
                    )
                }
            }
        } catch {
            core.logger.error("schedules could not be read", metadata: ["error": "\(error)"])
        }
    }

    /// Has schedules not wait for times that the clock has shown before it went back. What was asked for already is not again.
    private func planAnew() async {
        let now = core.now()
        let waiting = RecordQuery<Schedule>([.isAfter("nextRunAt", .integer(now.milliseconds))])
        do {
            for schedule in try await core.store.readPlatform({ try $0.listAll(waiting) }) {
                guard let planned = schedule.nextRunAt, let next = try? schedule.nextTime(after: now), next < planned
                else {
                    continue
                }
                try await core.store.write(TenantScope(tenant: schedule.tenant)) { writer in
                    // Changed in between, it was planned by what the clock shows now.
                    guard var current = try writer.find(Schedule.self, schedule.id), current.version == schedule.version
                    else { return }
                    current.nextRunAt = next
                    try writer.update(current)
                }
            }
            core.watch.settle()
        } catch {
            core.logger.error("schedules could not be planned", metadata: ["error": "\(error)"])
        }
    }

    /// Does what a schedule is due for.
    func fire(_ schedule: Schedule) async throws {
        let now = core.now()
        guard let due = schedule.nextRun else { return }
        let late = now.timeIntervalSince(due)
        let verdict: Verdict
        var next: Int64?
        do {
            next = try ScheduleInput.next(of: schedule.clock(), after: max(now, due)).milliseconds
            if schedule.missed == .skip, late > Self.grace {
                verdict = .skipped("No server was there to ask for it.")
            } else {
                verdict = try await judge(schedule, isLate: late > Self.grace)
            }
        } catch let error as ServiceError where error.code == .validation {
            // Its expression or its clock means nothing any more.
            verdict = .paused(error.message)
        }
        if try await write(verdict, of: schedule, due, next, at: now) { core.signal.notify(ScanWorker.queueTopic) }
    }

    /// What stands against a scan before it is asked for.
    /// - Throws: ``ServiceError`` where it is worth to try again soon.
    private func judge(_ schedule: Schedule, isLate: Bool) async throws -> Verdict {
        do {
            guard try await isAnswerable(schedule) else {
                return .paused(
                    "\(schedule.responsible.name) may not start \(schedule.profile.rawValue) scans any more: somebody who "
                        + "may has to resume it."
                )
            }
            var scan = try await ScanService(core: core).prepared(
                schedule.scan,
                in: TenantScope(tenant: schedule.tenant),
                by: schedule.responsible.name
            )
            scan.schedule = schedule.id
            scan.scheduledFor = schedule.nextRun
            return .scan(scan)
        } catch let error as ServiceError {
            if !isLate, error.code == .unavailable || error.code == .overloaded { throw error }
            return .refused(error.message)
        } catch let error as TargetURLError {
            return .refused(error.message)
        }
    }

    /// Whether whoever answers for a schedule may still start its scans.
    private func isAnswerable(_ schedule: Schedule) async throws -> Bool {
        let (who, now) = (schedule.responsible, core.now())
        let permission = schedule.profile.permission
        let roles: [Role] = try await core.store.read(TenantScope(tenant: schedule.tenant)) { reader in
            switch who.kind {
            case .user:
                guard let member = try reader.find(Member.self, who.id), member.disabledAt == nil else { return [] }
                return member.roles
            case .apiKey:
                guard let key = try reader.find(APIKey.self, who.id), key.isGood(at: now) else { return [] }
                return [key.role]
            case .platform: return [.owner]
            }
        }
        return roles.contains { PolicyTable.permissions(of: $0).contains(permission) }
    }

    /// Writes what became of a time, unless somebody else has done so or has changed the schedule.
    /// - Returns: Whether a scan waits now.
    private func write(
        _ verdict: Verdict,
        of seen: Schedule,
        _ due: Date,
        _ next: Int64?,
        at now: Date
    ) async throws -> Bool {
        let note = core.note("schedule:\(seen.name)", "schedule.run")
        let asked = core.note("schedule:\(seen.name)", "scan.create", "\(seen.profile.rawValue) \(seen.target)")
        let waiting = core.settings.waitingScansPerTenant
        return try await core.store.writePlatform { platform in
            let scope = TenantScope(tenant: seen.tenant)
            let writer = platform.tenant(scope)
            guard var schedule = try writer.find(Schedule.self, seen.id), schedule.version == seen.version,
                schedule.nextRunAt == seen.nextRunAt
            else { return false }
            var verdict = verdict
            if case .scan(let scan) = verdict {
                do {
                    if try writer.hasActiveScan(of: schedule) {
                        verdict = .skipped("The scan before it is not over.")
                    } else {
                        let job = Job(scan: scan, .scheduled, at: now)
                        try platform.enqueue(scan, as: job, waiting: waiting, asked)
                    }
                } catch let error as ServiceError {
                    verdict = .refused(error.message)
                }
            }
            schedule.lastRunAt = due
            schedule.nextRunAt = next
            schedule.take(verdict)
            try writer.update(schedule)
            var written = note
            written.detail = schedule.lastDetail.map { "\(schedule.lastOutcome?.rawValue ?? ""): \($0)" } ?? "started"
            if schedule.lastOutcome == .refused { written.outcome = .refused }
            try writer.audit(written, schedule.id.rawValue)
            return schedule.lastOutcome == .started
        }
    }
}

extension Schedule {
    /// What came of a time.
    fileprivate mutating func take(_ verdict: Scheduler.Verdict) {
        switch verdict {
        case .scan(let scan):
            lastScan = scan.id
            (lastOutcome, lastDetail) = (.started, nil)
        case .skipped(let reason): (lastOutcome, lastDetail) = (.skipped, reason)
        case .refused(let reason): (lastOutcome, lastDetail) = (.refused, reason)
        case .paused(let reason):
            (lastOutcome, lastDetail) = (.refused, reason)
            pausedBecause = reason
            nextRunAt = nil
        }
    }
}

extension TenantReader {
    /// Whether a scan of a schedule waits or runs.
    fileprivate func hasActiveScan(of schedule: Schedule) throws -> Bool {
        let active = [RecordValue.text(Scan.State.queued.rawValue), .text(Scan.State.running.rawValue)]
        return try count(RecordQuery<Scan>([.id("schedule", schedule.id), .isIn("state", active)])) > 0
    }
}
