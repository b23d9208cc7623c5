//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing

@testable import VentiKit

struct HealthCanaryTests {
    private let good = ProbeResponse.json(#"{"id":1,"name":"ann"}"#)

    @Test func isDueOnlyAfterItsInterval() {
        let canary = HealthCanary(response: good, at: 10)
        #expect(!canary.isDue(at: 10 + HealthCanary.interval - 1))
        #expect(canary.isDue(at: 10 + HealthCanary.interval))
    }

    @Test func valuesMayChangeWhileItStaysHealthy() {
        var canary = HealthCanary(response: good, at: 0)
        #expect(canary.judge(.json(#"{"id":2,"name":"bea"}"#), at: 60) == .healthy)
        #expect(canary.windowStart == 60)
        #expect(!canary.isDue(at: 61))
    }

    @Test func aListThatTheScanMadeLongerIsNoPoison() {
        var canary = HealthCanary(response: .json(#"{"orders":[]}"#), at: 0)
        #expect(canary.judge(.json(#"{"orders":[{"id":1}]}"#), at: 60) == .healthy)
    }

    @Test(arguments: [
        ProbeResponse.json(#"{"id":1,"name":"ann"}"#, status: 500), .json(#"{"error":"no such table"}"#), .text("down"),
        .json(#"{"id":1}"#), nil,
    ])
    func anotherShapeStatusOrNoAnswerIsPoison(answer: ProbeResponse?) {
        var canary = HealthCanary(response: good, at: 0)
        #expect(canary.judge(answer, at: 60) == .poisoned(suspect: nil))
        #expect(canary.windowStart == 0)
    }

    @Test func theLastMutationWithinTheWindowIsTheSuspect() {
        var canary = HealthCanary(response: good, at: 0)
        canary.noteMutation(number: 20, operation: "POST /orders")
        canary.noteMutation(number: 40, operation: "GET /wipeall")
        #expect(canary.judge(nil, at: 60) == .poisoned(suspect: "GET /wipeall"))
    }

    @Test func aMutationBeforeTheWindowIsNoSuspect() {
        var canary = HealthCanary(response: good, at: 0)
        canary.noteMutation(number: 20, operation: "POST /orders")
        #expect(canary.judge(good, at: 60) == .healthy)
        #expect(canary.judge(nil, at: 120) == .poisoned(suspect: nil))
    }
}
