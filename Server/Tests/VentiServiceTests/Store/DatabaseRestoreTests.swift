//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import GRDB
import Testing

@testable import VentiService
@testable import VentiStore

@Suite(.timeLimit(.minutes(1))) struct DatabaseRestoreTests {
    /// A database with a project, its backup, and a project that came after it.
    private func withBackup(
        _ body: (_ folder: String, _ backup: String, _ scope: TenantScope) async throws -> Void
    ) async throws {
        let folder = NSTemporaryDirectory() + "venti-restore-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let store = try SQLiteStore(path: folder + "/a.sqlite")
        let test = try await PlatformUnderTest(store: store)
        _ = try await test.platform.projects.create(name: "Before", as: test.owner)
        _ = try await test.platform.identity.signIn(.init(email: "admin@localhost", password: test.password))
        try await store.backup(to: folder + "/backup")
        _ = try await test.platform.projects.create(name: "After", as: test.owner)
        try store.database.close()
        try await body(folder, folder + "/backup", test.owner.scope)
    }

    private func projects(_ path: String) async throws -> [String] {
        let queue = try DatabaseQueue(path: path)
        let names = try await queue.read { try String.fetchAll($0, sql: "SELECT name FROM project ORDER BY id") }
        try queue.close()
        return names
    }

    private func mode(_ path: String) throws -> Int? {
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        return (attributes[.posixPermissions] as? NSNumber)?.intValue
    }

    /// What is said where a file is not restored, and that nothing has changed then.
    private func refusal(_ file: String, _ folder: String) async throws -> String {
        let error = #expect(throws: ServiceError.self) {
            try DatabaseRestore(backup: file, database: folder + "/a.sqlite").run()
        }
        #expect(try await projects(folder + "/a.sqlite") == ["Before", "After"])
        let files = try FileManager.default.contentsOfDirectory(atPath: folder)
        #expect(!files.contains { $0.contains("restoring") || $0.contains("before-") }, "\(files)")
        return (error?.message ?? "").replacingOccurrences(of: folder + "/", with: "")
    }

    @Test func aBackupTakesThePlaceOfTheDatabaseWhichIsKept() async throws {
        try await withBackup { folder, backup, _ in
            #expect(try mode(backup) == 0o600)
            let restore = DatabaseRestore(backup: backup, database: folder + "/a.sqlite")
            let kept = try #require(try restore.run())
            #expect(try mode(folder + "/a.sqlite") == 0o600)
            #expect(try mode(kept) == 0o600)
            #expect(try await projects(folder + "/a.sqlite") == ["Before"])
            #expect(try await projects(kept) == ["Before", "After"])
            // It can be taken back, and the backup is as it was.
            _ = try DatabaseRestore(backup: kept, database: folder + "/a.sqlite").run(at: Date() + 1)
            #expect(try await projects(folder + "/a.sqlite") == ["Before", "After"])
            #expect(try await projects(backup) == ["Before"])
        }
    }

    /// A backup of a platform that has sealed credentials, with its keys.
    private func withSealed(
        _ body: (_ folder: String, _ backup: String, _ keys: PlatformKeys, _ signing: SigningKeys) async throws -> Void
    ) async throws {
        try await withBackup { folder, _, _ in
            let keys = PlatformKeys()
            let test = try await PlatformUnderTest(store: SQLiteStore(path: folder + "/sealed.sqlite"), keys: keys)
            let (target, _) = try await test.target()
            let alice = IdentityInput(name: "alice", kind: .bearer, secret: "s3cret-of-alice")
            _ = try await test.platform.targets.setIdentities([alice], of: target.id, as: test.owner)
            try await test.platform.backup(to: folder + "/new-backup")
            try await test.store.backup(to: folder + "/old-backup")
            // Backups of earlier versions do not say which keys they were made with.
            let queue = try DatabaseQueue(path: folder + "/old-backup")
            try await queue.write { try $0.execute(sql: "DELETE FROM keyRecord") }
            try queue.close()
            let signing = try test.platform.core.signing.keys()
            for backup in ["/new-backup", "/old-backup"] { try await body(folder, folder + backup, keys, signing) }
        }
    }

    @Test func keysThatFitAreTakenAndNewerOnesBesideThem() async throws {
        try await withSealed { folder, backup, keys, signing in
            let fit = KeyFit(keys.rotated(), signing.rotated())
            _ = try DatabaseRestore(backup: backup, database: folder + "/new.sqlite", keys: fit).run(at: Date() + 1)
            #expect(fit.verdict == "the files of keys fit it")
            let other = KeyFit(keys, SigningKeys())
            _ = try DatabaseRestore(backup: backup, database: folder + "/new.sqlite", keys: other).run(at: Date() + 2)
            #expect(backup.hasSuffix("old-backup") || other.verdict.contains("which ends access tokens only"))
        }
    }

    @Test func keysThatDoNotFitAreSaidInOneLineAndNothingChanges() async throws {
        try await withSealed { folder, backup, _, signing in
            let fit = KeyFit(PlatformKeys(), signing)
            let error = #expect(throws: ServiceError.self) {
                try DatabaseRestore(backup: backup, database: folder + "/a.sqlite", keys: fit).run()
            }
            let message = error?.message ?? ""
            #expect(message.contains("do not fit") && message.contains("master-keys.json") && !message.contains("\n"))
            #expect(
                message.contains(
                    backup.hasSuffix("new-backup") ? "has another key k1" : "does not open the credentials"
                )
            )
            let left = try await projects(folder + "/a.sqlite")
            #expect(left == ["Before", "After"])
        }
    }

    @Test func whereNothingWasSealedItCannotBeTold() async throws {
        try await withBackup { folder, backup, _ in
            let fit = KeyFit(PlatformKeys(), SigningKeys())
            _ = try DatabaseRestore(backup: backup, database: folder + "/a.sqlite", keys: fit).run()
            #expect(fit.verdict.contains("cannot be told"))
        }
    }

    @Test func sessionsOfTheBackupAreOver() async throws {
        try await withBackup { folder, backup, scope in
            _ = try DatabaseRestore(backup: backup, database: folder + "/a.sqlite").run()
            let store = try SQLiteStore(path: folder + "/a.sqlite")
            let sessions = try await store.read(scope) { try $0.list(RecordQuery<Session>()) }
            #expect(sessions.count == 1 && sessions.allSatisfy { $0.revokedAt != nil })
        }
    }

    @Test func aDatabaseThatIsMissingOrDamagedIsNoHindrance() async throws {
        try await withBackup { folder, backup, _ in
            #expect(try DatabaseRestore(backup: backup, database: folder + "/new.sqlite").run() == nil)
            #expect(try await projects(folder + "/new.sqlite") == ["Before"])
            let ruins = Data("this is no database any more, whatever it was before this".utf8)
            try ruins.write(to: URL(fileURLWithPath: folder + "/new.sqlite"))
            try ruins.write(to: URL(fileURLWithPath: folder + "/new.sqlite-wal"))
            let kept = try #require(try DatabaseRestore(backup: backup, database: folder + "/new.sqlite").run())
            #expect(FileManager.default.contents(atPath: kept) == ruins)
            #expect(FileManager.default.contents(atPath: kept + "-wal") == ruins)
            #expect(try await projects(folder + "/new.sqlite") == ["Before"])
        }
    }

    @Test func whatIsNoBackupIsRefusedWithItsReason() async throws {
        try await withBackup { folder, backup, _ in
            #expect(
                try await refusal(folder + "/none", folder) == "none cannot be read: No such file or directory"
            )
            try FileManager.default.createDirectory(atPath: folder + "/f", withIntermediateDirectories: true)
            #expect(try await refusal(folder + "/f", folder) == "f is no file")
            #expect(try await refusal(folder + "/a.sqlite", folder) == "a.sqlite is the database itself")
            let text = URL(fileURLWithPath: folder + "/text")
            try Data(String(repeating: "no database ", count: 500).utf8).write(to: text)
            #expect(try await refusal(folder + "/text", folder) == "text is no database")
            try Data().write(to: text)
            #expect(try await refusal(folder + "/text", folder) == "text is no backup of venti-server")
            let other = try DatabaseQueue(path: folder + "/other")
            try await other.write { try $0.execute(sql: "CREATE TABLE session (id TEXT)") }
            try other.close()
            #expect(try await refusal(folder + "/other", folder) == "other is no backup of venti-server")
            try Data([1]).write(to: URL(fileURLWithPath: backup + "-wal"))
            #expect(
                try await refusal(backup, folder)
                    == "backup has a log beside it: it is no backup but a database in use"
            )
        }
    }

    @Test func aBackupThatIsDamagedInItsMiddleIsRefused() async throws {
        try await withBackup { folder, backup, _ in
            var bytes = try #require(FileManager.default.contents(atPath: backup))
            let pages = bytes.count / 4_096
            try #require(pages > 10)
            for page in pages / 2..<pages - 1 {
                bytes.replaceSubrange(page * 4_096..<(page + 1) * 4_096, with: Data(repeating: 0xA5, count: 4_096))
            }
            try bytes.write(to: URL(fileURLWithPath: folder + "/broken"))
            #expect(try await refusal(folder + "/broken", folder) == "broken is damaged")
            try bytes.prefix(5_000).write(to: URL(fileURLWithPath: folder + "/cut"))
            #expect(try await refusal(folder + "/cut", folder) == "cut is damaged")
        }
    }

    @Test func aBackupOfANewerVersionIsRefused() async throws {
        try await withBackup { folder, backup, _ in
            let queue = try DatabaseQueue(path: backup)
            try await queue.write {
                try $0.execute(sql: "INSERT INTO grdb_migrations (identifier) VALUES ('99 tomorrow')")
            }
            try queue.close()
            #expect(
                try await refusal(backup, folder) == "backup was written by a newer version of venti-server"
            )
        }
    }

    @Test func aDatabaseThatSomebodyHasOpenStays() async throws {
        try await withBackup { folder, backup, _ in
            let open = try SQLiteStore(path: folder + "/a.sqlite")
            #expect(
                try await refusal(backup, folder) == "the database is in use: stop the servers and workers first"
            )
            try open.database.close()
            #expect(try DatabaseRestore(backup: backup, database: folder + "/a.sqlite").run() != nil)
        }
    }
}
