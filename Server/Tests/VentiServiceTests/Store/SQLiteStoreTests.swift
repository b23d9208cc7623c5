//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import GRDB
import Testing
import VentiKit
import VentiStore

@testable import VentiService

@Suite struct SQLiteStoreTests {
    private func withFolder<Value>(_ body: (String) async throws -> Value) async throws -> Value {
        let folder = NSTemporaryDirectory() + "venti-store-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        return try await body(folder)
    }

    @Test func everythingIsThereAfterOpeningAgain() async throws {
        try await withFolder { folder in
            let keys = PlatformKeys()
            let made = try await PlatformUnderTest(store: SQLiteStore(path: folder + "/a.sqlite"), keys: keys)
            let (target, _) = try await made.target()
            let again = try SQLiteStore(path: folder + "/a.sqlite")
            #expect(try await again.read(made.owner.scope) { try $0.find(Target.self, target.id) } == target)
        }
    }

    @Test func aFindingIsReadAsItWasWritten() async throws {
        let test = try await PlatformUnderTest()
        let (target, _) = try await test.target()
        func finding(_ name: String) -> TrackedFinding {
            TrackedFinding(
                id: .make(),
                tenant: test.owner.scope.tenant,
                version: 3,
                project: target.project,
                target: target.id,
                fingerprint: "fingerprint \(name)",
                check: "check \(name)",
                title: "title \(name)",
                summary: "summary \(name)",
                operation: "GET /\(name)",
                severity: .critical,
                rank: 4,
                confidence: .firm,
                state: .falsePositive,
                firstScan: .make(),
                lastScan: .make(),
                firstSeenAt: Date(timeIntervalSince1970: 1_800_000_000.125),
                lastSeenAt: Date(timeIntervalSince1970: 1_800_000_001.001)
            )
        }
        var full = finding("a")
        full.assignee = "somebody"
        full.reason = "größer"
        full.acceptedUntil = Date(timeIntervalSince1970: 1_900_000_000)
        full.fixedAt = Date(timeIntervalSince1970: 1_850_000_000.5)
        let written = [full, finding("b")]
        try await test.store.write(test.owner.scope) { writer in for one in written { try writer.insert(one) } }
        for one in written {
            #expect(try await test.store.read(test.owner.scope) { try $0.find(TrackedFinding.self, one.id) } == one)
        }
    }

    @Test func aFindingThatCannotBeReadIsAnErrorAndNoCrash() async throws {
        try await withFolder { folder in
            let path = folder + "/a.sqlite"
            let test = try await PlatformUnderTest(store: SQLiteStore(path: path), scanner: StubScanner(.find(["/a"])))
            let (target, document) = try await test.target()
            let scan = try await test.platform.scans.create(
                NewScan(target: target.id, document: document.id),
                as: test.owner
            ).value
            _ = try await test.withWorker { try await test.wait(for: scan.id, [.completed]) }
            #expect(try await test.platform.findings.list(as: test.owner).items.count == 1)
            for change in ["severity = 'worst'", "state = ''", "lastScan = 'none'"] {
                let file = try DatabaseQueue(path: path)
                try await file.write { try $0.execute(sql: "UPDATE finding SET \(change)") }
                await #expect(throws: (any Error).self, "\(change)") {
                    try await test.platform.findings.list(as: test.owner)
                }
            }
        }
    }

    @Test func aFailedTransactionLeavesNothing() async throws {
        let test = try await PlatformUnderTest()
        let project = Project(id: .make(), tenant: test.owner.scope.tenant, name: "P", summary: "", createdAt: Date())
        let code = try await refusal {
            try await test.store.write(test.owner.scope) { writer in
                try writer.insert(project)
                throw ServiceError(.conflict, "no")
            }
        }
        #expect(code == .conflict)
        #expect(try await test.store.read(test.owner.scope) { try $0.find(Project.self, project.id) } == nil)
    }

    @Test func aChangeFromAnOldCopyIsRefused() async throws {
        let test = try await PlatformUnderTest()
        let project = try await test.platform.projects.create(name: "P", as: test.owner).value
        let changed = try await test.platform.projects.change(
            project.id,
            name: "Q",
            summary: nil,
            version: 1,
            as: test.owner
        )
        #expect(changed.version == 2)
        let code = try await refusal {
            try await test.platform.projects.change(project.id, name: "R", summary: nil, version: 1, as: test.owner)
        }
        #expect(code == .preconditionFailed)
    }

    @Test func aBackupMadeWhileWritingOpensAndIsWhole() async throws {
        try await withFolder { folder in
            let test = try await PlatformUnderTest(store: SQLiteStore(path: folder + "/a.sqlite"))
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    for number in 0..<60 {
                        _ = try await test.platform.projects.create(name: "P\(number)", as: test.owner)
                    }
                }
                group.addTask { try await test.store.backup(to: folder + "/b.sqlite") }
                try await group.waitForAll()
            }
            let copy = try await PlatformUnderTest.entries(
                of: SQLiteStore(path: folder + "/b.sqlite"),
                test.owner.scope
            )
            #expect(try AuditChain.verify(copy) == nil)
            #expect(!copy.isEmpty)
            #expect(try await refusal { try await test.store.backup(to: folder + "/b.sqlite") } == .conflict)
        }
    }

    @Test func aDamagedFileAndAReadOnlyFolderAreOneClearLine() async throws {
        try await withFolder { folder in
            try Data("this is no database, and long enough to be read as one".utf8)
                .write(to: URL(fileURLWithPath: folder + "/bad.sqlite"))
            let damaged = #expect(throws: ServiceError.self) { _ = try SQLiteStore(path: folder + "/bad.sqlite") }
            #expect(damaged?.message == "The database's file is damaged; restore it from a backup.")
            let missing = #expect(throws: ServiceError.self) { _ = try SQLiteStore(path: folder + "/no/such/a.sqlite") }
            #expect(missing?.message == "The database's folder cannot be written to.")
        }
    }

    @Test func pagesHaveNoGapsAndNoDoublesAndCursorsAreOfOneList() async throws {
        let test = try await PlatformUnderTest()
        var made: Set<RecordID> = []
        for number in 0..<25 {
            made.insert(try await test.platform.projects.create(name: "P\(number)", as: test.owner).value.id)
        }
        var seen: [RecordID] = []
        var cursor: String?
        repeat {
            let page = try await test.platform.projects.list(
                as: test.owner,
                page: PageRequest(limit: 7, cursor: cursor)
            )
            #expect(page.total == 25)
            seen += page.items.map(\.id)
            cursor = page.next
        } while cursor != nil
        #expect(seen.count == 25 && Set(seen) == made)
        let page = try await test.platform.projects.list(as: test.owner, page: PageRequest(limit: 1))
        let next = try #require(page.next)
        let stranger = try await test.otherOwner()
        for (principal, text) in [(stranger, next), (test.owner, next + "A"), (test.owner, "AAAA"), (test.owner, "")] {
            let code = try await refusal {
                try await test.platform.projects.list(as: principal, page: PageRequest(cursor: text))
            }
            #expect(code == .validation)
        }
        let elsewhere = try await refusal {
            try await test.platform.targets.list(as: test.owner, page: PageRequest(cursor: next))
        }
        #expect(elsewhere == .validation)
    }
}

extension PlatformUnderTest {
    static func entries(of store: SQLiteStore, _ scope: TenantScope) async throws -> [AuditEntry] {
        try await store.read(scope) { try $0.list(RecordQuery<AuditEntry>(order: ["seq"], ascending: true)) }
    }
}
