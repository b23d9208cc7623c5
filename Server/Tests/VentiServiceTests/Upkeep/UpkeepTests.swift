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

@Suite(.timeLimit(.minutes(2))) struct UpkeepTests {
    private func count<Record: TenantRecord>(_ type: Record.Type, _ test: PlatformUnderTest) async throws -> Int {
        try await test.store.readPlatform { try $0.listAll(RecordQuery<Record>()).count }
    }

    @Test func sessionsAndUsedTokensGoAWhileAfterTheyAreOver() async throws {
        let test = try await PlatformUnderTest { $0.retention.batch = 3 }
        let identity = test.platform.identity
        for _ in 0..<7 {
            let tokens = try await identity.signIn(.init(email: "admin@localhost", password: test.password))
            _ = try await identity.refresh(tokens.refresh)
        }
        let good = try await identity.signIn(.init(email: "admin@localhost", password: test.password))
        let out = try await identity.signIn(.init(email: "admin@localhost", password: test.password))
        try await identity.signOut(try await identity.principal(bearer: out.access))
        #expect(try await test.platform.upkeep.prune().values.allSatisfy { $0 == 0 })
        // The idle ones are over after 14 days; what is used goes on.
        test.clock.advance(10 * 86_400)
        var kept = try await identity.refresh(good.refresh)
        for _ in 0..<4 {
            test.clock.advance(9 * 86_400)
            kept = try await identity.refresh(kept.refresh)
        }
        let removed = try await test.platform.upkeep.prune()
        #expect(removed[.sessions] == 8 && removed[.spentTokens] == 0)
        #expect(try await count(Session.self, test) == 1)
        _ = try await identity.principal(bearer: kept.access)
        test.clock.advance(121 * 86_400)
        #expect(try await test.platform.upkeep.prune()[.spentTokens] == 12)
        #expect(try await count(Session.self, test) == 0)
        #expect(try await refusal { try await identity.refresh(kept.refresh) } == .unauthenticated)
    }

    @Test func answersOfIdempotencyKeysGoAfterADay() async throws {
        let test = try await PlatformUnderTest()
        for number in 0..<5 {
            let key = Idempotency(key: "k\(number)", body: [])
            _ = try await test.platform.projects.create(name: "P", as: test.owner, idempotency: key)
        }
        test.clock.advance(86_400 - 60)
        let late = Idempotency(key: "late", body: [])
        _ = try await test.platform.projects.create(name: "P", as: test.owner, idempotency: late)
        #expect(try await test.platform.upkeep.prune()[.answers] == 0)
        test.clock.advance(120)
        #expect(try await test.platform.upkeep.prune()[.answers] == 5)
        #expect(
            try await test.platform.projects.create(name: "P", as: test.owner, idempotency: late).isReplayed
        )
        #expect(try await test.platform.projects.list(as: test.owner).total == 6)
    }

    @Test func eventsOfScansThatAreOverGoButTheirEndsAndReportsStay() async throws {
        let scanner = StubScanner(.find(["/a", "/b"]))
        let test = try await PlatformUnderTest(scanner: scanner) { $0.retention.batch = 2 }
        let target = try await test.target()
        let new = NewScan(target: target.0.id, document: target.1.id)
        let old = try await test.platform.scans.create(new, as: test.owner).value
        _ = try await test.withWorker { try await test.wait(for: old.id, [.completed]) }
        test.clock.advance(89 * 86_400)
        let waiting = try await test.platform.scans.create(new, as: test.owner).value
        _ = try await test.store.write(test.owner.scope) { try $0.append("log", "{}", to: waiting, at: Date()) }
        #expect(try await test.platform.upkeep.prune()[.events] == 0)
        let before = try await test.platform.scans.events(of: old.id, as: test.owner)
        test.clock.advance(2 * 86_400)
        #expect(try await test.platform.upkeep.prune()[.events] == before.count - 1)
        #expect(try await test.platform.scans.events(of: old.id, as: test.owner) == before.suffix(1))
        #expect(before.last?.kind == "done")
        #expect(try await test.platform.reports.report(of: old.id, as: test.owner).findings.count == 2)
        // One that is not over keeps all of them, however old they are.
        test.clock.advance(365 * 86_400)
        #expect(try await test.platform.upkeep.prune()[.events] == 0)
        #expect(try await test.platform.scans.events(of: waiting.id, as: test.owner).count == 1)
    }

    @Test func eventsStayForEverWhereSomebodyHasDecidedSo() async throws {
        let test = try await PlatformUnderTest(scanner: StubScanner(.find(["/a"]))) { $0.retention.eventDays = 0 }
        let target = try await test.target()
        let new = NewScan(target: target.0.id, document: target.1.id)
        let scan = try await test.platform.scans.create(new, as: test.owner).value
        _ = try await test.withWorker { try await test.wait(for: scan.id, [.completed]) }
        test.clock.advance(3_650 * 86_400)
        #expect(try await test.platform.upkeep.prune()[.events] == nil)
        #expect(try await test.platform.scans.events(of: scan.id, as: test.owner).count > 1)
    }

    @Test func theJobRunsByItselfAndEndsWithItsTask() async throws {
        let test = try await PlatformUnderTest { $0.retention.interval = .milliseconds(20) }
        _ = try await test.platform.projects.create(
            name: "P",
            as: test.owner,
            idempotency: Idempotency(key: "k", body: [])
        )
        test.clock.advance(2 * 86_400)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await test.platform.upkeep.run() }
            let deadline = ContinuousClock.now + .seconds(30)
            while try await count(RememberedAnswer.self, test) > 0, ContinuousClock.now < deadline {
                try await Task.sleep(for: .milliseconds(20))
            }
            group.cancelAll()
            try await group.waitForAll()
        }
        #expect(try await count(RememberedAnswer.self, test) == 0)
    }

    @Test func eachTenantsLogSaysWhatOfItWasRemoved() async throws {
        let test = try await PlatformUnderTest { $0.retention.batch = 3 }
        let other = try await test.otherOwner()
        for (principal, count) in [(test.owner, 4), (other, 1)] {
            for number in 0..<count {
                let key = Idempotency(key: "k\(number)", body: [])
                _ = try await test.platform.projects.create(name: "P", as: principal, idempotency: key)
            }
        }
        test.clock.advance(2 * 86_400)
        #expect(try await test.platform.upkeep.prune()[.answers] == 5)
        func removed(_ principal: Principal) async throws -> [AuditEntry] {
            try await test.platform.audit.list(as: principal).items.filter { $0.action == "upkeep.prune" }
        }
        let (own, foreign) = (try await removed(test.owner), try await removed(other))
        func count(_ entries: [AuditEntry]) -> Int {
            entries.compactMap { Int($0.detail.prefix { $0.isNumber }) }.reduce(0, +)
        }
        #expect(count(own) == 4 && count(foreign) == 1)
        #expect(
            own.allSatisfy { $0.actor == "upkeep" && $0.object == "answers" && $0.detail.contains("were over before") }
        )
        #expect(try await test.platform.audit.verify(as: test.owner).fault == nil)
        // Where nothing is removed, nothing is written.
        #expect(try await test.platform.upkeep.prune()[.answers] == 0)
        #expect(try await removed(test.owner).count == own.count)
    }

    @Test func aPreviewNamesWhatThenGoesAndChangesNothing() async throws {
        let test = try await PlatformUnderTest(scanner: StubScanner(.find(["/a", "/b"]))) { $0.retention.batch = 2 }
        let identity = test.platform.identity
        for number in 0..<5 {
            let tokens = try await identity.signIn(.init(email: "admin@localhost", password: test.password))
            _ = try await identity.refresh(tokens.refresh)
            let key = Idempotency(key: "k\(number)", body: [])
            _ = try await test.platform.projects.create(name: "P", as: test.owner, idempotency: key)
        }
        let target = try await test.target()
        let new = NewScan(target: target.0.id, document: target.1.id)
        let scan = try await test.platform.scans.create(new, as: test.owner).value
        _ = try await test.withWorker { try await test.wait(for: scan.id, [.completed]) }
        for _ in 0..<3 { _ = try await test.platform.shares.create(of: scan.id, .html, days: 1, as: test.owner) }
        #expect(try await test.platform.upkeep.preview().values.allSatisfy { $0 == 0 })
        test.clock.advance(200 * 86_400)
        func counts() async throws -> [Int] {
            [
                try await count(Session.self, test), try await count(SpentRefreshToken.self, test),
                try await count(RememberedAnswer.self, test), try await count(ReportShare.self, test),
                try await test.platform.scans.events(of: scan.id, as: test.owner).count,
                try await test.platform.audit.list(as: test.owner).total,
            ]
        }
        let before = try await counts()
        let preview = try await test.platform.upkeep.preview()
        #expect(try await counts() == before)
        #expect(preview[.sessions] == 5 && preview[.spentTokens] == 5 && preview[.answers] == 5)
        #expect(preview[.shares] == 3 && preview[.events] == before[4] - 1)
        #expect(try await test.platform.upkeep.prune() == preview)
        let after = try await counts()
        #expect(zip(before, after).prefix(5).map { $0 - $1 }.sorted() == preview.values.sorted())
        #expect(try await test.platform.upkeep.preview().values.allSatisfy { $0 == 0 })
    }

    @Test func onlyWhoRunsThePlatformAsksForIt() async throws {
        let test = try await PlatformUnderTest()
        #expect(try await refusal { try await test.platform.upkeep.prune(as: test.principal(.owner)) } == .forbidden)
        _ = try await test.platform.upkeep.prune(as: test.principal(.platformAdmin))
    }
}
