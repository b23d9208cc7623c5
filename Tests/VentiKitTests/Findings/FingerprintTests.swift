//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing
import VentiKit

struct FingerprintTests {
    private static func changed(_ change: (inout Finding) -> Void) -> Finding {
        var finding = Sample.finding
        change(&finding)
        return finding
    }

    @Test(arguments: [
        Self.changed { $0.location.path = "/books/{bookId}" },
        Self.changed { $0.location.insertionPoint?.name = "bookId" },
        Self.changed { $0.location.source = SourceLocation(file: "other.yaml", line: 1, column: 1) },
        Self.changed { $0.location.source = nil },
        Self.changed { $0.title = "Renamed" },
        Self.changed { $0.summary = "http://other.example:9090/books/99" },
        Self.changed { $0.severity = .low },
        Self.changed { $0.confidence = .tentative },
        Self.changed { $0.category = nil },
        Self.changed { $0.weaknesses = [.cwe(1), .cwe(2)] },
        Self.changed { $0.remediation = "" },
        Self.changed { $0.affectedOperations = ["GET /b", "GET /a"] },
        Self.changed { $0.proof?.steps.reverse() },
        Self.changed { $0.proof?.steps[0].request.headers = [RecordedHeader(name: "Host", value: "other.example")] },
        Self.changed { $0.proof = nil },
    ])
    func staysWhereTheFlawIsTheSame(_ finding: Finding) {
        #expect(finding != Sample.finding)
        #expect(finding.fingerprint == Sample.finding.fingerprint)
    }

    @Test(arguments: [
        Self.changed { $0.checkID = "venti.sqli.boolean" },
        Self.changed { $0.location.method = "POST" },
        Self.changed { $0.location.path = "/books/{id}/pages" },
        Self.changed { $0.location.path = "/books" },
        Self.changed { $0.location.path = "/books/{id}{format}" },
        Self.changed { $0.location.insertionPoint = InsertionPoint(.query, "id") },
        Self.changed { $0.location.insertionPoint = nil },
        Self.changed { $0.location = .host },
        Self.changed { $0.evidenceClass = "mysql" },
    ])
    func changesWhereTheFlawIsAnother(_ finding: Finding) {
        #expect(finding.fingerprint != Sample.finding.fingerprint)
    }

    @Test func parametersOutsideThePathCountByName() {
        let one = Self.changed { $0.location.insertionPoint = InsertionPoint(.query, "sort") }
        let other = Self.changed { $0.location.insertionPoint = InsertionPoint(.query, "page") }
        #expect(one.fingerprint != other.fingerprint)
    }

    @Test func partsCannotRunIntoEachOther() {
        let one = Self.changed {
            $0.checkID = "ab"
            $0.evidenceClass = "c"
        }
        let other = Self.changed {
            $0.checkID = "a"
            $0.evidenceClass = "bc"
        }
        #expect(one.fingerprint != other.fingerprint)
    }

    /// Fingerprints are kept in baselines: a change of this value breaks every one of them.
    @Test func isTheSameInEveryRelease() {
        #expect(Sample.finding.fingerprint.rawValue == "venti/v1:79cc4e410c877667d449081c104e7a40")
        #expect(Sample.finding.fingerprint.shortForm == "VK-79cc4e41")
    }

    @Test func findingsAreOrderedWhateverTheirOrderWas() {
        let findings = [
            Sample.hostFinding, Self.changed { $0.location.path = "/a" }, Sample.finding,
            Self.changed { $0.severity = .medium }, Self.changed { $0.checkID = "venti.a" },
        ]
        let sorted = findings.inReportOrder()
        #expect(findings.reversed().inReportOrder() == sorted)
        #expect(sorted.map(\.severity) == [.critical, .critical, .critical, .medium, .low])
        #expect(sorted.map(\.checkID.rawValue).prefix(2) == ["venti.a", "venti.sqli.error"])
        #expect(sorted[1].location.path == "/a")
    }
}
