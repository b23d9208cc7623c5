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

@Suite(.timeLimit(.minutes(2))) struct ShareTests {
    /// A scan that is over.
    private func scanned(_ test: PlatformUnderTest) async throws -> Scan {
        let target = try await test.target()
        let made = try await test.platform.scans.create(
            NewScan(target: target.0.id, document: target.1.id),
            as: test.owner
        ).value
        return try await test.withWorker { try await test.wait(for: made.id, [.completed]) }
    }

    private func platform(_ change: (inout PlatformSettings) -> Void = { _ in }) async throws -> PlatformUnderTest {
        try await PlatformUnderTest(scanner: StubScanner(.find(["/a"])), change)
    }

    @Test func aLinkOpensTheReportUntilItIsOver() async throws {
        let test = try await platform()
        let scan = try await scanned(test)
        let shares = test.platform.shares
        let share = try await shares.create(of: scan.id, .sarif, days: 2, as: test.owner)
        let link = shares.link(to: share)
        let opened = try await shares.open(link)
        #expect(opened.format == .sarif && opened.scan == scan.id)
        #expect(opened.text == (try await test.platform.reports.text(of: scan.id, .sarif, as: test.owner)))
        #expect(try await shares.list(of: scan.id, as: test.owner).map(\.id) == [share.id])
        #expect(try await shares.list(of: scan.id, as: test.owner).first?.usedAt != nil)
        test.clock.advance(2 * 86_400 - 60)
        _ = try await shares.open(link)
        test.clock.advance(61)
        #expect(try await refusal { try await shares.open(link) } == .notFound)
        #expect(try await shares.list(of: scan.id, as: test.owner).isEmpty)
    }

    /// Each part is under the signature: whoever changes one has nothing.
    @Test func aLinkThatWasChangedOpensNothing() async throws {
        let test = try await platform()
        let (scan, other) = (try await scanned(test), try await scanned(test))
        let shares = test.platform.shares
        let share = try await shares.create(of: scan.id, .csv, days: 1, as: test.owner)
        let second = try await shares.create(of: other.id, .csv, days: 1, as: test.owner)
        let good = shares.link(to: share)
        var wrong: [ShareLink] = []
        func change(_ change: (inout ShareLink) -> Void) {
            var copy = good
            change(&copy)
            wrong.append(copy)
        }
        change { $0.expires += 1 }
        change { $0.expires = 99_999_999_999 }
        change { $0.format = .json }
        change { $0.scan = other.id }
        change { $0.share = second.id }
        change { $0.signature = shares.link(to: second).signature }
        change { $0.signature = String(repeating: "0", count: 64) }
        change { $0.signature = "" }
        // Another server's key.
        wrong.append(ShareLink(share, key: PlatformKeys().stableKey(for: "shares")))
        for link in wrong { #expect(try await refusal { try await shares.open(link) } == .notFound, "\(link)") }
        #expect(try await shares.open(good).scan == scan.id)
    }

    @Test func aRevokedLinkOpensNothingAndAllOfItIsInTheAuditLog() async throws {
        let test = try await platform()
        let scan = try await scanned(test)
        let shares = test.platform.shares
        let share = try await shares.create(of: scan.id, .html, days: 1, as: test.owner)
        for _ in 0..<3 { _ = try await shares.open(shares.link(to: share)) }
        try await shares.revoke(share.id, as: test.owner)
        #expect(try await refusal { try await shares.open(shares.link(to: share)) } == .notFound)
        #expect(try await refusal { try await shares.revoke(share.id, as: test.owner) } == .notFound)
        let entries = try await test.platform.audit.list(as: test.owner).items.filter { $0.object == share.id.rawValue }
        #expect(entries.map(\.action) == ["share.revoke", "share.open", "share.create"])
    }

    @Test func sharingIsBounded() async throws {
        let test = try await platform { $0.maximumShareDays = 7 }
        let scan = try await scanned(test)
        let shares = test.platform.shares
        func code(_ days: Int, _ role: Role = .owner, scan id: RecordID? = nil) async throws -> ServiceError.Code? {
            try await refusal {
                try await shares.create(of: id ?? scan.id, .html, days: days, as: test.principal(role))
            }
        }
        #expect(try await code(0) == .validation)
        #expect(try await code(8) == .validation)
        #expect(try await code(1, .developer) == .forbidden)
        #expect(try await code(1, .viewer) == .forbidden)
        #expect(try await code(1, scan: .make()) == .notFound)
        for _ in 0..<20 { #expect(try await code(7) == nil) }
        #expect(try await code(7) == .conflict)
        let stranger = try await test.otherOwner()
        #expect(try await refusal { try await shares.list(of: scan.id, as: stranger) } == .notFound)
        let first = try #require(try await shares.list(of: scan.id, as: test.owner).first)
        #expect(try await refusal { try await shares.revoke(first.id, as: stranger) } == .notFound)
        let waiting = try await test.platform.scans.create(
            NewScan(target: scan.target, document: try #require(scan.document)),
            as: test.owner
        ).value
        #expect(try await code(1, scan: waiting.id) == .conflict)
    }

    @Test func aServerThatSharesNothingOpensNothing() async throws {
        let test = try await platform()
        let scan = try await scanned(test)
        let share = try await test.platform.shares.create(of: scan.id, .html, days: 1, as: test.owner)
        var parts = Platform.Parts(
            store: test.store,
            keys: test.platform.core.keys,
            signingKeys: { try test.platform.core.signing.keys() }
        )
        parts.settings.maximumShareDays = 0
        let closed = Platform(parts).shares
        #expect(try await refusal { try await closed.open(closed.link(to: share)) } == .notFound)
        #expect(try await refusal { try await closed.create(of: scan.id, .html, days: 1, as: test.owner) } == .conflict)
    }
}
