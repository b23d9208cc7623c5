//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import GRDB
import VentiService

/// The records of all tenants in one transaction, and the queue.
struct PlatformTransaction: PlatformWriter {
    let db: Database

    func tenant(_ scope: TenantScope) -> any TenantWriter { TenantTransaction(db: db, scope: scope) }

    func listAll<Record: TenantRecord>(_ query: RecordQuery<Record>) throws -> [Record] {
        let (sql, arguments) = QuerySQL.select(query, nil)
        return try StoredRecord<Record>.fetchAll(db, sql: sql, arguments: arguments).map(\.record)
    }

    func jobCounts() throws -> [String: Int] {
        let rows = try Row.fetchAll(db, sql: "SELECT state, COUNT(*) AS jobs FROM job GROUP BY state")
        return Dictionary(rows.map { ($0["state"], $0["jobs"]) }) { first, _ in first }
    }

    func holds(_ lease: JobLease) throws -> Bool {
        let sql = "SELECT 1 FROM job WHERE id = ? AND leaseToken = ? AND state = 'running'"
        return try Int.fetchOne(db, sql: sql, arguments: [lease.job.rawValue, lease.token]) != nil
    }

    func renew(_ leases: [JobLease], until: Int64) throws -> [JobPulse] {
        try leases.compactMap { lease in
            try db.execute(
                sql: "UPDATE job SET leaseExpiresAt = ? WHERE id = ? AND leaseToken = ? AND state = 'running'",
                arguments: [until, lease.job.rawValue, lease.token]
            )
            guard db.changesCount > 0 else { return nil }
            let sql = """
                SELECT cancelRequestedAt IS NOT NULL AS isCancelled,
                    (stoppedAt IS NOT NULL OR \(Self.isStopped("j"))) AS isStopped
                FROM job j WHERE j.id = ?
                """
            guard let row = try Row.fetchOne(db, sql: sql, arguments: [lease.job.rawValue]) else { return nil }
            return JobPulse(lease: lease, isCancelled: row["isCancelled"], isStopped: row["isStopped"])
        }
    }

    func finish(_ lease: JobLease, _ ending: JobEnding, at now: Int64) throws -> JobEnding? {
        guard try holds(lease) else { return nil }
        guard var job = try listAll(RecordQuery<Job>([.equals("id", .text(lease.job.rawValue))])).first else {
            return nil
        }
        // What was asked for while the worker had other reasons to end is not lost with it.
        let ending = job.isToEnd && ending != .done ? .cancelled : ending
        let date = Date(milliseconds: now)
        job.leaseOwner = nil
        job.leaseExpiresAt = nil
        switch ending {
        case .done:
            job.state = .done
            job.finishedAt = date
        case .cancelled:
            job.state = .cancelled
            job.finishedAt = date
        case .retry(let at, let message):
            job.state = .ready
            job.runAt = at
            job.failures.append(Job.Failure(attempt: job.attempt, message: message, at: date))
        case .dead(let message):
            job.state = .dead
            job.finishedAt = date
            job.failures.append(Job.Failure(attempt: job.attempt, message: message, at: date))
        case .handedBack:
            job.state = .ready
            job.runAt = now
            job.attempt -= 1
        }
        try tenant(of: job).update(job)
        return ending
    }

    func tenant(of job: Job) -> TenantTransaction { TenantTransaction(db: db, scope: job.scope) }

    /// An SQL expression: whether an emergency stop stands against a job.
    static func isStopped(_ job: String) -> String {
        """
        EXISTS (SELECT 1 FROM emergencyStop s WHERE s.releasedAt IS NULL AND (s.reach = 'global' OR (s.tenant = \(job).tenant
        AND (s.reach = 'tenant' OR (s.reach = 'target' AND s.target = \(job).target)))))
        """
    }
}
