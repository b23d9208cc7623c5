//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing

@testable import VentiKit

struct ScanOutcomeTests {
    private static let operations = [APIOperation("GET /books"), APIOperation("GET /authors")]

    @Test func aScanThatDoesEverythingIsCompleted() async throws {
        let api = TinyAPI(Self.operations) { _ in .json(#"{"note":"flaw"}"#) }
        let log = EventLog()
        let report = try await api.scan(checks: CheckSet([WordCheck()]), log: log)
        #expect(report.outcome == .completed)
        #expect(report.outcomeDetail == nil)
        #expect(report.findings.map(\.location.operationName) == ["GET /authors", "GET /books"])
        #expect(report.findings.allSatisfy { $0.confidence == .confirmed })
        #expect(report.coverage.fraction == 1)
        #expect(report.statistics.requestsSent == api.requests.count)
        guard case .started = log.events.first, case .finished(let last) = log.events.last else {
            Issue.record("the events do not begin with the start and end with the report")
            return
        }
        #expect(last == report)
        let phases = log.events.compactMap { if case .phase(let phase) = $0 { phase.name } else { nil } }
        #expect(phases == [.plan, .reach, .look, .attack, .confirm])
    }

    @Test func aBudgetThatIsUsedUpEndsTheScanWithWhatWasFound() async throws {
        let operations = (0..<30).map { APIOperation("GET /books\($0)") }
        let api = TinyAPI(operations) { _ in .json(#"{"note":"flaw"}"#) }
        let report = try await api.scan(checks: CheckSet([WordCheck()])) { $0.maximumRequests = 50 }
        #expect(report.outcome == .budgetExhausted)
        #expect(report.outcomeDetail == "The scan's 50 requests are used up.")
        #expect(report.statistics.requestsSent <= 50)
        #expect(api.requests.count == report.statistics.requestsSent)
        #expect(report.coverage.operations.count == 30)
        #expect(report.coverage.reachedCount == 30)
        #expect(!report.findings.isEmpty)
        #expect(report.findings.contains { $0.confidence == .confirmed })
    }

    @Test func aBudgetTooSmallForTheReachPassLeavesTheRestUncovered() async throws {
        let operations = (0..<30).map { APIOperation("GET /books\($0)") }
        let api = TinyAPI(operations) { _ in .json("{}") }
        let report = try await api.scan(checks: CheckSet([WordCheck()])) { $0.maximumRequests = 10 }
        #expect(report.outcome == .budgetExhausted)
        #expect(report.coverage.operations.count == 30)
        #expect((1..<10).contains(report.coverage.reachedCount))
        #expect(report.coverage.operations.last?.skippedBecause == "the scan ended before it")
    }

    @Test func aHandlerThatNeverAnswersDoesNotOutliveTheDeadline() async throws {
        let api = TinyAPI(Self.operations) { request in
            if request.path != "/" { try await Task.sleep(for: .seconds(3_600)) }
            return .json("{}")
        }
        let report = try await api.scan { $0.maximumSeconds = 2 }
        #expect(report.outcome == .deadlineReached)
        #expect(report.coverage.reachedCount == 0)
        // On a busy machine the time may be up before the first operation is asked.
        let first = try #require(report.coverage.operations.first)
        let isTimedOut = first.attempts.first?.failure == AttemptOutcome("timed-out")
        #expect(isTimedOut || first.skippedBecause == "the scan ended before it")
    }

    @Test func cancellingEndsWithAReportOfWhatWasFound() async throws {
        let (cancelled, signal) = AsyncStream<Void>.makeStream()
        let api = TinyAPI(Self.operations) { request in
            // The second operation hangs once the first one is found to have the flaw.
            if request.path == "/authors", request.count > 1 {
                signal.finish()
                try await Task.sleep(for: .seconds(3_600))
            }
            return .json(#"{"note":"flaw"}"#)
        }
        let log = EventLog()
        let report = try await withThrowingTaskGroup(of: ScanReport?.self) { group in
            group.addTask {
                try await api.scan(checks: CheckSet([WordCheck()]), log: log) { $0.concurrency = 1 }
            }
            for await _ in cancelled {}
            group.cancelAll()
            return try await group.next() ?? nil
        }
        #expect(report?.outcome == .cancelled)
        #expect(report?.outcomeDetail == "The scan was cancelled.")
        #expect(report?.findings.map(\.location.operationName) == ["GET /books"])
        #expect(report?.coverage.reachedCount == 2)
        if case .finished = log.events.last {} else { Issue.record("the last event is not the report") }
    }

    @Test func cancellingBeforeTheBeginningThrows() async throws {
        let api = TinyAPI(Self.operations) { _ in .json("{}") }
        await #expect(throws: CancellationError.self) {
            try await withThrowingTaskGroup(of: ScanReport.self) { group in
                group.cancelAll()
                group.addTask { try await api.scan() }
                _ = try await group.next()
            }
        }
        #expect(api.requests.isEmpty)
    }

    @Test func aPageForEveryRequestIsNotTheAPI() async throws {
        let api = TinyAPI(Self.operations) { _ in .init(status: 200, body: "<!doctype html><p>Hello", type: "text/html")
        }
        let report = try await api.scan()
        #expect(report.outcome == .failed)
        #expect(
            report.outcomeDetail
                == "http://tiny.test answers an HTML page to every request, so it is not the API of openapi; check the port "
                + "and the base path of the URL."
        )
    }

    @Test func anAPIThatDocumentsPagesMayAnswerThem() async throws {
        let operations = Self.operations.map { operation in
            var operation = operation
            operation.responses["200"] = APIResponse(contents: [APIContent(mediaType: "text/html; charset=utf-8")])
            return operation
        }
        let api = TinyAPI(operations) { _ in .init(status: 200, body: "<!doctype html><p>Hello", type: "text/html") }
        #expect(try await api.scan(only: ["sqli"]).outcome == .completed)
    }
}
