//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import Testing
import VentiKit
import VentiStore

@testable import VentiService

/// Nobody reads, changes, counts or deletes what is another tenant's, whatever id he knows.
@Suite struct TenantIsolationTests {
    /// Tries everything that a transaction can do with a record's id, in another tenant's name.
    private func probe<Record: TenantRecord>(
        _ type: Record.Type,
        _ test: PlatformUnderTest,
        _ stranger: TenantScope
    ) async throws -> Int {
        let scope = test.owner.scope
        let records = try await test.store.read(scope) { try $0.list(RecordQuery<Record>()) }
        for record in records {
            try await test.store.write(stranger) { writer throws in
                #expect(try writer.find(Record.self, record.id) == nil, "\(Record.table)")
                let byID = RecordQuery<Record>([.id("id", record.id)])
                #expect(try writer.list(byID).isEmpty, "\(Record.table)")
                #expect(try writer.count(byID) == 0, "\(Record.table)")
                #expect(try !writer.list(RecordQuery<Record>()).contains { $0.tenant != stranger.tenant })
                #expect(throws: ServiceError.notFound("record"), "\(Record.table)") { try writer.update(record) }
                #expect(throws: ServiceError.notFound("record"), "\(Record.table)") { try writer.insert(record) }
                if Record.self != AuditEntry.self { #expect(try writer.delete(byID) == 0, "\(Record.table)") }
            }
            #expect(
                try await test.store.read(scope) { try $0.find(Record.self, record.id) } == record,
                "\(Record.table)"
            )
        }
        return records.count
    }

    @Test func everyRecordIsOutOfReachForAnotherTenant() async throws {
        let test = try await PlatformUnderTest(scanner: StubScanner(.find(["/a"])))
        try await test.fill()
        let stranger = try await test.otherOwner().scope
        let counts = [
            try await probe(Tenant.self, test, stranger), try await probe(Member.self, test, stranger),
            try await probe(MemberPassword.self, test, stranger), try await probe(Session.self, test, stranger),
            try await probe(SpentRefreshToken.self, test, stranger), try await probe(APIKey.self, test, stranger),
            try await probe(Project.self, test, stranger), try await probe(Target.self, test, stranger),
            try await probe(TargetCredentials.self, test, stranger),
            try await probe(StoredDocument.self, test, stranger),
            try await probe(DocumentContent.self, test, stranger), try await probe(Scan.self, test, stranger),
            try await probe(ScanEventRecord.self, test, stranger),
            try await probe(ScanReportRecord.self, test, stranger),
            try await probe(Job.self, test, stranger), try await probe(TrackedFinding.self, test, stranger),
            try await probe(FindingOccurrence.self, test, stranger),
            try await probe(FindingChange.self, test, stranger),
            try await probe(AuditEntry.self, test, stranger), try await probe(EmergencyStop.self, test, stranger),
            try await probe(RememberedAnswer.self, test, stranger),
        ]
        #expect(counts.count == 21 && !counts.contains(0), "\(counts)")
    }

