//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Synchronization
import Testing
import VentiKit
import VentiKitTesting

private let scan = NotesAPI.scan(checks: ["headers.version-leak", "headers.nosniff"])
private let scans = Mutex(0)

/// Counts how often the API is asked for.
private func counted() throws -> APIUnderTest {
    scans.withLock { $0 += 1 }
    return try .notes(NotesAPI())
}

/// A suite that is scanned once for all its tests.
@Suite(.apiScan(scan, over: try counted()))
struct ScannedOperationTests {
    @Test(arguments: try scan.operations())
    func eachOperationIsATestOfTheOneScan(operation: ScannedOperation) throws {
        let issues = recordedIssues { try operation.expectNoFindings(atOrAbove: .info) }
        #expect(scans.withLock { $0 } == 1)
        let expected =
            switch operation.name {
            case "GET /admin": ["GET /admin: 403 as anonymous"]
            case "(elsewhere)": try APIScan.currentReport.issues(.noFindings(atOrAbove: .info)).map(\.text)
            default: [String]()
            }
        #expect(issues.map(\.text) == expected)
    }

    @Test func anIssueIsAtTheLineOfTheCall() throws {
        let line = #_sourceLocation.line + 1
        let issues = recordedIssues { try ScannedOperation.elsewhere.expectNoFindings(atOrAbove: .info) }
        #expect(!issues.isEmpty)
        #expect(issues.allSatisfy { $0.sourceLocation?.line == line })
    }

    @Test func theReportIsAtHand() throws {
        #expect(try APIScan.currentReport.api.title == "Notes")
    }

    @Suite struct Inner {
        @Test func suitesWithinShareTheReport() throws {
            #expect(try APIScan.currentReport.api.title == "Notes")
            #expect(scans.withLock { $0 } == 1)
        }
    }
}

/// The traits beside `apiScan` count wherever they stand.
@Suite(
    .scanBudget(requests: 30),
    .apiScan(APIScan(.text(NotesAPI.document)), over: try .notes(NotesAPI())),
    .identities { [Identity("alice", bearer: "t0ken-of-alice")] }
)
struct ScanSettingTests {
    @Test func theBudgetOfTheSuiteIsKept() throws {
        #expect(try APIScan.currentReport.statistics.requestsSent <= 30)
    }

    @Test func theIdentitiesOfTheSuiteAreUsed() throws {
        #expect(try APIScan.currentReport.identities.map(\.name) == ["alice"])
    }
}

struct UnscannedSuiteTests {
    @Test func withoutTheTraitThereIsNoReport() {
        let error = #expect(throws: ScanError.self) { try APIScan.currentReport }
        #expect(error?.message.contains(".apiScan") == true)
    }
}
