//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing
import VentiKit
import VentiKitTesting

struct AcceptedFindingTests {
    private let before = CalendarDate(year: 2027, month: 1, day: 31)
    private let after = CalendarDate(year: 2027, month: 2, day: 1)

    @Test(arguments: ["bola.read", "venti.bola.read", "bola", "api1", "API1:2023"])
    func aFindingIsKnownUntilTheDay(rule: String) throws {
        let acceptance = try Sample.acceptance(rule)
        let issues = Sample.report([Sample.finding()]).issues(.noFindings(), accepting: [acceptance], on: before)
        #expect(issues.map(\.acceptance) == [acceptance])
        #expect(!issues.contains { $0.isFailure })
    }

    @Test func fromTheDayAfterItCountsAndTheAcceptanceIsNamed() throws {
        let acceptance = try Sample.acceptance()
        let issues = Sample.report([Sample.finding()]).issues(.noFindings(), accepting: [acceptance], on: after)
        #expect(issues.map(\.severity) == [.error, .error])
        #expect(issues.map(\.acceptance) == [nil, nil])
        let words = "bola.read at GET /notes/{id} expired on 2027-01-31 (mended in 2.1)"
        #expect(issues.last?.text.contains(words) == true)
    }

    @Test(arguments: [("bola.read", "POST /login"), ("sqli", "GET /notes/{id}"), ("bol", "GET /notes/{id}")])
    func anotherFindingIsNotCovered(rule: String, operation: String) throws {
        let acceptance = try Sample.acceptance(rule, on: operation)
        let issues = Sample.report([Sample.finding()]).issues(.noFindings(), accepting: [acceptance], on: before)
        #expect(issues.map(\.severity) == [.error, .warning])
        #expect(issues.last?.text == "The acceptance of \(rule) at \(operation) covers nothing; remove it.")
    }

    @Test(arguments: ["GET /notes*", "/notes/*", "* /notes/{id}"])
    func aStarStandsForAnyText(operation: String) throws {
        let issues = Sample.report([Sample.finding()])
            .issues(.noFindings(), accepting: [try Sample.acceptance(on: operation)], on: before)
        #expect(issues.map { $0.acceptance != nil } == [true])
    }

    @Test func whatBelongsToTheHostIsAcceptedByName() throws {
        let acceptance = try Sample.acceptance(on: "(host)")
        let issues = Sample.report([Sample.finding(at: nil)])
            .issues(.noFindings(), accepting: [acceptance], on: before)
        #expect(issues.map(\.acceptance) == [acceptance])
    }

    @Test func expectationsThatJudgeNoFindingsLeaveAcceptancesAlone() throws {
        let issues = Sample.report().issues(.noServerErrors, accepting: [try Sample.acceptance()], on: before)
        #expect(issues.isEmpty)
    }
}
