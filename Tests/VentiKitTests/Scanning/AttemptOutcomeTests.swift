//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import Testing
import VentiKit

struct AttemptOutcomeTests {
    private let target: TargetURL
    private let scope: ScanScope

    init() throws {
        target = try TargetURL("http://api.test/v1")
        scope = ScanScope(target: target)
    }

    private func outcome(
        _ response: ProbeResponse,
        verdict: HTTPExchange.Verdict = .answered
    ) -> AttemptOutcome {
        let exchange = HTTPExchange(
            number: 1,
            operation: nil,
            identity: nil,
            request: ProbeRequest(method: "GET", target: "/books?page=1"),
            response: response,
            purpose: .reach,
            verdict: verdict
        )
        return AttemptOutcome(exchange, with: target, scope: scope)
    }

    private func json(_ body: [UInt8], type: String = "application/json") -> ProbeResponse {
        ProbeResponse(status: 200, headers: ["Content-Type": type], body: body)
    }

    private func redirect(_ location: String) -> ProbeResponse {
        ProbeResponse(status: 302, headers: ["Location": location])
    }

    @Test(arguments: [200, 201, 204, 304, 401, 404, 500, 999])
    func anyStatusIsAnAnswer(status: Int) {
        #expect(outcome(ProbeResponse(status: status)) == .answered)
    }

    @Test func whatIsOddAboutAnAnswerIsItsOutcome() {
        var response = json(Array("{}".utf8))
        #expect(outcome(response) == .answered)
        response.bodyIsTruncated = true
        #expect(outcome(response) == .answeredTruncated)
        response.bodyIsEncoded = true
        #expect(outcome(response) == .answeredUndecodable)
        response.hasSurplus = true
        #expect(outcome(response) == .answeredWithSurplus)
        #expect(outcome(response, verdict: .blocked) == .blocked)
        #expect(outcome(response, verdict: .limited) == .rateLimited)
    }

    @Test(arguments: ["application/json", "application/problem+json; charset=utf-8"])
    func jsonThatCannotBeReadIsUnreadable(type: String) {
        #expect(outcome(json(Array("{\"a\": 1}".utf8), type: type)) == .answered)
        #expect(outcome(json(Array("<p>".utf8), type: type)) == .answeredUnreadable)
        #expect(outcome(json([0x22, 0xff, 0x22], type: type)) == .answeredUnreadable)
        #expect(outcome(json([], type: type)) == .answered)
    }

    @Test func whatDoesNotSayJSONNeedNotBeJSON() {
        #expect(outcome(json([0xff, 0xfe], type: "image/png")) == .answered)
    }

    @Test(arguments: [
        ("/v1/books?page=1", AttemptOutcome.redirectedToItself),
        ("http://api.test/v1/books?page=1", .redirectedToItself),
        ("?page=2", .redirected), ("/v1/authors", .redirected),
        ("/v2/books", .redirectedOutOfScope), ("//other.test/v1/books", .redirectedOutOfScope),
        ("https://api.test/v1/books", .redirectedOutOfScope), ("http://169.254.169.254/", .redirectedOutOfScope),
        ("javascript:alert(1)", .redirectedOutOfScope),
    ])
    func aRedirectSaysWhereItLeads(location: String, expected: AttemptOutcome) {
        #expect(outcome(redirect(location)) == expected)
    }

    @Test func anErrorHasItsCode() {
        #expect(AttemptOutcome(ProbeError(.connectionReset, "")).description == "connection-reset")
    }

    @Test func itIsAStringOnTheWire() throws {
        let attempt = OperationCoverage.Attempt(identity: "ann", requests: 2, bestStatus: 200, outcome: .answered)
        let data = try JSONEncoder().encode(attempt)
        let text = String(decoding: data, as: UTF8.self)
        #expect(text.contains("\"outcome\":\"answered\""))
        #expect(try JSONDecoder().decode(OperationCoverage.Attempt.self, from: data) == attempt)
    }

    @Test(arguments: [
        ("{\"identity\": \"ann\", \"requests\": 1, \"bestStatus\": 200}", AttemptOutcome.answered),
        ("{\"identity\": \"ann\", \"requests\": 1}", .unknown),
        ("{\"identity\": \"ann\", \"requests\": 1, \"outcome\": \"of-tomorrow\"}", AttemptOutcome("of-tomorrow")),
    ])
    func readsReportsThatDoNotSayAndThoseThatSayMore(json: String, expected: AttemptOutcome) throws {
        let attempt = try JSONDecoder().decode(OperationCoverage.Attempt.self, from: Data(json.utf8))
        #expect(attempt.outcome == expected)
        #expect(attempt.failure == (attempt.bestStatus == nil ? expected : nil))
    }
}
