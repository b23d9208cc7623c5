//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation

/// The queue, for who runs the platform.
public struct QueueService: Sendable {
    let core: PlatformCore

    /// How many jobs there are in each state.
    public func counts(as principal: Principal) async throws -> [String: Int] {
        try principal.require(.manageQueue)
        return try await counts()
    }

    /// The jobs that have failed for good, newest first.
    public func dead(as principal: Principal, page: PageRequest = PageRequest()) async throws -> Page<Job> {
        try principal.require(.manageQueue)
        return try await core.page(
            page,
            of: RecordQuery([.text("state", Job.State.dead.rawValue)]),
            in: principal.scope
        )
    }

    /// Gives a dead job, and its scan, another chance.
    public func redrive(_ id: RecordID, as principal: Principal) async throws -> Job {
        try principal.require(.manageQueue)
        let note = core.note(principal, "job.redrive")
        let (now, milliseconds) = (core.now(), core.milliseconds)
        let job = try await core.store.writePlatform { platform in
            let writer = platform.tenant(principal.scope)
            guard var job = try writer.find(Job.self, id) else { throw ServiceError.notFound("job") }
            guard job.state == .dead, var scan = try writer.find(Scan.self, job.subject) else {
                throw ServiceError(.conflict, "The job is not dead.")
            }
            guard try writer.find(ScanReportRecord.self, scan.id) == nil else {
                throw ServiceError(.conflict, "The scan has a report already; start another one.")
            }
            try platform.requireNoStop(principal.scope, target: scan.target)
            job.state = .ready
            job.attempt = 0
            job.cancelRequestedAt = nil
            job.stoppedAt = nil
            job.runAt = milliseconds
            job.finishedAt = nil
            scan.state = .queued
            scan.finishedAt = nil
            scan.detail = nil
            try writer.update(job)
            try writer.update(scan)
            try writer.append("state", ScanEventData.state(.queued, attempt: 0), to: scan, at: now)
            try writer.audit(note, id.rawValue)
            return job
        }
        core.signal.notify(ScanWorker.queueTopic)
        return job
    }

    /// How many jobs there are in each state, for metrics.
    package func counts() async throws -> [String: Int] { try await core.store.readPlatform { try $0.jobCounts() } }
}
