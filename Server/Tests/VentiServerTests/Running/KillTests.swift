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

/// Workers that are killed at random moments, and what becomes of the scans.
///
/// `Server/Scripts/figures kills` runs it with a hundred rounds.
@Suite(.timeLimit(.minutes(30))) struct KillTests {
    private struct Outcome {
        var lost = 0
        var doubled = 0
        var recoveries: [Double] = []
    }

    @Test func whateverIsKilledNothingIsLostAndNothingDoubled() async throws {
        let rounds = ProcessInfo.processInfo.environment["VENTI_KILL_ROUNDS"].flatMap { Int($0) } ?? 10
        let outcome = try await ToyAPI.serve { target in
            try await ServerProcess.withFolder { folder in try await run(rounds, target, folder) }
        }
        let sorted = outcome.recoveries.sorted()
        // Where no kill met a running scan, nothing was shown.
        try #require(!sorted.isEmpty)
        let p95 = sorted[min(sorted.count - 1, sorted.count * 95 / 100)]
        let seconds = (p95 * 10).rounded() / 10
        print("kills: rounds=\(rounds) lost=\(outcome.lost) doubled=\(outcome.doubled) recovery_p95_s=\(seconds)")
        #expect(outcome.lost == 0 && outcome.doubled == 0)
    }

    private func run(_ rounds: Int, _ target: String, _ folder: URL) async throws -> Outcome {
        let data = folder.appending(path: "data").path
        _ = try await ServerProcess.run(["migrate", "--data", data], in: folder)
        var parts = Platform.Parts(
            store: try SQLiteStore(path: data + "/venti.sqlite"),
            keys: PlatformKeys(),
            signingKeys: { SigningKeys() }
        )
        parts.settings.allowedHosts = ["127.0.0.1"]
        parts.settings.passwordCostLogarithm = 4
        let platform = Platform(parts)
        let first = try #require(try await platform.identity.setUp())
        let owner = IdentityService.principal(first.member, .make())
        let project = try await platform.projects.create(name: "Toys", as: owner).value
        let document = try await platform.documents.upload(Array(ToyAPI.document.utf8), name: "a.yaml", as: owner).value
        var scans: [RecordID] = []
        var outcome = Outcome()
        var generator = SystemRandomNumberGenerator()
        let options = [
            "worker", "--data", data, "--allow-target", "127.0.0.1", "--lease-seconds", "2", "--concurrency", "3",
        ]
        var worker = try ServerProcess(options, in: folder)
        defer { worker.kill() }
        for round in 0..<rounds {
            // Two targets a round: each scan has its target for itself.
            for number in 0..<2 {
                let made = try await platform.targets.create(
                    .init(name: "\(round)-\(number)", url: target, maximumRequestsPerSecond: 50),
                    in: project.id,
                    as: owner
                ).value
                scans.append(
                    try await platform.scans.create(.init(target: made.id, document: document.id), as: owner).value.id
                )
            }
            _ = try await worker.line(after: "worker is ready")
            try await Task.sleep(for: .milliseconds(Int.random(in: 0...1_500, using: &generator)))
            worker.kill()
            _ = await worker.status()
            let killed = ContinuousClock.now
            let running = try await states(of: scans, platform, owner).filter { $0.value.state == .running }
            worker = try ServerProcess(options, in: folder)
            if !running.isEmpty {
                try await wait(180, for: "the scans of a killed worker") {
                    try await states(of: Array(running.keys), platform, owner).allSatisfy { id, scan in
                        scan.state.isFinal || scan.attempt > (running[id]?.attempt ?? 0)
                    }
                }
                let seconds = (ContinuousClock.now - killed).components
                outcome.recoveries.append(Double(seconds.seconds) + Double(seconds.attoseconds) / 1e18)
            }
        }
        try await wait(300, for: "all scans") {
            try await states(of: scans, platform, owner).allSatisfy { $0.value.state.isFinal }
        }
        worker.terminate()
        _ = await worker.status()
        for (id, scan) in try await states(of: scans, platform, owner) {
            if scan.state != .completed { outcome.lost += 1 }
            let events = try await platform.scans.events(of: id, limit: 100_000, as: owner)
            if events.filter({ $0.kind == "done" }).count != 1 || events.map(\.seq) != Array(1...events.count) {
                outcome.doubled += 1
            }
            let findings = try await platform.findings.list(of: id, as: owner, page: PageRequest(limit: 200))
            let report = try await platform.reports.report(of: id, as: owner)
            if findings.total != Set(report.findings.map(\.fingerprint)).count { outcome.doubled += 1 }
            if findings.total == 0 { outcome.lost += 1 }
        }
        return outcome
    }

    private func states(of ids: [RecordID], _ platform: Platform, _ owner: Principal) async throws -> [RecordID: Scan] {
        var result: [RecordID: Scan] = [:]
        for id in ids { result[id] = try await platform.scans.find(id, as: owner) }
        return result
    }

    private func wait(_ seconds: Int, for what: String, _ isOver: () async throws -> Bool) async throws {
        let deadline = ContinuousClock.now + .seconds(seconds)
        while ContinuousClock.now < deadline {
            if try await isOver() { return }
            try await Task.sleep(for: .milliseconds(50))
        }
        throw ServiceError(.unavailable, "\(what) did not get there")
    }
}
