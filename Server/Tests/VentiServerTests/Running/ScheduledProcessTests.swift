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

/// Schedules over one data folder with two workers at a time, which are killed at random moments.
///
/// `Server/Scripts/figures schedules` runs it with fifty rounds.
@Suite(.timeLimit(.minutes(10))) struct ScheduledProcessTests {
    @Test func eachTimeIsOneScanWhoeverIsKilled() async throws {
        let rounds = ProcessInfo.processInfo.environment["VENTI_SCHEDULE_ROUNDS"].flatMap { Int($0) } ?? 6
        try await ServerProcess.withFolder { folder in
            let data = folder.appending(path: "data").path
            _ = try await ServerProcess.run(["migrate", "--data", data], in: folder)
            let store = try SQLiteStore(path: data + "/venti.sqlite")
            var parts = Platform.Parts(store: store, keys: PlatformKeys(), signingKeys: { SigningKeys() })
            parts.settings.allowedHosts = ["127.0.0.1"]
            parts.settings.passwordCostLogarithm = 4
            let platform = Platform(parts)
            let first = try #require(try await platform.identity.setUp())
            let owner = IdentityService.principal(first.member, .make())
            let schedules = try await make(12, platform, owner)

            // Nobody listens at the targets: each scan fails at once, and its schedule is free again.
            let options = [
                "worker", "--data", data, "--allow-target", "127.0.0.1", "--lease-seconds", "1", "--concurrency", "8",
            ]
            var workers = [try ServerProcess(options, in: folder), try ServerProcess(options, in: folder)]
            defer { for worker in workers { worker.kill() } }
            var due: [RecordID: Set<Int64>] = [:]
            for _ in 0..<rounds {
                for worker in workers { _ = try await worker.line(after: "worker is ready") }
                for schedule in schedules {
                    if let time = try await makeDue(schedule, store, owner.scope) {
                        due[schedule, default: []].insert(time)
                    }
                }
                try await Task.sleep(for: .milliseconds(Int.random(in: 0...2_500)))
                let victim = Int.random(in: 0...1)
                workers[victim].kill()
                _ = await workers[victim].status()
                workers[victim] = try ServerProcess(options, in: folder)
            }
            let deadline = ContinuousClock.now + .seconds(120)
            var late = schedules
            while !late.isEmpty, ContinuousClock.now < deadline {
                try await Task.sleep(for: .milliseconds(200))
                var left: [RecordID] = []
                for id in late {
                    let next = try await platform.schedules.find(id, as: owner).nextRun
                    if let next, next <= Date() { left.append(id) }
                }
                late = left
            }
            #expect(late.isEmpty)
            let scans = try await all { try await platform.scans.list(as: owner, page: $0) }
            var asked: [RecordID: [Int64]] = [:]
            for scan in scans {
                let schedule = try #require(scan.schedule)
                asked[schedule, default: []].append(try #require(scan.scheduledFor?.milliseconds))
            }
            let entries = try await all { try await platform.audit.list(as: owner, page: $0) }
            for id in schedules {
                let times = asked[id] ?? []
                // One scan for a time, never for one that nobody has made due, and each time has an end in the log.
                #expect(Set(times).count == times.count && Set(times).isSubset(of: due[id] ?? []))
                let runs = entries.filter { $0.action == "schedule.run" && $0.object == id.rawValue }
                #expect(runs.count == due[id]?.count)
                #expect(runs.filter { $0.detail == "started" }.count == times.count)
            }
            print("schedules: rounds=\(rounds) due=\(due.values.map(\.count).reduce(0, +)) scans=\(scans.count)")
            #expect(scans.count >= schedules.count)
            #expect(try await platform.audit.verify(as: owner).fault == nil)
        }
    }

    /// All pages of a list.
    private func all<Item>(_ list: (PageRequest) async throws -> Page<Item>) async throws -> [Item] {
        var items: [Item] = []
        var cursor: String?
        repeat {
            let page = try await list(PageRequest(limit: 200, cursor: cursor))
            items += page.items
            cursor = page.next
        } while cursor != nil
        return items
    }

    private func make(_ count: Int, _ platform: Platform, _ owner: Principal) async throws -> [RecordID] {
        let project = try await platform.projects.create(name: "Toys", as: owner).value
        let bytes = Array(ToyAPI.document.utf8)
        let document = try await platform.documents.upload(bytes, name: "a.yaml", as: owner).value
        var ids: [RecordID] = []
        for number in 0..<count {
            let target = try await platform.targets.create(
                .init(name: "T\(number)", url: "http://127.0.0.1:1"),
                in: project.id,
                as: owner
            ).value
            let input = ScheduleInput(
                name: "S\(number)",
                cron: "0 0 1 1 *",
                scan: NewScan(target: target.id, document: document.id)
            )
            ids.append(try await platform.schedules.create(input, as: owner).value.id)
        }
        return ids
    }

    /// Moves the next time of a schedule to now, unless the one before is not over.
    private func makeDue(_ id: RecordID, _ store: SQLiteStore, _ scope: TenantScope) async throws -> Int64? {
        try await store.write(scope) { writer in
            let now = Date().milliseconds
            guard var schedule = try writer.find(Schedule.self, id), (schedule.nextRunAt ?? 0) > now else { return nil }
            schedule.nextRunAt = now
            try writer.update(schedule)
            return now
        }
    }
}