    @Test func aRecordCannotPointIntoAnotherTenant() async throws {
        let test = try await PlatformUnderTest()
        let stranger = try await test.otherOwner()
        let foreign = try await test.platform.projects.create(name: "P", as: stranger).value
        let (target, _) = try await test.target()
        var moved = target
        moved.project = foreign.id
        let changed = moved
        #expect(
            try await refusal { try await test.store.write(test.owner.scope) { try $0.update(changed) } } == .conflict
        )
    }

    /// The services, with ids that are another tenant's: the same answer as for ids that nobody has.
    @Test func anothersIDsLookLikeNobodys() async throws {
        let test = try await PlatformUnderTest(scanner: StubScanner(.find(["/a"])))
        let known = try await test.fill()
        let stranger = try await test.otherOwner()
        let p = test.platform
        let calls: [(RecordID, @Sendable (RecordID) async throws -> Void)] = [
            (known.target.project, { _ = try await p.projects.find($0, as: stranger) }),
            (known.target.project, { _ = try await p.projects.change($0, name: "x", summary: nil, as: stranger) }),
            (known.target.project, { try await p.projects.delete($0, as: stranger) }),
            (known.target.id, { _ = try await p.targets.find($0, as: stranger) }),
            (
                known.target.id,
                { _ = try await p.targets.change($0, to: .init(name: "x", url: "http://127.0.0.1"), as: stranger) }
            ),
            (known.target.id, { _ = try await p.targets.setIdentities([], of: $0, as: stranger) }),
            (known.target.id, { _ = try await p.targets.verify($0, as: stranger) }),
            (known.target.id, { try await p.targets.delete($0, as: stranger) }),
            (known.target.id, { _ = try await p.scans.create(.init(target: $0, document: .make()), as: stranger) }),
            (known.target.id, { _ = try await p.stops.engage(.target, target: $0, reason: "x", as: stranger) }),
            (known.document, { _ = try await p.documents.find($0, as: stranger) }),
            (known.document, { _ = try await p.documents.content($0, as: stranger) }),
            (known.document, { _ = try await p.documents.operations($0, as: stranger) }),
            (known.scan, { _ = try await p.scans.find($0, as: stranger) }),
            (known.scan, { _ = try await p.scans.cancel($0, as: stranger) }),
            (known.scan, { _ = try await p.scans.events(of: $0, as: stranger) }),
            (known.scan, { _ = try await p.findings.list(of: $0, as: stranger) }),
            (known.scan, { _ = try await p.reports.text(of: $0, .json, as: stranger) }),
            (known.scan, { _ = try await p.reports.difference(from: $0, to: $0, as: stranger) }),
            (known.finding, { _ = try await p.findings.find($0, as: stranger) }),
            (known.finding, { _ = try await p.findings.detail($0, as: stranger) }),
            (known.finding, { _ = try await p.findings.history(of: $0, as: stranger) }),
            (known.finding, { _ = try await p.findings.judge($0, .reopened, as: stranger) }),
            (known.finding, { _ = try await p.findings.comment("x", on: $0, as: stranger) }),
            (known.key, { try await p.identity.revokeKey($0, as: stranger) }),
            (
                test.owner.id,
                { _ = try await p.identity.changeMember($0, role: .viewer, isDisabled: nil, as: stranger) }
            ),
            (known.stop, { try await p.stops.release($0, reason: "x", as: stranger) }),
        ]
        for (index, call) in calls.enumerated() {
            let foreign = await message { try await call.1(call.0) }
            let nobodys = await message { try await call.1(.make()) }
            #expect(foreign?.hasPrefix("not-found") == true, "call \(index): \(foreign ?? "let in")")
            #expect(foreign == nobodys, "call \(index)")
        }
        #expect(try await p.findings.list(as: stranger).total == 0)
        #expect(try await p.scans.list(as: stranger).total == 0)
        #expect(try await p.targets.list(as: stranger).total == 0)
    }

    private func message(_ body: () async throws -> Void) async -> String? {
        do {
            try await body()
            return nil
        } catch {
            return "\(error)"
        }
    }
}

extension PlatformUnderTest {
    /// The ids of what ``fill()`` makes.
    struct Filled: Sendable {
        var target: Target
        var document: RecordID
        var scan: RecordID
        var finding: RecordID
        var key: RecordID
        var stop: RecordID
    }

    /// Makes at least one record of each kind in the owner's tenant.
    @discardableResult
    func fill() async throws -> Filled {
        let (target, document) = try await target()
        _ = try await platform.targets.setIdentities(
            [IdentityInput(name: "alice", kind: .bearer, secret: "s3cret-of-alice")],
            of: target.id,
            as: owner
        )
        let new = NewScan(target: target.id, document: document.id)
        let key = Idempotency(key: "k", body: [])
        let scan = try await platform.scans.create(new, as: owner, idempotency: key).value
        try await withWorker { _ = try await wait(for: scan.id, [.completed]) }
        let finding = try await platform.findings.list(as: owner).items
        let tokens = try await platform.identity.signIn(.init(email: owner.name, password: password))
        _ = try await platform.identity.refresh(tokens.refresh)
        let made = try await platform.identity.makeKey(name: "k", role: .ci, days: 1, as: owner)
        let stop = try await platform.stops.engage(.target, target: target.id, reason: "x", as: owner)
        return Filled(
            target: target,
            document: document.id,
            scan: scan.id,
            finding: finding.first?.id ?? .platform,
            key: made.key.id,
            stop: stop.id
        )
    }
}
