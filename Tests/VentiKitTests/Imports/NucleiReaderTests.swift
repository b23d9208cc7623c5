//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing
import VentiKit

@Suite("Reports of nuclei")
struct NucleiReaderTests {
    private static let match = #"""
        {"template-id":"exposed-env","info":{"name":"Environment file","severity":"high","remediation":"Remove it.",\#
        "classification":{"cwe-id":["cwe-200","cwe-522"]}},"type":"http","host":"http://api.test",\#
        "matched-at":"http://api.test/users/17/.env","request":"GET /users/17/.env HTTP/1.1\r\n","matcher-name":"body",\#
        "extracted-results":["KEY=1"],"timestamp":"2026-01-02T03:04:05Z"}
        """#

    private func report(_ text: String, cutInto size: Int = 10_000) throws -> ImportedReport {
        var reader = NucleiReader()
        let bytes = Array(text.utf8)
        for start in stride(from: 0, to: bytes.count, by: size) {
            reader.read(Array(bytes[start..<min(bytes.count, start + size)]))
        }
        return try reader.finish()
    }

    @Test("A match becomes a finding, however the bytes are cut", arguments: [1, 17, 10_000])
    func readsAMatch(size: Int) throws {
        let report = try report(Self.match + "\n\n", cutInto: size)
        let finding = try #require(report.findings.first)
        #expect(report.findings.count == 1)
        #expect(finding.checkID == "nuclei.exposed-env")
        #expect(finding.severity == .high)
        #expect(finding.confidence == .tentative)
        #expect(finding.weaknesses == [.cwe(200), .cwe(522)])
        #expect(finding.location.operationName == "GET /users/{id}/.env")
        #expect(finding.summary.contains("KEY=1"))
        #expect(finding.remediation == "Remove it.")
        #expect(report.target == "http://api.test")
        #expect(report.startedAt == "2026-01-02T03:04:05Z")
    }

    @Test func theSameMatchForAnotherObjectIsTheSameFinding() throws {
        let other = Self.match.replacing("/17/", with: "/9000/")
        let report = try report(Self.match + "\n" + other)
        #expect(report.findings.count == 1)
        #expect(report.findings.first?.summary.hasSuffix("Reported 2 times here.") == true)
    }

    @Test func linesThatAreNoMatchAreCounted() throws {
        let report = try report("[INF] starting\n" + Self.match + "\n{\"template-id\":")
        #expect(report.findings.count == 1)
        #expect(report.diagnostics.map(\.message) == ["2 lines could not be understood and were left out."])
    }

    @Test func aFileOfSomethingElseIsRefused() {
        #expect(throws: ScanError.self) { try report("<html></html>") }
    }

    @Test func aCleanRunIsAReportWithoutFindings() throws {
        #expect(try report("").findings.isEmpty)
    }
}
