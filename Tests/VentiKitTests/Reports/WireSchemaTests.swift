//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing
import VentiKit

struct WireSchemaTests {
    static let reportSchema = "Documentation.docc/Resources/venti-report.schema.json"
    static let eventsSchema = "Documentation.docc/Resources/venti-events.schema.json"

    private func eventSchema() throws -> JSONSchema {
        JSONSchema(
            root: try .parse(PackageFiles.text(Self.eventsSchema)),
            others: ["venti-report.schema.json": try .parse(PackageFiles.text(Self.reportSchema))]
        )
    }

    @Test(arguments: Sample.events)
    func everyEventFitsTheSchema(_ event: ScanEvent) throws {
        #expect(try eventSchema().problems(in: .parse(event.ndjsonLine())) == [])
    }

    @Test(arguments: [Sample.report, Sample.cleanReport, Sample.triagedReport])
    func everyReportFitsTheSchema(_ report: ScanReport) throws {
        let schema = JSONSchema(root: try .parse(PackageFiles.text(Self.reportSchema)))
        #expect(schema.problems(in: try .parse(JSONReport().text(for: report))) == [])
    }

    @Test(arguments: [
        ("type", TestJSON.string("found")), ("version", .number(2)), ("version", nil), ("finding", nil),
        ("finding.severity", .string("awful")), ("finding.title", nil), ("finding.checkID", .number(1)),
        ("finding.category", .string("API11:2023")), ("finding.weaknesses.0", .string("89")),
        ("finding.fingerprint", .string("venti/v1:xyz")), ("finding.location.source.line", .string("1")),
        ("finding.proof.assertions.0.assert", .string("feels")), ("finding.proof.assertions.0.isIn", nil),
        ("finding.proof.assertions.0.isIn.0", .number(99)), ("finding.proof.steps.0.request.method", nil),
        ("finding.proof.steps.1.tokenMutation.mutation", .string("none")), ("finding.unheardOf", .bool(true)),
    ])
    func aWrongEventDoesNotFit(_ path: String, _ value: TestJSON?) throws {
        let event = try TestJSON.parse(ScanEvent.finding(Sample.finding).ndjsonLine())
        let wrong = event.replacing(path, with: value)
        try #require(wrong != event)
        #expect(try eventSchema().problems(in: wrong) != [])
    }

    @Test func theSchemaAsksForNoMoreThanTheReaderDoes() throws {
        let line = """
            {"type":"finding","version":1,"finding":{"checkID":"acme.x","title":"X","summary":"Y","severity":"low",\
            "location":{},"proof":{"steps":[{"label":"a","request":{"method":"GET","target":"/"}}],\
            "assertions":[{"assert":"equivalent","step":"a","other":"a"}]}}}
            """
        #expect(try eventSchema().problems(in: .parse(line)) == [])
        guard case .finding(let finding) = try ScanEvent(ndjsonLine: line) else {
            Issue.record("The line is not read as a finding.")
            return
        }
        #expect(finding.confidence == .tentative)
        #expect(finding.proof?.steps.first?.repetitions == 1)
    }
}
