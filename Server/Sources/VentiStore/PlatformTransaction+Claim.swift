//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import GRDB
import VentiService

extension PlatformTransaction {
    func claim(_ claim: JobClaim) throws -> [Job] {
        let running = try runningByTenant()
        var chosen: [String] = []
        var taken: [String: Int] = [:]
        for (id, tenant) in try candidates(claim) {
            guard chosen.count < claim.limit else { break }
            guard (running[tenant] ?? 0) + (taken[tenant] ?? 0) < claim.maximumPerTenant else { continue }
            taken[tenant, default: 0] += 1
            chosen.append(id)
        }
        return try chosen.compactMap { id in
            try db.execute(
                sql: """
                    UPDATE job SET state = 'running', attempt = attempt + 1, leaseOwner = ?, leaseToken = leaseToken + 1,
                    leaseExpiresAt = ? WHERE id = ? AND state = 'ready'
                    """,
                arguments: [claim.owner, claim.leaseUntil, id]
            )
            return try listAll(RecordQuery<Job>([.equals("id", .text(id))])).first
        }
    }

    func reclaimExpired(at now: Int64, where isSilent: (Job) -> Bool) throws -> [Job] {
        // Each part by the index of its state.
        let sql = """
            SELECT * FROM job WHERE state = 'running' AND leaseExpiresAt < ?
            UNION ALL SELECT * FROM job WHERE state = 'running' AND leaseExpiresAt > ?
            UNION ALL SELECT * FROM job WHERE state = 'ready'
                AND (cancelRequestedAt IS NOT NULL OR stoppedAt IS NOT NULL)
            """
        let found = try StoredRecord<Job>.fetchAll(db, sql: sql, arguments: [now, now + Job.longestLease]).map(\.record)
        return try found.filter { $0.state != .running || isSilent($0) }.map { found in
            var job = found
            let date = Date(milliseconds: now)
            if job.state == .running {
                job.failures.append(Job.Failure(attempt: job.attempt, message: "the worker was lost", at: date))
            }
            if job.isToEnd {
                job.state = .cancelled
            } else {
                job.state = job.attempt >= job.maximumAttempts ? .dead : .ready
            }
            job.finishedAt = job.state == .ready ? nil : date
            job.runAt = now
            job.leaseOwner = nil
            job.leaseExpiresAt = nil
            try tenant(of: job).update(job)
            return job
        }
    }

    /// The jobs that may begin, in the order in which they should: the first of each tenant, then the second of each, so
    /// that nobody's long queue holds up the others.
    private func candidates(_ claim: JobClaim) throws -> [(id: String, tenant: String)] {
        let sql = """
            WITH eligible AS (
                SELECT j.id, j.tenant, j.priority, j.runAt,
                    row_number() OVER (PARTITION BY coalesce(j.concurrencyKey, j.id)
                        ORDER BY j.priority, j.runAt, j.id) AS place
                FROM job j
                WHERE j.state = 'ready' AND (j.runAt <= ? OR j.runAt > ?) AND NOT \(Self.isStopped("j"))
                    AND NOT EXISTS (
                        SELECT 1 FROM job r WHERE r.state = 'running' AND r.concurrencyKey = j.concurrencyKey)
            )
            SELECT id, tenant, priority, runAt,
                row_number() OVER (PARTITION BY tenant ORDER BY priority, runAt, id) AS turn
            FROM eligible WHERE place = 1 ORDER BY turn, priority, runAt, id LIMIT ?
            """
        let rows = try Row.fetchAll(
            db,
            sql: sql,
            arguments: [claim.now, claim.now + Job.longestWait, max(100, claim.limit * 10)]
        )
        return rows.map { (id: $0["id"], tenant: $0["tenant"]) }
    }

    private func runningByTenant() throws -> [String: Int] {
        let sql = "SELECT tenant, COUNT(*) AS jobs FROM job WHERE state = 'running' GROUP BY tenant"
        let rows = try Row.fetchAll(db, sql: sql)
        return Dictionary(rows.map { ($0["tenant"], $0["jobs"]) }) { first, _ in first }
    }
}
