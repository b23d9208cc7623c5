//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import GRDB

extension Schema {
    /// Schedules, imported reports, and scans that may be of either.
    static func schedules(_ db: Database) throws {
        try rebuildScans(db)
        try db.alter(table: "job") { table in
            // Every job is a scan.
            table.drop(column: "kind")
            table.add(column: "stoppedAt", .integer)
        }
        try table(db, "schedule") { table in
            for name in [
                "project", "target", "document", "name", "cron", "timeZone", "profile", "budget", "missed",
                "responsible",
            ] {
                table.column(name, .text).notNull()
            }
            for name in ["scanner", "identities", "pausedBecause", "lastOutcome", "lastDetail", "lastScan"] {
                table.column(name, .text)
            }
            for name in ["version", "createdAt"] { table.column(name, .integer).notNull() }
            for name in ["nextRunAt", "lastRunAt"] { table.column(name, .integer) }
            table.foreignKey(["tenant", "target"], references: "target", columns: ["tenant", "id"])
            table.foreignKey(["tenant", "document"], references: "document", columns: ["tenant", "id"])
        }
        try db.create(index: "schedule_target", on: "schedule", columns: ["tenant", "target", "id"])
        try db.create(index: "schedule_due", on: "schedule", columns: ["nextRunAt", "id"])
        try table(db, "reportImport") { table in
            for name in ["target", "format", "name", "digest", "outcome"] { table.column(name, .text).notNull() }
            for name in ["size", "createdAt"] { table.column(name, .integer).notNull() }
            // The same file for the same target is taken in once, whoever sends it how often.
            table.uniqueKey(["tenant", "target", "digest"])
            table.foreignKey(["tenant", "id"], references: "scan", columns: ["tenant", "id"])
        }
        try table(db, "keyRecord") { table in
            for name in ["masters", "signing"] { table.column(name, .text).notNull() }
            table.column("updatedAt", .integer).notNull()
        }
    }

    /// The table of scans once more: an imported one has no document, and some are of a schedule.
    ///
    /// SQLite cannot change what a column allows. Foreign keys are off meanwhile, and checked afterwards; the tables that
    /// refer to scans do so by the name, which the new table gets.
    private static func rebuildScans(_ db: Database) throws {
        let kept = [
            "id", "tenant", "version", "project", "target", "document", "state", "profile", "scanner", "budget",
            "identities",
            "progress", "findings", "createdBy", "coverage", "outcome", "detail", "attempt", "createdAt", "startedAt",
            "finishedAt",
        ]
        try db.create(table: "scanNext", options: [.strict]) { table in
            table.primaryKey("id", .text)
            for name in [
                "tenant", "project", "target", "state", "profile", "scanner", "budget", "identities", "progress",
                "findings",
                "createdBy",
            ] {
                table.column(name, .text).notNull()
            }
            for name in ["document", "coverage", "outcome", "detail", "schedule"] { table.column(name, .text) }
            for name in ["version", "attempt", "createdAt"] { table.column(name, .integer).notNull() }
            for name in ["startedAt", "finishedAt", "scheduledFor"] { table.column(name, .integer) }
            table.foreignKey(["tenant", "document"], references: "document", columns: ["tenant", "id"])
        }
        let columns = kept.joined(separator: ", ")
        try db.execute(sql: "INSERT INTO scanNext (\(columns)) SELECT \(columns) FROM scan")
        try db.drop(table: "scan")
        try db.rename(table: "scanNext", to: "scan")
        try db.create(index: "scan_tenant", on: "scan", columns: ["tenant", "id"], options: [.unique])
        try db.create(index: "scan_target", on: "scan", columns: ["tenant", "target", "id"])
        try db.create(index: "scan_state", on: "scan", columns: ["tenant", "state", "id"])
        try db.create(index: "scan_finished", on: "scan", columns: ["finishedAt"])
        // What decides, where two processes ask for the scan of one time.
        try db.execute(
            sql: """
                CREATE UNIQUE INDEX scan_schedule ON scan (tenant, schedule, scheduledFor)
                WHERE schedule IS NOT NULL
                """
        )
    }
}
