//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import GRDB

/// The tables and how they came to be. A migration that was released is never changed; the next one changes the tables.
enum Schema {
    /// What every database of this program has gone through.
    static let first = "1 identity"

    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration(first) { try identity($0) }
        migrator.registerMigration("2 targets") { try targets($0) }
        migrator.registerMigration("3 scans") { try scans($0) }
        migrator.registerMigration("4 findings") { try findings($0) }
        migrator.registerMigration("5 control") { try control($0) }
        migrator.registerMigration("6 shares") { try shares($0) }
        migrator.registerMigration("7 pruning") { try pruning($0) }
        migrator.registerMigration("8 schedules") { try schedules($0) }
        return migrator
    }

    /// A table of records: an id that is unique over all tenants, and the tenant first in each index.
    static func table(
        _ db: Database,
        _ name: String,
        _ columns: (TableDefinition) -> Void
    ) throws {
        try db.create(table: name, options: [.strict]) { table in
            table.primaryKey("id", .text)
            table.column("tenant", .text).notNull()
            columns(table)
        }
        try db.create(index: "\(name)_tenant", on: name, columns: ["tenant", "id"], options: [.unique])
    }

    private static func identity(_ db: Database) throws {
        try table(db, "tenant") { table in
            table.column("slug", .text).notNull().unique()
            table.column("name", .text).notNull()
            table.column("createdAt", .integer).notNull()
        }
        try table(db, "member") { table in
            table.column("version", .integer).notNull()
            table.column("email", .text).notNull()
            table.column("name", .text).notNull()
            table.column("role", .text).notNull()
            table.column("isPlatformAdmin", .integer).notNull()
            table.column("usesInitialPassword", .integer).notNull()
            table.column("disabledAt", .integer)
            table.column("createdAt", .integer).notNull()
            table.column("signedInAt", .integer)
        }
        try db.create(index: "member_email", on: "member", columns: ["email", "tenant"], options: [.unique])
        try table(db, "memberPassword") { table in table.column("hash", .text).notNull() }
        try table(db, "session") { table in
            table.column("member", .text).notNull()
            table.column("kind", .text).notNull()
            table.column("secretDigest", .text).notNull().unique()
            table.column("client", .text).notNull()
            for name in ["createdAt", "usedAt", "idleUntil", "expiresAt"] { table.column(name, .integer).notNull() }
            table.column("revokedAt", .integer)
        }
        try db.create(index: "session_member", on: "session", columns: ["tenant", "member"])
        try table(db, "spentRefreshToken") { table in
            table.column("session", .text).notNull()
            table.column("secretDigest", .text).notNull().unique()
            table.column("expiresAt", .integer).notNull()
        }
        try table(db, "apiKey") { table in
            for name in ["name", "secretCode", "role", "createdBy"] { table.column(name, .text).notNull() }
            table.column("publicPart", .text).notNull().indexed()
            table.column("createdAt", .integer).notNull()
            for name in ["expiresAt", "usedAt", "revokedAt"] { table.column(name, .integer) }
        }
    }

    private static func targets(_ db: Database) throws {
        try table(db, "project") { table in
            table.column("version", .integer).notNull()
            table.column("name", .text).notNull()
            table.column("summary", .text).notNull()
            table.column("createdAt", .integer).notNull()
        }
        try table(db, "target") { table in
            table.column("version", .integer).notNull()
            for name in ["project", "name", "url", "excludedPaths", "verificationToken", "identities"] {
                table.column(name, .text).notNull()
            }
            table.column("maximumRequestsPerSecond", .real).notNull()
            table.column("verifiedAt", .integer)
            table.column("createdAt", .integer).notNull()
            // The tenant is part of the key, so that nobody's target can be in another tenant's project.
            table.foreignKey(["tenant", "project"], references: "project", columns: ["tenant", "id"])
        }
        try db.create(index: "target_project", on: "target", columns: ["tenant", "project"])
        try table(db, "targetCredentials") { table in
            table.column("key", .text).notNull()
            table.column("sealed", .blob).notNull()
            table.column("updatedAt", .integer).notNull()
        }
        try table(db, "document") { table in
            for name in ["sha256", "name", "title", "apiVersion", "openAPIVersion"] {
                table.column(name, .text).notNull()
            }
            for name in ["size", "operations", "createdAt"] { table.column(name, .integer).notNull() }
            table.uniqueKey(["tenant", "sha256"])
        }
        try table(db, "documentContent") { table in table.column("bytes", .blob).notNull() }
    }
}
