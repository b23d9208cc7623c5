//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing

@testable import VentiKit

struct ClockValueTests {
    // 2026-03-01T12:00:00Z
    private let clock = ClockValue(now: 1_772_366_400)

    @Test(arguments: [
        JSONValue.integer(1_772_366_400), .integer(1_772_366_399_123), .number(1_772_366_401.5), .string("1772366400"),
        .string("2026-03-01T11:59:59Z"), .string("2026-02-28 23:59:59.123"), .string("2026-03-02T01:00:00+13:00"),
    ])
    func thePresentIsKnown(_ value: JSONValue) {
        #expect(clock.isPresent(value))
    }

    @Test(arguments: [
        JSONValue.integer(17), .integer(1_772_300_000), .string("2024-01-15T10:30:00Z"), .string("2026-03-01"),
        .string("A note of 2026-03-01T11:59:59Z"), .bool(true), .null, .string("1772300000"),
    ])
    func otherValuesAreNot(_ value: JSONValue) {
        #expect(!clock.isPresent(value))
    }

    @Test func equalTimesOfOneSecondAreVolatile() {
        let body = #"{"at":"\#(UnixTime.rfc3339)","name":"ann"}"#
        let answer = ProbeResponse(status: 200, headers: ["Content-Type": "application/json"], body: Array(body.utf8))
        #expect(StableBaseline(first: answer, others: [answer, answer]).mask.volatilePointers == ["/at"])
    }
}
