//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

public import Foundation
import GRDB
public import VentiService

/// Puts a backup in the place of a database that nobody uses.
///
/// Everything is judged on a copy beside the database, and the copy takes its place in one step: whatever goes wrong, the
/// database is the old one or the new one, and the old one stays beside it.
public struct DatabaseRestore: Sendable {
    let backup: String
    let database: String
    let keys: KeyFit?

    private var draft: String { database + ".restoring" }

    /// - Parameters:
    ///   - backup: The file that ``SQLiteStore/backup(to:)`` has written.
    ///   - database: The database's file, which may be missing or damaged.
    ///   - keys: The keys that have to fit what the backup holds; `nil` to take any.
    public init(backup: String, database: String, keys: KeyFit? = nil) {
        self.backup = backup
        self.database = database
        self.keys = keys
    }

    /// Restores.
    /// - Parameter now: When it is, for the name of what is kept.
    /// - Returns: Where the old database is kept; `nil` where there was none.
    /// - Throws: ``ServiceError`` that says in one line what is wrong; then nothing has changed.
    public func run(at now: Date = Date()) throws -> String? {
        try checkFile()
        defer { DatabaseFile.remove(draft) }
        DatabaseFile.remove(draft)
        try DatabaseFile.copy(backup, to: draft)
        try checkContent(at: now)
        try DatabaseFile.synchronize(draft)
        let kept = try setAside(at: now)
        guard rename(draft, database) == 0 else { throw DatabaseFile.failure("\(database) cannot be written") }
        try DatabaseFile.synchronize(folder)
        return kept
    }

    private var folder: String {
        let parent = (database as NSString).deletingLastPathComponent
        return parent.isEmpty ? "." : parent
    }

    private func checkFile() throws {
        guard let file = DatabaseFile.status(backup) else {
            throw ServiceError(.validation, "\(backup) cannot be read: \(DatabaseFile.reason())")
        }
        guard file.isRegular else { throw ServiceError(.validation, "\(backup) is no file") }
        if let known = DatabaseFile.status(database), known.identity == file.identity {
            throw ServiceError(.validation, "\(backup) is the database itself")
        }
        if let log = DatabaseFile.status(backup + "-wal"), log.size > 0 {
            throw ServiceError(.validation, "\(backup) has a log beside it: it is no backup but a database in use")
        }
    }

    /// Whether the copy is whole and of this program. Its sessions end: what was signed out since then stays signed out.
    private func checkContent(at now: Date) throws {
        do {
            let queue = try DatabaseQueue(path: draft)
            try queue.writeWithoutTransaction { db in
                guard try String.fetchOne(db, sql: "PRAGMA journal_mode = DELETE") == "delete",
                    try String.fetchAll(db, sql: "PRAGMA integrity_check") == ["ok"],
                    try Row.fetchOne(db, sql: "PRAGMA foreign_key_check") == nil
                else { throw ServiceError(.validation, "\(backup) is damaged") }
                guard try Schema.migrator.appliedIdentifiers(db).contains(Schema.first) else {
                    throw ServiceError(.validation, "\(backup) is no backup of venti-server")
                }
                guard try !Schema.migrator.hasBeenSuperseded(db) else {
                    throw ServiceError(.validation, "\(backup) was written by a newer version of venti-server")
                }
                try checkKeys(db)
                try db.execute(
                    sql: "UPDATE session SET revokedAt = ? WHERE revokedAt IS NULL",
                    arguments: [now.milliseconds]
                )
            }
            try queue.close()
        } catch let error as DatabaseError {
            switch error.resultCode {
            case .SQLITE_NOTADB: throw ServiceError(.validation, "\(backup) is no database")
            case .SQLITE_CORRUPT: throw ServiceError(.validation, "\(backup) is damaged")
            default: try SQLiteStore.guarded { () throws -> Void in throw error }
            }
        }
    }

    /// Whether the keys open what was sealed. A backup of an earlier version may lack one of the tables.
    private func checkKeys(_ db: Database) throws {
        guard let keys else { return }
        let reader = PlatformTransaction(db: db)
        if try db.tableExists(KeyRecord.table) { try keys.check(reader.listAll(RecordQuery<KeyRecord>()), backup) }
        if try db.tableExists(TargetCredentials.table) {
            try keys.check(reader.listAll(RecordQuery<TargetCredentials>()), backup)
        }
    }

    /// Keeps the old database under another name, with what belongs to it.
    private func setAside(at now: Date) throws -> String? {
        guard DatabaseFile.status(database) != nil else {
            for suffix in DatabaseFile.companions { unlink(database + suffix) }
            return nil
        }
        try closeOld()
        let kept = "\(database).before-\(Timestamp.text(now).filter { $0.isLetter || $0.isNumber })"
        // A second name first: there is a database at every moment.
        guard link(database, kept) == 0, chmod(kept, 0o600) == 0 else {
            throw DatabaseFile.failure("\(kept) cannot be made")
        }
        // What stayed of a damaged one would be taken for the new one's.
        for suffix in DatabaseFile.companions where DatabaseFile.status(database + suffix) != nil {
            guard rename(database + suffix, kept + suffix) == 0 else {
                throw DatabaseFile.failure("\(kept)\(suffix) cannot be made")
            }
        }
        try DatabaseFile.synchronize(folder)
        return kept
    }

    /// Makes one file of the old database and its log, which works only where nobody else has it open.
    private func closeOld() throws {
        // What is no database any more is kept as it is: SQLite would clear away what is beside it.
        guard DatabaseFile.isDatabase(database) else { return }
        do {
            let queue = try DatabaseQueue(path: database)
            let mode = try queue.writeWithoutTransaction {
                try String.fetchOne($0, sql: "PRAGMA journal_mode = DELETE")
            }
            try queue.close()
            guard mode == "delete" else { throw Self.isInUse }
        } catch let error as DatabaseError {
            switch error.resultCode {
            case .SQLITE_BUSY, .SQLITE_LOCKED: throw Self.isInUse
            // It is damaged: it is kept as it is.
            case .SQLITE_NOTADB, .SQLITE_CORRUPT: return
            default: try SQLiteStore.guarded { () throws -> Void in throw error }
            }
        }
    }

    private static let isInUse = ServiceError(
        .unavailable,
        "the database is in use: stop the servers and workers first"
    )
}
