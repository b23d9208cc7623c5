//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import Testing

@testable import VentiKit

struct MemberBesideTests {
    private let body = #"{"users":[{"name":"ann","admin":false},{"name":"bea","admin":true},{"name":"cy"}]}"#

    private func holds(_ assertion: ProofAssertion, _ values: ProofValues = ProofValues()) -> Bool {
        let response = ProbeResponse(status: 200, headers: ["Content-Type": "application/json"], body: Array(body.utf8))
        return ProofEvaluation(responses: ["list": [response]], values: values).holds(assertion)
    }

    @Test func theMemberOfTheObjectThatHoldsTheTextCounts() {
        #expect(holds(.memberBesideEquals(step: "list", name: "admin", besideText: "bea", value: "true")))
        #expect(!holds(.memberBesideEquals(step: "list", name: "admin", besideText: "ann", value: "true")))
        #expect(holds(.memberBesideDiffers(step: "list", name: "admin", besideText: "ann", value: "true")))
        #expect(holds(.memberBesideDiffers(step: "list", name: "admin", besideText: "cy", value: "true")))
    }

    @Test func whereNobodyHoldsTheTextNothingIsSaid() {
        #expect(!holds(.memberBesideEquals(step: "list", name: "admin", besideText: "dan", value: "true")))
        #expect(!holds(.memberBesideDiffers(step: "list", name: "admin", besideText: "dan", value: "true")))
        #expect(!holds(.memberBesideDiffers(step: "list", name: "admin", besideText: "{{$gone}}", value: "true")))
        #expect(!holds(.memberBesideDiffers(step: "none", name: "admin", besideText: "ann", value: "true")))
    }

    @Test func textsAreFilledIn() {
        var values = ProofValues()
        values.set("who", .string("bea"))
        #expect(holds(.memberBesideEquals(step: "list", name: "admin", besideText: "{{$who}}", value: "true"), values))
    }

    @Test(arguments: [
        ProofAssertion.memberBesideEquals(step: "s", name: "n", besideText: "t", value: "v"),
        ProofAssertion.memberBesideDiffers(step: "s", name: "n", besideText: "t", value: "v"),
    ])
    func theWireFormKeepsAll(assertion: ProofAssertion) throws {
        let data = try JSONEncoder().encode(assertion)
        #expect(try JSONDecoder().decode(ProofAssertion.self, from: data) == assertion)
        #expect(!assertion.explanation.isEmpty && assertion.steps == ["s"])
    }
}
