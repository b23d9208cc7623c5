//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing
import VentiKit

@Suite("SARIF logs of other tools")
struct SARIFReaderTests {
    private static let log = #"""
        {"version":"2.1.0","runs":[{"results":[
        {"ruleId":"sql","level":"error","message":{"text":"It answers."},
         "locations":[{"physicalLocation":{"artifactLocation":{"uri":"openapi.yaml"},"region":{"startLine":7}},
                       "logicalLocations":[{"fullyQualifiedName":"GET /users/{name}"}]}]},
        {"ruleIndex":1,"message":{"text":"It lists."},"webRequest":{"method":"GET","target":"http://api.test/files/12"}}
        ],"tool":{"driver":{"name":"Acme Scan","version":"3","rules":[
        {"id":"sql","shortDescription":{"text":"SQL injection"},"help":{"text":"Bind."},
         "properties":{"security-severity":"9.8","tags":["external/cwe/cwe-089"]}},
        {"id":"dir","shortDescription":{"text":"Listing"},"defaultConfiguration":{"level":"note"}}]}}}]}
        """#

    private func report(_ text: String) throws -> ImportedReport {
        var reader = SARIFReader()
        reader.read(Array(text.utf8))
        return try reader.finish()
    }

    @Test func resultsBeforeTheirRulesFindThem() throws {
        let report = try report(Self.log)
        #expect(report.tool == ScanReport.Tool(name: "Acme Scan", version: "3"))
        #expect(report.findings.map(\.checkID) == ["acme.sql", "acme.dir"])
        #expect(report.findings.map(\.severity) == [.critical, .low])
        #expect(report.findings.map(\.title) == ["SQL injection", "Listing"])
        #expect(report.findings.map(\.location.operationName) == ["GET /users/{name}", "GET /files/{id}"])
        #expect(report.findings.first?.location.source == SourceLocation(file: "openapi.yaml", line: 7, column: 1))
        #expect(report.findings.first?.weaknesses == [.cwe(89)])
        #expect(report.findings.first?.category == .securityMisconfiguration)
        #expect(report.diagnostics.isEmpty)
    }

    @Test func aLogThatIsCutShortGivesWhatCameBefore() throws {
        let cut = String(Self.log.prefix(Self.log.count - 40))
        let report = try report(cut)
        #expect(report.findings.count == 2)
        #expect(report.diagnostics.count == 1)
    }

    @Test func ourOwnLogComesBackUnderItsOwnNames() throws {
        let finding = Finding(
            checkID: "venti.sqli.error",
            title: "SQL injection",
            summary: "It answers.",
            severity: .critical,
            location: FindingLocation(method: "GET", path: "/users/{id}")
        )
        var report = ScanReport(
            api: APISummary(title: "A", version: "1", documentVersion: "3.1", documentName: "a.yaml", operations: 1),
            target: "http://127.0.0.1:1",
            profile: .safe,
            startedAt: "2026-01-01T00:00:00Z"
        )
        report.findings = [finding]
        let read = try self.report(try SARIFReport().text(for: report))
        #expect(read.findings.map(\.checkID) == ["venti.sqli.error"])
        #expect(read.findings.map(\.location.operationName) == ["GET /users/{id}"])
        #expect(read.findings.map(\.severity) == [.critical])
    }

    @Test("What is no log is refused", arguments: ["{}", "[]", "", "%PDF-1.4"])
    func refuses(text: String) {
        #expect(throws: ScanError.self) { try report(text) }
    }
}
