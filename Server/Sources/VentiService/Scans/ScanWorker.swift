//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import Logging
import Synchronization
import VentiKit

/// Takes scans from the queue and runs them, so many at once, until its task is cancelled.
///
/// What it runs then is handed back, and goes on with another worker. Where it is killed instead, others take its scans as
/// soon as its lease is over. A scan may then be begun twice, but its results are never written twice.
public struct ScanWorker: Sendable {
    let core: PlatformCore
    let name: String
    private let active = ActiveRuns()
    private let silent = SilentLeases()

    static let queueTopic = "queue"
    static let controlTopic = "control"

    init(core: PlatformCore, name: String) {
        self.core = core
        self.name = name
    }

    /// Runs scans until the task is cancelled.
    public func run() async {
        await withDiscardingTaskGroup { group in
            group.addTask { await self.watch() }
            while !Task.isCancelled {
                let count = core.signal.count(Self.queueTopic)
                let free = core.settings.workerConcurrency - active.count
                if free > 0 {
                    for job in await claim(free) {
                        let run = ActiveRun(job)
                        active.add(run)
                        group.addTask {
                            await ScanRun(core: core, run: run).runTraced()
                            active.remove(run)
                            core.signal.notify(Self.queueTopic)
                        }
                    }
                }
                try? await core.signal.wait(for: Self.queueTopic, since: count, atMost: core.settings.pollInterval)
            }
            active.endAll(.draining)
            group.cancelAll()
        }
    }

    private func claim(_ free: Int) async -> [Job] {
        let now = core.milliseconds
        let claim = JobClaim(
            owner: name,
            limit: free,
            maximumPerTenant: core.settings.scansPerTenant,
            now: now,
            leaseUntil: now + core.settings.lease.milliseconds
        )
        core.lookAtClock()
        let (logger, silent, lease, patience) = (core.logger, silent, core.settings.lease, core.settings.heartbeat * 4)
        do {
            return try await core.store.writePlatform { platform in
                let lost = try silent.look { isSilent in
                    try platform.reclaimExpired(at: now) { job in
                        // One that ends far away was written before the clock went back: its holder has a whole lease.
                        isSilent(job, (job.leaseExpiresAt ?? 0) > now ? lease : patience)
                    }
                }
                for job in lost {
                    try platform.tenant(TenantScope(tenant: job.tenant)).giveBack(job, at: Date(milliseconds: now))
                    logger.warning(
                        "a scan without a worker is given back or ended",
                        metadata: ["job": "\(job.id)", "state": "\(job.state.rawValue)"]
                    )
                }
                return try platform.claim(claim)
            }
        } catch {
            logger.error("no jobs could be claimed", metadata: ["error": "\(error)"])
            return []
        }
    }

    /// Says that the worker lives, and ends what was cancelled, stopped or lost.
    private func watch() async {
        while !Task.isCancelled {
            let count = core.signal.count(Self.controlTopic)
            await beat()
            try? await core.signal.wait(for: Self.controlTopic, since: count, atMost: core.settings.heartbeat)
        }
    }

    private func beat() async {
        let runs = active.all
        guard !runs.isEmpty else { return }
        let until = core.milliseconds + core.settings.lease.milliseconds
        let leases = runs.map(\.lease)
        do {
            let pulses = try await core.store.writePlatform { try $0.renew(leases, until: until) }
            active.heard(at: .now)
            let found = Dictionary(pulses.map { ($0.lease, $0) }) { first, _ in first }
            for run in runs {
                guard let pulse = found[run.lease] else {
                    // Over in the meantime, or taken by somebody else: writing decides which.
                    if active.contains(run) { run.end(.lost) }
                    continue
                }
                if pulse.isStopped { run.end(.stopped) } else if pulse.isCancelled { run.end(.cancelled) }
            }
        } catch {
            // Nobody hears of this worker: before its leases are over it must have stopped sending.
            if active.silence > core.settings.lease * 5 / 6 { active.endAll(.lost) }
        }
    }
}

/// Leases that seem to be over. A clock that is put forward ends all of them at once, as does a machine that has slept: so
/// whoever holds one has a few heartbeats more to be heard of.
private final class SilentLeases: Sendable {
    private let state = Mutex<[JobLease: ContinuousClock.Instant]>([:])

    /// Looks at all leases that seem to be over.
    /// - Parameter body: Gets what says whether a job's holder was silent for so long.
    func look<Result>(_ body: ((Job, Duration) -> Bool) throws -> Result) rethrows -> Result {
        let known = state.withLock { $0 }
        var seen: [JobLease: ContinuousClock.Instant] = [:]
        let now = ContinuousClock.now
        defer { state.withLock { $0 = seen } }
        return try body { job, patience in
            let lease = JobLease(job: job.id, token: job.leaseToken)
            let since = known[lease] ?? now
            seen[lease] = since
            return now - since >= patience
        }
    }
}

/// The scans that a worker runs right now.
private final class ActiveRuns: Sendable {
    private let state = Mutex((runs: [RecordID: ActiveRun](), heard: ContinuousClock.now))

    var all: [ActiveRun] { state.withLock { Array($0.runs.values) } }
    var count: Int { state.withLock { $0.runs.count } }
    var silence: Duration { state.withLock { .now - $0.heard } }

    func heard(at time: ContinuousClock.Instant) { state.withLock { $0.heard = time } }
    func contains(_ run: ActiveRun) -> Bool { state.withLock { $0.runs[run.job.id] === run } }

    func add(_ run: ActiveRun) {
        state.withLock { state in
            if state.runs.isEmpty { state.heard = .now }
            state.runs[run.job.id] = run
        }
    }

    func remove(_ run: ActiveRun) {
        state.withLock { state in
            if state.runs[run.job.id] === run { state.runs[run.job.id] = nil }
        }
    }

    func endAll(_ reason: ActiveRun.Reason) {
        for run in all { run.end(reason) }
    }
}

extension Duration {
    /// Whole milliseconds.
    var milliseconds: Int64 { components.seconds * 1_000 + components.attoseconds / 1_000_000_000_000_000 }
}

extension TenantWriter {
    /// A scan's worker is gone: it waits again, or it has failed too often.
    func giveBack(_ job: Job, at now: Date) throws {
        guard var scan = try find(Scan.self, job.subject), !scan.state.isFinal else { return }
        switch job.state {
        case .dead:
            try end(&scan, .failed, "the worker was lost \(job.attempt) times", at: now)
        case .cancelled:
            let isStopped = job.stoppedAt != nil
            let words = isStopped ? "ended by an emergency stop" : "cancelled"
            try end(&scan, isStopped ? .stopped : .cancelled, "\(words) while no worker had it", at: now)
        default:
            scan.state = .queued
            try update(scan)
            try append("state", ScanEventData.state(.queued, attempt: job.attempt), to: scan, at: now)
        }
    }
}
