//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing

@testable import VentiKit

struct BaselineTests {
    @Test func knowsWhatTheReportHasFound() throws {
        let update = try Baseline().updated(with: Shop.report([Shop.users, Shop.header, Shop.orders]))
        #expect(update.baseline.entries.map(\.checkID.shortName) == ["bola.read", "headers.nosniff", "sqli.error"])
        #expect(update.baseline.entries.map(\.operation) == ["GET /orders/{id}", "(host)", "GET /users/{id}"])
        #expect(update.baseline[Shop.users.fingerprint]?.since == Sample.date("2026-10-02"))
        #expect(update.added == update.baseline.entries)
        #expect(update.removed == [])
    }

    @Test func keepsTheDayOnWhichAFindingWasFirstSeen() throws {
        let known = try Shop.baseline([Shop.users, Shop.orders])
        let update = try known.updated(with: Shop.report([Shop.users, Shop.login], on: "2026-11-20"))
        #expect(update.baseline[Shop.users.fingerprint]?.since == Sample.date("2026-10-02"))
        #expect(update.baseline[Shop.login.fingerprint]?.since == Sample.date("2026-11-20"))
        #expect(update.added.map(\.fingerprint) == [Shop.login.fingerprint])
        #expect(update.removed.map(\.fingerprint) == [Shop.orders.fingerprint])
        #expect(update.baseline.count == 2)
    }

    @Test func keepsWhatTheScanDidNotLookFor() throws {
        let known = try Shop.baseline([Shop.users, Shop.orders])
        var operations = Shop.operations
        operations[3] = Shop.operation("GET /orders/{id}", status: 403)
        let report = Shop.report([Shop.users], operations: operations)
        let update = try known.updated(with: report)
        #expect(update.removed == [])
        #expect(update.unseen.map(\.fingerprint) == [Shop.orders.fingerprint])
        #expect(update.unseen.map(\.reason) == ["the operation was not reached"])
        #expect(update.baseline == known)
        let pruned = try known.updated(with: report, keepsUnseen: false)
        #expect(pruned.removed.map(\.fingerprint) == [Shop.orders.fingerprint])
        #expect(pruned.baseline.count == 1)
    }

    @Test func leavesAcceptedFindingsToTheirAcceptance() throws {
        var report = Shop.report([Shop.users, Shop.login])
        report.triage = FindingTriage(
            date: Sample.date("2026-10-02"),
            entries: [.init(fingerprint: Shop.login.fingerprint, acceptance: Sample.acceptance)]
        )
        let update = try Shop.baseline([Shop.login]).updated(with: report)
        #expect(update.baseline.entries.map(\.fingerprint) == [Shop.users.fingerprint])
        #expect(update.acceptedCount == 1)
    }

    @Test func needsToKnowWhenTheReportWasMade() throws {
        var report = Shop.report([Shop.users])
        report.startedAt = "yesterday"
        let error = #expect(throws: ScanError.self) { try Baseline().updated(with: report) }
        #expect(error?.code == .invalidArgument)
    }

    @Test func holdsNoEvidence() throws {
        let text = try Baseline().updated(with: Sample.report).baseline.text()
        #expect(text.contains(Sample.finding.fingerprint.rawValue))
        for word in ["quote", "alice", "127.0.0.1", "/books/1'", "Bearer", "proof", "SQL injection"] {
            #expect(!text.contains(word))
        }
    }
}
