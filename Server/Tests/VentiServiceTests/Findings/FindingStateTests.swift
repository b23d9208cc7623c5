//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import Testing
import VentiKit

@testable import VentiService

@Suite(.timeLimit(.minutes(2))) struct FindingStateTests {
    /// Scans again and again, each time with other findings, and says how the flaw of `/a` stands then.
    private final class Story: Sendable {
        let scanner = StubScanner(.find([]))
        let test: PlatformUnderTest
        let target: Target
        let document: StoredDocument

        init() async throws {
            test = try await PlatformUnderTest(scanner: scanner)
            (target, document) = try await test.target()
        }

        func scan(_ operations: [String]) async throws -> Scan {
            scanner.next(.find(operations))
            let scan = try await test.platform.scans.create(
                NewScan(target: target.id, document: document.id),
                as: test.owner
            ).value
            return try await test.withWorker { [test] in try await test.wait(for: scan.id, [.completed]) }
        }

        func finding() async throws -> TrackedFinding {
            let found = try await test.platform.findings.list(as: test.owner).items
            return try #require(found.first { $0.operation == "GET /a" })
        }
    }

    @Test func aFlawIsNewThenOpenThenFixedThenBack() async throws {
        let story = try await Story()
        let first = try await story.scan(["/a"])
        #expect(try await story.finding().state == .new)
        _ = try await story.scan(["/a", "/b"])
        #expect(try await story.finding().state == .open)
        let third = try await story.scan([])
        #expect(try await story.finding().state == .fixed)
        _ = try await story.scan(["/a"])
        let back = try await story.finding()
        #expect(back.state == .regressed && back.fixedAt == nil && back.firstScan == first.id)
        _ = try await story.scan(["/a"])
        #expect(try await story.finding().state == .regressed)
        let history = try await story.test.platform.findings.history(of: back.id, as: story.test.owner)
        #expect(history.map(\.to) == [.new, .open, .fixed, .regressed])
        let difference = try await story.test.platform.reports.difference(
            from: first.id,
            to: third.id,
            as: story.test.owner
        )
        #expect(difference.fixed.map(\.operation) == ["GET /a"] && difference.appeared.isEmpty)
        #expect(try await story.test.platform.findings.list(as: story.test.owner).total == 2)
    }

    @Test func whatAPersonDecidesStaysUntilItIsOver() async throws {
        let story = try await Story()
        let (findings, owner) = (story.test.platform.findings, story.test.owner)
        _ = try await story.scan(["/a"])
        let id = try await story.finding().id
        _ = try await findings.judge(id, .falsePositive(reason: "the gateway's"), as: owner)
        _ = try await story.scan(["/a"])
        #expect(try await story.finding().state == .falsePositive)
        _ = try await findings.judge(id, .reopened, as: owner)
        let until = story.test.clock.now.addingTimeInterval(86_400)
        _ = try await findings.judge(id, .accepted(reason: "until the release", until: until), as: owner)
        _ = try await story.scan(["/a"])
        #expect(try await story.finding().state == .accepted)
        story.test.clock.advance(2 * 86_400)
        _ = try await story.scan(["/a"])
        #expect(try await story.finding().state == .open)
    }

    @Test func acceptancesNeedAReasonADayAndTheRight() async throws {
        let story = try await Story()
        let (findings, test) = (story.test.platform.findings, story.test)
        _ = try await story.scan(["/a"])
        let id = try await story.finding().id
        let soon = test.clock.now.addingTimeInterval(86_400)
        func judge(_ reason: String, _ until: Date, _ role: Role) async throws -> ServiceError.Code? {
            try await refusal {
                try await findings.judge(id, .accepted(reason: reason, until: until), as: test.principal(role))
            }
        }
        #expect(try await judge("", soon, .analyst) == .validation)
        #expect(try await judge("x", soon.addingTimeInterval(400 * 86_400), .analyst) == .validation)
        #expect(try await judge("x", soon.addingTimeInterval(-2 * 86_400), .analyst) == .validation)
        #expect(try await judge("x", soon, .developer) == .forbidden)
        #expect(try await judge("x", soon, .viewer) == .forbidden)
        #expect(try await judge("x", soon, .analyst) == nil)
    }

    @Test func findingsAreSearchedFilteredAndCounted() async throws {
        let story = try await Story()
        let (findings, owner) = (story.test.platform.findings, story.test.owner)
        let scan = try await story.scan(["/a", "/b", "/c"])
        #expect(try await findings.list(.init(text: "GET /b"), as: owner).items.map(\.operation) == ["GET /b"])
        #expect(try await findings.list(.init(text: "100%_"), as: owner).items.isEmpty)
        #expect(try await findings.list(.init(states: [.fixed]), as: owner).total == 0)
        #expect(try await findings.list(.init(states: [.new], severities: [.high, .low]), as: owner).total == 3)
        #expect(try await findings.counts(as: owner).high == 3)
        #expect(try await findings.list(of: scan.id, as: owner, page: PageRequest(limit: 2)).items.count == 2)
        #expect(try await findings.detail(try await story.finding().id, as: owner).remediation == "Ask for a token.")
    }
}
