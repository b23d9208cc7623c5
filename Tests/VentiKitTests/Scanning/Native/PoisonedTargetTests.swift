//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Synchronization
import Testing

@testable import VentiKit

struct PoisonedTargetTests {
    private static let operations = [APIOperation("GET /books"), APIOperation("GET /notes"), APIOperation("GET /zoo")]

    /// An API that loses its books at its request of this number, and shows the flaw only from then on.
    private func api(losing number: Int) -> TinyAPI {
        TinyAPI(Self.operations) { request in
            if request.number < number {
                return .json(request.path == "/books" ? #"[{"title":"The Tide"}]"# : #"{"note":"well"}"#)
            }
            return request.path == "/books" ? .json(#"{"error":"gone"}"#, 500) : .json(#"{"note":"flaw"}"#)
        }
    }

    private let event = "GET /books no longer answers as it did"

    @Test func theScanStopsAndSaysWhatHappened() async throws {
        let report = try await api(losing: 30).scan(checks: CheckSet([WordCheck(idleRequests: 70)])) {
            $0.concurrency = 1
        }
        #expect(report.outcome == .failed)
        #expect(report.outcomeDetail == "\(event), so the scan stopped. Restore the target and scan again.")
        #expect(
            report.diagnostics.map(\.message) == [
                "\(event); 0 findings made since then were taken back. Restore the target and scan again."
            ]
        )
        // What the ruined target would show is not even asked for.
        #expect(report.findings.isEmpty)
        #expect(report.coverage.operations.map(\.checksRun) == [["test.word"], [], []])
    }

    @Test func findingsOfThePoisonedWindowAreTakenBackAndEarlierOnesKept() async throws {
        let operations = [APIOperation("GET /books"), APIOperation("GET /early"), APIOperation("GET /late")]
        let api = TinyAPI(operations) { request in
            // Both looks of the check at `/early` find it, and the window ends well; at `/late` the books are gone.
            let isLost = request.number > 150
            if request.path == "/books" { return isLost ? .json(#"{"error":"gone"}"#, 500) : .json("[]") }
            return .json(#"{"note":"flaw"}"#)
        }
        let report = try await api.scan(checks: CheckSet([WordCheck(idleRequests: 70)])) { $0.concurrency = 1 }
        #expect(report.outcome == .failed)
        #expect(report.findings.map(\.location.operationName) == ["GET /early"])
        #expect(report.diagnostics.map(\.message).first?.hasPrefix("\(event); 1 findings made since then") ?? false)
    }

    @Test func aListThatAloneFailsStopsNothing() async throws {
        let operations = ["GET /books", "GET /notes", "GET /zoo"].map { APIOperation($0).protected }
        let api = TinyAPI(operations) { request in
            guard request.bearer != nil else { return .unauthorized }
            let isBroken = request.path == "/books" && request.number > 40
            return isBroken ? .json(#"{"error":"A book has no title."}"#, 500) : .json(#"{"note":"flaw"}"#)
        }
        let ann = Identity("ann", credential: .bearer(Secret("token-of-ann")))
        let report = try await api.scan(as: [ann], checks: CheckSet([WordCheck(idleRequests: 70)])) {
            $0.concurrency = 1
        }
        #expect(report.outcome == .completed)
        #expect(Set(report.findings.map(\.location.operationName)).isSuperset(of: ["GET /notes", "GET /zoo"]))
    }

    @Test func aRequestWithoutAnAnswerIsAReasonToLookAtOnce() async throws {
        // Preflight, three requests to reach, the check at the first operation: the next request is never answered.
        let api = TinyAPI(Self.operations) { request in
            if request.number >= 6 && request.path == "/notes" { throw ProbeError(.connectionClosed, "Gone.") }
            return request.number >= 6 ? .json(#"{"error":"gone"}"#, 500) : .json("[]")
        }
        let report = try await api.scan(checks: CheckSet([WordCheck()])) { $0.concurrency = 1 }
        #expect(report.outcome == .failed)
        #expect(report.outcomeDetail == "\(event), so the scan stopped. Restore the target and scan again.")
        #expect(api.requests(to: "/zoo").count == 1)
    }

    @Test func poisonAtTheEndOfAScanIsNoticedToo() async throws {
        // Preflight, three requests to reach, three of the checks: the last of them ruins it.
        let report = try await api(losing: 7).scan(checks: CheckSet([WordCheck()])) { $0.concurrency = 1 }
        #expect(report.outcome == .failed)
        #expect(report.diagnostics.contains { $0.message.hasPrefix(event) })
        #expect(report.findings.isEmpty)
    }

    @Test func theLastMutationIsNamed() async throws {
        let isLost = Mutex(false)
        let api = TinyAPI([APIOperation("GET /books"), APIOperation("POST /orders")]) { request in
            if request.path == "/orders" {
                if request.count > 5 { isLost.withLock { $0 = true } }
                return .json(#"{"note":"flaw"}"#, 201)
            }
            return isLost.withLock { $0 } ? .json(#"{"error":"gone"}"#, 500) : .json(#"[{"title":"The Tide"}]"#)
        }
        let report = try await api.scan(checks: CheckSet([WordCheck(idleRequests: 70)])) {
            $0.profile = .active
            $0.concurrency = 1
        }
        #expect(report.outcomeDetail?.hasPrefix("\(event) since POST /orders was called") ?? false)
        #expect(report.findings.isEmpty)
    }

    @Test func aTargetThatAsksForPatienceIsNotPoisoned() async throws {
        let api = TinyAPI(Self.operations) { request in
            if request.path == "/books", request.count > 2 { return .init(status: 429, retryAfter: "3600") }
            return .json(#"{"note":"flaw"}"#)
        }
        let report = try await api.scan(checks: CheckSet([WordCheck()])) {
            $0.includedOperations = ["/books", "/notes"]
        }
        #expect(report.outcome == .completed)
        #expect(report.findings.contains { $0.location.operationName == "GET /notes" })
        #expect(report.diagnostics.isEmpty)
    }

    @Test func aHealthyTargetKeepsItsFindings() async throws {
        let report = try await api(losing: .max).scan(checks: CheckSet([WordCheck(word: "well", idleRequests: 70)]))
        #expect(report.outcome == .completed)
        #expect(report.findings.count == 2)
        #expect(report.diagnostics.isEmpty)
    }
}
