//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import HTTPTypes
import HummingbirdCore
import NIOCore
import Synchronization
import Testing
import VentiKit

@testable import VentiServer
@testable import VentiService

@Suite struct JSONTextTests {
    /// What an encoder gives is what the value writes itself.
    private func expectSame(_ value: some JSONWritable) throws {
        var text = JSONText()
        value.write(to: &text)
        let encoded = try Answer.encoder().encode(value)
        #expect(String(decoding: text.bytes, as: UTF8.self) == String(decoding: encoded, as: UTF8.self))
    }

    private static let texts = [
        "", "plain", "\"quoted\" \\ back/slash", "tab\tline\nreturn\r\u{8}\u{c}", "\u{0}\u{1}\u{f}\u{10}\u{1f}\u{7f}",
        "größer 漢字 👩‍👩‍👧 e\u{301}\u{2028}", "</script><!--",
    ]

    private func scan(_ text: String) -> Scan {
        Scan(
            id: .make(),
            tenant: .make(),
            project: .make(),
            target: .make(),
            document: .make(),
            state: .completed,
            profile: .active,
            scanner: text,
            budget: ScanBudget(requests: 7, seconds: 0.25, requestsPerSecond: 1e15),
            identities: [text, "b"],
            progress: Scan.Progress(),
            findings: Scan.Counts(),
            coverage: Scan.Coverage(operations: 3, reached: 2),
            outcome: text,
            detail: text,
            attempt: 2,
            createdBy: text,
            schedule: .make(),
            scheduledFor: Date(timeIntervalSince1970: 1.25),
            createdAt: Date(timeIntervalSince1970: 1_800_000_000.001),
            startedAt: Date(),
            finishedAt: Date()
        )
    }

    private func finding(_ text: String) -> TrackedFinding {
        TrackedFinding(
            id: .make(),
            tenant: .make(),
            project: .make(),
            target: .make(),
            fingerprint: text,
            check: text,
            title: text,
            summary: text,
            operation: text,
            severity: .high,
            rank: 3,
            confidence: .confirmed,
            state: .accepted,
            assignee: text,
            reason: text,
            acceptedUntil: Date(),
            firstScan: .make(),
            lastScan: .make(),
            firstSeenAt: Date(timeIntervalSince1970: -1),
            lastSeenAt: Date(),
            fixedAt: Date()
        )
    }

    @Test(arguments: texts) func aScanIsWrittenAsAnEncoderWouldWriteIt(text: String) throws {
        var scan = scan(text)
        scan.progress.fraction = 1.0 / 3
        scan.progress.activity = text
        scan.findings.high = 3
        try expectSame(ScanView(scan))
    }

    @Test(arguments: texts) func aFindingIsWrittenAsAnEncoderWouldWriteIt(text: String) throws {
        try expectSame(FindingView(finding(text)))
    }

    @Test func whatIsMissingIsLeftOut() throws {
        var scan = scan("a")
        scan.document = nil
        scan.coverage = nil
        scan.outcome = nil
        scan.detail = nil
        scan.schedule = nil
        scan.scheduledFor = nil
        scan.startedAt = nil
        scan.finishedAt = nil
        scan.identities = []
        try expectSame(ScanView(scan))
        var finding = finding("a")
        finding.assignee = nil
        finding.reason = nil
        finding.acceptedUntil = nil
        finding.fixedAt = nil
        try expectSame(FindingView(finding))
    }

    @Test(arguments: [0, 1, 2], [nil, "more"] as [String?])
    func aPageOfThemIsValidJSON(count: Int, next: String?) async throws {
        let findings = (0..<count).map { finding("\"\($0)") }
        let answer = Answer.page(Page(items: findings, next: next, total: 9), FindingView.init)
        let written = Written()
        try await answer.body.write(written)
        let page = try JSONDecoder().decode(JSON.self, from: Data(written.bytes.withLock { $0 }))
        #expect(page["items"]?.items.compactMap { $0["title"]?.text } == findings.map(\.title))
        #expect(page["next_cursor"] == next.map { JSON.string($0) } ?? .null)
        #expect(page["total"] == ["count": 9, "type": "exact"])
    }
}

private final class Written: ResponseBodyWriter {
    let bytes = Mutex<[UInt8]>([])

    func write(_ buffer: ByteBuffer) async throws { bytes.withLock { $0 += buffer.readableBytesView } }

    func finish(_ trailingHeaders: HTTPFields?) async throws {}
}
