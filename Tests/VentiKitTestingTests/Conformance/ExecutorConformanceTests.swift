//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing
import VentiKit
import VentiKitTesting
import VulnerableAPIs

struct ExecutorConformanceTests {
    /// Runs the suite against an API on a port of this machine.
    private func problems(_ executor: any Executor, scanner: any APIScanner = NativeScanner()) async throws -> [String]
    {
        let api = NotesAPI()
        let served = VulnerableAPI(name: "notes", document: NotesAPI.document) { api.respond(to: $0, body: $1) }
        return try await withServer(served) { port in
            var request = ScanRequest(
                document: .bytes(Array(NotesAPI.document.utf8), name: "openapi.yaml"),
                target: "http://127.0.0.1:\(port)"
            )
            request.policy.requestsPerSecond = nil
            request.policy.checks = ["headers.version-leak"]
            var suite = ExecutorConformance(executor, scanner: scanner, request: request)
            suite.requestsReceived = { api.requests }
            return try await suite.problems().map(\.rule)
        }
    }

    @Test(.timeLimit(.minutes(3)))
    func theExecutorInThisProcessKeepsTheRules() async throws {
        #expect(try await problems(InProcessExecutor()) == [])
    }

    @Test(
        .timeLimit(.minutes(3)),
        arguments: [
            (FaultyExecutor.Fault.losesReport, "The last event is `finished`, and no other is."),
            (.repeatsReport, "The last event is `finished`, and no other is."),
            (.losesStart, "The first event is `started`."),
            (.losesFindings, "Every finding of the report is sent as an event, and no other."),
            (.changesSeverity, "The same request gives the same findings as in this process."),
            (.throwsWhenCancelled, "A scan that is cancelled after it began returns."),
            (
                .ignoresEarlyCancellation,
                "A task that is cancelled beforehand throws CancellationError and sends nothing."
            ),
            (.ignoresMissingSecrets, "A request whose secrets are not in place is refused with invalid-argument."),
            (.hidesErrors, "A scan that cannot begin throws the scanner's error, and sends no report."),
            (.mixesScans, "Two scans at once keep their events apart."),
            (.doesNotWait, "While the first event is not taken, no other is sent."),
            (.hasNoName, "The executor has a name."),
        ]
    )
    func anExecutorThatBreaksARuleIsCaught(fault: FaultyExecutor.Fault, rule: String) async throws {
        let broken = try await problems(FaultyExecutor(fault: fault))
        #expect(broken.contains(rule), "\(broken)")
    }

    @Test func aProblemIsAnIssueAtTheLineOfTheCall() async throws {
        let line = #_sourceLocation.line + 2
        let issues = await recordedIssues {
            try await BrokenSuite().expectNoProblems()
        }
        #expect(issues.map(\.text) == ["It does.\nIt does not."])
        #expect(issues.first?.sourceLocation?.line == line)
    }

    private struct BrokenSuite: ConformanceSuite {
        func problems() async throws -> [ConformanceProblem] { [ConformanceProblem("It does.", "It does not.")] }
    }
}
