//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing

@testable import VentiKit

@Suite("What VentiKit's checks say of another scanner's findings")
struct FindingCorroboratorTests {
    private let place = FindingLocation(method: "GET", path: "/a", insertionPoint: InsertionPoint(.query, "q"))

    private func report(proven: [Finding], ran: [CheckID]) -> ScanReport {
        var report = ScanReport(
            api: APISummary(title: "A", version: "1", documentVersion: "3.1", documentName: "a", operations: 1),
            target: "http://127.0.0.1:1",
            profile: .safe,
            startedAt: "2026-01-01T00:00:00Z"
        )
        report.findings = proven
        report.coverage = ScanCoverage(operations: [OperationCoverage(operation: "GET /a", checksRun: ran)])
        return report
    }

    private func finding(_ id: CheckID, _ confidence: Confidence, at point: InsertionPoint?, cwe: Int = 89) -> Finding {
        Finding(
            checkID: id,
            title: "T",
            summary: "S",
            severity: .high,
            confidence: confidence,
            weaknesses: [.cwe(cwe)],
            location: FindingLocation(method: "GET", path: "/a", insertionPoint: point)
        )
    }

    private func judged(_ finding: Finding, by report: ScanReport) -> Finding {
        FindingCorroborator(report, checks: .default).judged(finding)
    }

    @Test func aProofOfOursConfirmsIt() {
        let own = finding("venti.sqli.error", .confirmed, at: place.insertionPoint)
        let other = finding("zap.40018", .tentative, at: place.insertionPoint)
        let result = judged(other, by: report(proven: [own], ran: ["venti.sqli.error"]))
        #expect(result.confidence == .confirmed)
        #expect(result.corroboration?.verdict == .reproduced)
        #expect(result.corroboration?.checks == ["venti.sqli.error"])
        #expect(result.fingerprint == other.fingerprint)
    }

    @Test func aProofElsewhereInTheRequestDoesNot() {
        let own = finding("venti.sqli.error", .confirmed, at: InsertionPoint(.query, "other"))
        let other = finding("zap.40018", .firm, at: place.insertionPoint)
        let result = judged(other, by: report(proven: [own], ran: ["venti.sqli.error"]))
        #expect(result.corroboration?.verdict == .notReproduced)
        #expect(result.confidence == .tentative)
    }

    @Test func aTentativeFindingOfOursProvesNothing() {
        let own = finding("venti.sqli.error", .tentative, at: place.insertionPoint)
        let result = judged(
            finding("zap.40018", .firm, at: place.insertionPoint),
            by: report(proven: [own], ran: ["venti.sqli.error"])
        )
        #expect(result.corroboration?.verdict == .notReproduced)
    }

    @Test func whatNoCheckTriedStaysAsItWas() {
        let other = finding("zap.1", .firm, at: nil, cwe: 1275)
        let unknown = finding("zap.40018", .firm, at: nil)
        #expect(judged(unknown, by: report(proven: [], ran: [])).corroboration?.verdict == .notTried)
        #expect(judged(unknown, by: report(proven: [], ran: [])).confidence == .firm)
        #expect(judged(other, by: report(proven: [], ran: [])).confidence == .firm)
    }

    @Test func aBodyMemberIsTheSameByPointerAndByName() {
        let own = finding("venti.sqli.error", .confirmed, at: InsertionPoint(.body, "/user/name"))
        let other = finding("zap.40018", .tentative, at: InsertionPoint(.body, "name"))
        #expect(judged(other, by: report(proven: [own], ran: [])).corroboration?.verdict == .reproduced)
    }
}
