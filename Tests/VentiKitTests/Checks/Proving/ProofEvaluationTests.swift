//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing

@testable import VentiKit

struct ProofEvaluationTests {
    /// An assertion, the answers for which it holds and those for which it does not.
    struct Case: Sendable, CustomTestStringConvertible {
        var assertion: ProofAssertion
        var holding: [String: [ProbeResponse]]
        var failing: [String: [ProbeResponse]]

        var testDescription: String { "\(assertion)" }
    }

    private static let trace = """
        Traceback (most recent call last):
          File "/app/main.py", line 10, in handle
            return run(x)
          File "/app/run.py", line 4, in run
            return 1 / x
        ZeroDivisionError: division by zero
        """

    private static let cases: [Case] = [
        Case(
            assertion: .status(step: "s", isIn: [200, 204]),
            holding: ["s": [.json("{}"), ProbeResponse(status: 204)]],
            failing: ["s": [.json("{}"), ProbeResponse(status: 404)]]
        ),
        Case(
            assertion: .statusNot(step: "s", isIn: [429]),
            holding: ["s": [.json("{}")]],
            failing: ["s": [.json("{}"), ProbeResponse(status: 429)]]
        ),
        Case(
            assertion: .bodyContains(step: "s", text: "ann"),
            holding: ["s": [.text("for ann")]],
            failing: ["s": [.text("for Ann")]]
        ),
        Case(
            assertion: .bodyLacks(step: "s", text: "ann"),
            holding: ["s": [.text("for bea")]],
            failing: ["s": [.text("for ann")]]
        ),
        Case(
            assertion: .bodyMatches(step: "s", signature: "stack-trace"),
            holding: ["s": [.text(trace)]],
            failing: ["s": [.text("all is well")]]
        ),
        Case(
            assertion: .bodyMatchesNot(step: "s", signature: "stack-trace"),
            holding: ["s": [.text("all is well")]],
            failing: ["s": [.text(trace)]]
        ),
        Case(
            assertion: .propertyDisclosed(step: "s", property: "password"),
            holding: ["s": [.json(#"{"users":[{"password":"hunter2"}]}"#)]],
            failing: ["s": [.json(#"{"users":[{"password":"****"}]}"#)]]
        ),
        Case(
            assertion: .headerEquals(step: "s", name: "access-control-allow-origin", value: "HTTPS://evil.example"),
            holding: [
                "s": [ProbeResponse(status: 200, headers: ["Access-Control-Allow-Origin": "https://evil.example"])]
            ],
            failing: ["s": [ProbeResponse(status: 200, headers: ["Access-Control-Allow-Origin": "*"])]]
        ),
        Case(
            assertion: .headerContains(step: "s", name: "Server", text: "NGINX/1"),
            holding: ["s": [ProbeResponse(status: 200, headers: ["server": "nginx/1.2"])]],
            failing: ["s": [ProbeResponse(status: 200)]]
        ),
        Case(
            assertion: .headerAbsent(step: "s", name: "x-frame-options"),
            holding: ["s": [ProbeResponse(status: 200)]],
            failing: ["s": [ProbeResponse(status: 200, headers: ["X-Frame-Options": "DENY"])]]
        ),
        Case(
            assertion: .equivalent(step: "s", other: "o", ignoring: ResponseMask(volatilePointers: ["/at"])),
            holding: ["s": [.json(#"{"id":1,"at":1}"#)], "o": [.json(#"{"id":1,"at":2}"#)]],
            failing: ["s": [.json(#"{"id":1,"at":1}"#)], "o": [.json(#"{"id":2,"at":1}"#)]]
        ),
        Case(
            assertion: .different(step: "s", other: "o", ignoring: ResponseMask(volatilePointers: ["/at"])),
            holding: ["s": [.json(#"{"id":1,"at":1}"#)], "o": [.json(#"{"id":2,"at":1}"#)]],
            failing: ["s": [.json(#"{"id":1,"at":1}"#)], "o": [.json(#"{"id":1,"at":2}"#)]]
        ),
        Case(
            assertion: .slower(step: "s", than: "o", byMilliseconds: 1_500),
            holding: ["s": [.late(2.1), .late(2.0)], "o": [.late(0.1), .late(0.5)]],
            failing: ["s": [.late(2.1), .late(2.0)], "o": [.late(0.1), .late(0.6)]]
        ),
    ]

    @Test(arguments: cases) func holdsWhereItShould(entry: Case) {
        #expect(ProofEvaluation(responses: entry.holding).holds(entry.assertion))
    }

    @Test(arguments: cases) func failsWhereItShould(entry: Case) {
        #expect(!ProofEvaluation(responses: entry.failing).holds(entry.assertion))
    }

    @Test(arguments: cases) func withoutAResponseNothingHolds(entry: Case) {
        #expect(!ProofEvaluation(responses: [:]).holds(entry.assertion))
        #expect(!ProofEvaluation(responses: ["s": [], "o": []]).holds(entry.assertion))
        if entry.assertion.steps.count == 2 {
            #expect(!ProofEvaluation(responses: ["s": entry.holding["s"] ?? []]).holds(entry.assertion))
        }
    }

    @Test func everyKindOfAssertionIsTried() {
        let kinds = Set(Self.cases.map { "\($0.assertion)".prefix { $0 != "(" } })
        #expect(kinds.count == 13)
    }

    @Test func theFirstFailureIsNamed() {
        let evaluation = ProofEvaluation(responses: ["s": [.json("{}")]])
        let right = ProofAssertion.status(step: "s", isIn: [200])
        let wrong = ProofAssertion.status(step: "s", isIn: [404])
        let second = ProofAssertion.bodyContains(step: "s", text: "x")
        #expect(evaluation.firstFailure(of: [right]) == nil)
        #expect(evaluation.firstFailure(of: [right, wrong, second]) == wrong)
        #expect(evaluation.firstFailure(of: [right, second, wrong]) == second)
    }

    @Test func anUnknownSignatureMatchesNothing() {
        let evaluation = ProofEvaluation(responses: ["s": [.text(Self.trace)]])
        #expect(!evaluation.holds(.bodyMatches(step: "s", signature: "no-such")))
    }
}
