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

/// What a database of an earlier version holds, after this one has brought it up to date.
@Suite(.timeLimit(.minutes(1))) struct MigrationTests {
    private static let tenant = RecordID.make()
    private static let ids = (
        project: RecordID.make(), target: RecordID.make(), document: RecordID.make(), scan: RecordID.make(),
        job: RecordID.make(), finding: RecordID.make()
    )

    /// Writes what version 7 wrote, with its columns.
    private func fill(_ db: Database) throws {
        func insert(_ table: String, _ values: [String: any DatabaseValueConvertible]) throws {
            var values = values
            values["tenant"] = Self.tenant.rawValue
            let names = values.keys.sorted()
            try db.execute(
                sql: "INSERT INTO \"\(table)\" (\(names.map { "\"\($0)\"" }.joined(separator: ", "))) "
                    + "VALUES (\(names.map { _ in "?" }.joined(separator: ", ")))",
                arguments: StatementArguments(names.compactMap { values[$0] })
            )
        }
        let ids = Self.ids
        try insert("project", ["id": ids.project.rawValue, "version": 1, "name": "P", "summary": "", "createdAt": 1])
        try insert(
            "target",
            [
                "id": ids.target.rawValue, "version": 1, "project": ids.project.rawValue, "name": "T",
                "url": "http://a.example",
                "excludedPaths": "[]", "verificationToken": "v", "identities": "[]", "maximumRequestsPerSecond": 20.0,
                "createdAt": 1,
            ]
        )
        try insert(
            "document",
            [
                "id": ids.document.rawValue, "sha256": "00", "name": "a.yaml", "title": "A", "apiVersion": "1",
                "openAPIVersion": "3.1", "size": 1, "operations": 1, "createdAt": 1,
            ]
        )
        try insert(
            "scan",
            [
                "id": ids.scan.rawValue, "version": 7, "project": ids.project.rawValue, "target": ids.target.rawValue,
                "document": ids.document.rawValue, "state": "queued", "profile": "safe", "scanner": "native",
                "budget": #"{"requests":10,"seconds":5,"requestsPerSecond":2}"#, "identities": #"["alice"]"#,
                "progress": #"{"fraction":0.5,"phase":"p","activity":"a","requestsSent":3,"maximumRequests":10}"#,
                "findings": #"{"critical":0,"high":1,"medium":0,"low":0,"info":0}"#, "createdBy": "ann", "attempt": 2,
                "createdAt": 1_000, "startedAt": 2_000,
            ]
        )
        try insert(
            "scanEvent",
            ["id": RecordID.make().rawValue, "scan": ids.scan.rawValue, "seq": 1, "kind": "log", "data": "{}", "at": 1]
        )
        try insert("scanReport", ["id": ids.scan.rawValue, "json": Data("{}".utf8)])
        try insert(
            "job",
            [
                "id": ids.job.rawValue, "kind": "scan", "subject": ids.scan.rawValue, "target": ids.target.rawValue,
                "state": "ready", "failures": "[]", "priority": 5, "runAt": 1, "attempt": 2, "maximumAttempts": 10,
                "leaseToken": 3, "createdAt": 1_000, "concurrencyKey": "target:\(ids.target)",
            ]
        )
    }

    @Test func scansKeepWhatTheyHaveAndEverythingThatRefersToThem() async throws {
        let folder = NSTemporaryDirectory() + "venti-migration-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let old = try DatabaseQueue(path: folder + "/a.sqlite")
        try Schema.migrator.migrate(old, upTo: "7 pruning")
        try await old.write { try fill($0) }
        try old.close()

        let store = try SQLiteStore(path: folder + "/a.sqlite")
        let ids = Self.ids
        let (scan, job, events) = try await store.read(TenantScope(tenant: Self.tenant)) { reader in
            (
                try reader.find(Scan.self, ids.scan), try reader.find(Job.self, ids.job),
                try reader.count(RecordQuery<ScanEventRecord>([.id("scan", ids.scan)]))
            )
        }
        #expect(scan?.document == ids.document && scan?.version == 7 && scan?.attempt == 2 && scan?.isImported == false)
        #expect(scan?.identities == ["alice"] && scan?.progress.requestsSent == 3 && scan?.findings.high == 1)
        #expect(scan?.startedAt == Date(milliseconds: 2_000) && scan?.schedule == nil)
        #expect(job?.priority == .interactive && job?.leaseToken == 3 && job?.stoppedAt == nil && events == 1)
        try await store.database.write { db in
            #expect(try Row.fetchOne(db, sql: "PRAGMA foreign_key_check") == nil)
            // Events still belong to scans that there are.
            #expect(throws: DatabaseError.self) {
                try db.execute(sql: "UPDATE scanEvent SET scan = ?", arguments: [RecordID.make().rawValue])
            }
            let indexes = try String.fetchAll(
                db,
                sql: "SELECT name FROM sqlite_master WHERE type = 'index' AND tbl_name = 'scan'"
            )
            #expect(
                Set(["scan_tenant", "scan_target", "scan_state", "scan_finished", "scan_schedule"]).isSubset(
                    of: indexes
                )
            )
        }
    }

    @Test func oneTimeOfAScheduleIsOneScanWhateverAProgramDoes() async throws {
        let test = try await PlatformUnderTest()
        let (target, document) = try await test.target()
        let new = NewScan(target: target.id, document: document.id)
        var scan = try await ScanService(core: test.platform.core).prepared(new, in: test.owner.scope, by: "x")
        scan.schedule = .make()
        scan.scheduledFor = Date(milliseconds: 1_000)
        let first = scan
        try await test.store.write(test.owner.scope) { try $0.insert(first) }
        scan.id = .make()
        let second = scan
        #expect(
            try await refusal { try await test.store.write(test.owner.scope) { try $0.insert(second) } } == .conflict
        )
    }
}
