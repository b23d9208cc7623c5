//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing

@testable import VentiKit

struct ProbeValueTests {
    private func value(_ name: String, _ schema: APISchema? = nil, control: JSONValue? = nil) -> JSONValue? {
        ProbeValue.make(for: PropertyCandidate(name: name, schema: schema), control: control) { $0.placeholder }
    }

    @Test func flagsAreFlipped() {
        #expect(value("admin", control: .bool(true)) == .bool(false))
        #expect(value("admin", control: .bool(false)) == .bool(true))
        #expect(value("isAdmin") == .bool(true))
    }

    @Test func aStateThatIsWorthHavingIsNotGivenUp() {
        #expect(value("is_active", control: .bool(true)) == nil)
        #expect(value("verified", control: .bool(false)) == .bool(true))
        #expect(value("is_locked", control: .bool(true)) == .bool(false))
        #expect(value("blocked", control: .bool(false)) == nil)
    }

    @Test func ofFixedValuesTheMostPowerfulOtherOneIsTaken() {
        var role = APISchema(.string)
        role.enumeration = [.string("guest"), .string("admin"), .string("member")]
        #expect(value("role", role, control: .string("member")) == .string("admin"))
        #expect(value("role", role, control: .string("admin")) == .string("member"))
        var single = APISchema(.string)
        single.enumeration = [.string("EUR")]
        #expect(value("currency", single, control: .string("EUR")) == nil)
    }

    @Test func numbersStayWithinTheirBoundsAndDiffer() {
        var level = APISchema(.integer)
        level.minimum = 0
        level.maximum = 10
        #expect(value("credit", level, control: .integer(7)) == .integer(3))
        #expect(value("balance", control: .number(0)) == .integer(7_319))
        #expect(value("balance", control: .integer(7_319)) == .integer(731))
    }

    @Test func textsAreNewInEveryRun() {
        #expect(value("ownerId", APISchema(.string), control: .string("ann")) == .string("{{$probeownerId}}"))
        #expect(value("status", control: .string("OPEN")) == .string("APPROVED"))
        #expect(value("role", control: .string("admin")) == .string("owner"))
        #expect(value("createdAt", control: .string("2025-03-04T10:12:45Z")) == .string("2001-02-03T04:05:06Z"))
    }

    @Test func listsAndWhatHasAPatternAreLeftAlone() {
        var code = APISchema(.string)
        code.pattern = "^[A-Z]{3}$"
        #expect(value("ownerId", code) == nil)
        #expect(value("roles", control: .array([.string("user")])) == nil)
    }
}
