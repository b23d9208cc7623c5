//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import GRDB

extension Schema {
    static func scans(_ db: Database) throws {
        try table(db, "scan") { table in
            table.column("version", .integer).notNull()
            for name in [
                "project", "target", "document", "state", "profile", "scanner", "budget", "identities", "progress",
                "findings", "createdBy",
            ] {
                table.column(name, .text).notNull()
            }
            for name in ["coverage", "outcome", "detail"] { table.column(name, .text) }
            table.column("attempt", .integer).notNull()
            table.column("createdAt", .integer).notNull()
            table.column("startedAt", .integer)
            table.column("finishedAt", .integer)
            table.foreignKey(["tenant", "document"], references: "document", columns: ["tenant", "id"])
        }
        try db.create(index: "scan_target", on: "scan", columns: ["tenant", "target", "id"])
        try db.create(index: "scan_state", on: "scan", columns: ["tenant", "state", "id"])
        try table(db, "scanEvent") { table in
            table.column("scan", .text).notNull()
            table.column("seq", .integer).notNull()
            table.column("kind", .text).notNull()
            table.column("data", .text).notNull()
            table.column("at", .integer).notNull()
            table.uniqueKey(["tenant", "scan", "seq"])
            table.foreignKey(["tenant", "scan"], references: "scan", columns: ["tenant", "id"])
        }
        try table(db, "scanReport") { table in
            table.column("json", .blob).notNull()
            table.foreignKey(["tenant", "id"], references: "scan", columns: ["tenant", "id"])
        }
        try table(db, "job") { table in
            for name in ["kind", "subject", "state", "failures"] { table.column(name, .text).notNull() }
            for name in ["priority", "runAt", "attempt", "maximumAttempts", "leaseToken", "createdAt"] {
                table.column(name, .integer).notNull()
            }
            for name in ["target", "leaseOwner", "concurrencyKey"] { table.column(name, .text) }
            for name in ["leaseExpiresAt", "cancelRequestedAt", "finishedAt"] { table.column(name, .integer) }
        }
        try db.create(index: "job_subject", on: "job", columns: ["tenant", "subject"], options: [.unique])
        try db.execute(sql: "CREATE INDEX job_ready ON job (priority, runAt, id) WHERE state = 'ready'")
        try db.execute(sql: "CREATE INDEX job_leases ON job (leaseExpiresAt) WHERE state = 'running'")
        // What decides, where two workers want jobs of one key: only one can be running.
        try db.execute(
            sql: """
                CREATE UNIQUE INDEX job_key ON job (concurrencyKey)
                WHERE state = 'running' AND concurrencyKey IS NOT NULL
                """
        )
    }

    static func findings(_ db: Database) throws {
        try table(db, "finding") { table in
            table.column("version", .integer).notNull()
            for name in [
                "project", "target", "fingerprint", "check", "title", "summary", "operation", "severity", "confidence",
                "state", "firstScan", "lastScan",
            ] {
                table.column(name, .text).notNull()
            }
            table.column("rank", .integer).notNull()
            table.column("firstSeenAt", .integer).notNull()
            table.column("lastSeenAt", .integer).notNull()
            for name in ["assignee", "reason"] { table.column(name, .text) }
            for name in ["acceptedUntil", "fixedAt"] { table.column(name, .integer) }
            table.column("searchText", .text)
                .generatedAs(sql: "title || ' ' || operation || ' ' || summary || ' ' || \"check\"", .virtual)
            table.uniqueKey(["tenant", "target", "fingerprint"])
        }
        try db.create(index: "finding_rank", on: "finding", columns: ["tenant", "rank", "id"])
        try db.create(index: "finding_state", on: "finding", columns: ["tenant", "state", "rank", "id"])
        try table(db, "findingOccurrence") { table in
            for name in ["scan", "finding", "fingerprint"] { table.column(name, .text).notNull() }
            table.column("rank", .integer).notNull()
            table.column("json", .blob).notNull()
            table.uniqueKey(["tenant", "scan", "fingerprint"])
            table.foreignKey(["tenant", "scan"], references: "scan", columns: ["tenant", "id"])
            table.foreignKey(["tenant", "finding"], references: "finding", columns: ["tenant", "id"])
        }
        try db.create(
            index: "findingOccurrence_rank",
            on: "findingOccurrence",
            columns: ["tenant", "scan", "rank", "id"]
        )
        try table(db, "findingChange") { table in
            for name in ["finding", "actor", "to"] { table.column(name, .text).notNull() }
            for name in ["from", "comment"] { table.column(name, .text) }
            table.column("at", .integer).notNull()
            table.foreignKey(["tenant", "finding"], references: "finding", columns: ["tenant", "id"])
        }
        try db.create(index: "findingChange_finding", on: "findingChange", columns: ["tenant", "finding", "id"])
    }

    static func shares(_ db: Database) throws {
        try table(db, "reportShare") { table in
            for name in ["scan", "format", "createdBy"] { table.column(name, .text).notNull() }
            for name in ["createdAt", "expiresAt"] { table.column(name, .integer).notNull() }
            for name in ["usedAt", "revokedAt"] { table.column(name, .integer) }
            table.foreignKey(["tenant", "scan"], references: "scan", columns: ["tenant", "id"])
        }
        try db.create(index: "reportShare_scan", on: "reportShare", columns: ["tenant", "scan", "id"])
    }

    /// What is looked for when old records are removed.
    static func pruning(_ db: Database) throws {
        try db.create(index: "scan_finished", on: "scan", columns: ["finishedAt"])
        try db.create(index: "spentRefreshToken_expires", on: "spentRefreshToken", columns: ["expiresAt"])
        try db.create(index: "rememberedAnswer_created", on: "rememberedAnswer", columns: ["createdAt"])
    }

    static func control(_ db: Database) throws {
        try table(db, "auditEntry") { table in
            table.column("seq", .integer).notNull()
            for name in ["at", "actor", "action", "object", "outcome", "detail", "request", "previous", "hash"] {
                table.column(name, .text).notNull()
            }
            table.uniqueKey(["tenant", "seq"])
        }
        // Entries are added and never touched again; whoever goes around this with another program breaks the chain.
        for verb in ["UPDATE", "DELETE"] {
            try db.execute(
                sql: """
                    CREATE TRIGGER auditEntry_no_\(verb.lowercased()) BEFORE \(verb) ON auditEntry
                    BEGIN SELECT RAISE(ABORT, 'audit entries stay'); END
                    """
            )
        }
        try table(db, "emergencyStop") { table in
            for name in ["reach", "reason", "engagedBy"] { table.column(name, .text).notNull() }
            for name in ["target", "releasedBy"] { table.column(name, .text) }
            table.column("engagedAt", .integer).notNull()
            table.column("releasedAt", .integer)
        }
        try table(db, "rememberedAnswer") { table in
            table.column("key", .text).notNull()
            table.column("requestDigest", .text).notNull()
            table.column("answer", .blob).notNull()
            table.column("createdAt", .integer).notNull()
            table.uniqueKey(["tenant", "key"])
        }
    }
}
