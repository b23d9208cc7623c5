//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing

@testable import VentiKit

struct ScanConfidenceTests {
    @Test func aFlawThatDoesNotShowAgainIsTentative() async throws {
        // One request to reach, one of the check, and one of the health canary, which looks at the shape alone.
        let api = TinyAPI([APIOperation("GET /books")]) { request in
            .json(request.count <= 2 ? #"{"note":"flaw"}"# : #"{"note":"well"}"#)
        }
        let report = try await api.scan(checks: CheckSet([WordCheck()]))
        #expect(report.findings.map(\.confidence) == [.tentative])
    }

    @Test func aFlawThatShowsAgainIsConfirmed() async throws {
        let api = TinyAPI([APIOperation("GET /books")]) { _ in .json(#"{"note":"flaw"}"#) }
        let report = try await api.scan(checks: CheckSet([WordCheck()]))
        #expect(report.findings.map(\.confidence) == [.confirmed])
        #expect(api.requests(to: "/books").count == 4)
    }

    @Test func aReplayThatGetsNoAnswerLeavesTheFindingFirm() async throws {
        struct Gone: Error {}
        let api = TinyAPI([APIOperation("GET /books")]) { request in
            if request.count > 3 { throw Gone() }
            return .json(#"{"note":"flaw"}"#)
        }
        let report = try await api.scan(checks: CheckSet([WordCheck()]))
        #expect(report.findings.map(\.confidence) == [.firm])
    }

    /// A host's own check may say what it likes; only a proof that was replayed confirms.
    @Test(arguments: Confidence.allCases)
    func whatHasNoProofIsFirmAtMost(_ claimed: Confidence) async throws {
        let api = TinyAPI([APIOperation("GET /books")]) { _ in .json("{}") }
        let report = try await api.scan(checks: CheckSet([ClaimCheck(confidence: claimed)]))
        #expect(report.findings.map(\.confidence) == [min(claimed, .firm)])
    }

    /// Of what stands in the document the document is the proof.
    @Test func whatTheDocumentShowsIsConfirmed() async throws {
        let api = TinyAPI([APIOperation("GET /books")]) { _ in .json("{}") }
        let report = try await api.scan(checks: CheckSet([ClaimCheck(readsDocument: true)]))
        let confidences = report.findings.sorted { $0.title < $1.title }.map(\.confidence)
        #expect(confidences == [.firm, .confirmed])
    }

    @Test func whatIsNotReplayedBeforeTheScanEndsIsFirmAtMost() async throws {
        let api = TinyAPI([APIOperation("GET /books")]) { _ in .json(#"{"note":"flaw"}"#) }
        let report = try await api.scan(checks: CheckSet([WordCheck(confidence: .confirmed)])) {
            // To reach, by the check, by the canary; there is none for the replay.
            $0.maximumRequests = 3
        }
        #expect(report.outcome == .budgetExhausted)
        #expect(report.findings.map(\.confidence) == [.firm])
    }

    @Test func aReplayIsMadeInTheNameOfItsIdentity() async throws {
        let api = TinyAPI([APIOperation("GET /me").protected]) { request in
            guard request.path == "/me" else { return .notFound }
            return request.bearer == "token-of-ann" ? .json(#"{"note":"flaw"}"#) : .unauthorized
        }
        let report = try await api.scan(as: [Identity("ann", bearer: "token-of-ann")], checks: CheckSet([WordCheck()]))
        #expect(report.findings.map(\.confidence) == [.confirmed])
        #expect(report.findings.first?.proof?.steps.map(\.identity) == ["ann"])
    }

    @Test func everyFindingIsTheSameOneInEventAndReport() async throws {
        let api = TinyAPI([APIOperation("GET /books")]) { _ in .json(#"{"note":"flaw"}"#) }
        let log = EventLog()
        let report = try await api.scan(checks: CheckSet([WordCheck()]), log: log)
        let findings = log.events.compactMap { if case .finding(let finding) = $0 { finding } else { nil } }
        #expect(findings == report.findings)
    }
}
