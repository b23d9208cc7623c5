//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import VentiKit

/// Reports to expect something of.
enum Sample {
    static func finding(
        _ check: CheckID = "venti.bola.read",
        _ severity: Severity = .high,
        confidence: Confidence = .confirmed,
        at operation: (method: String, path: String)? = ("GET", "/notes/{id}"),
        evidenceClass: String = ""
    ) -> Finding {
        let request = RecordedRequest(
            method: "GET",
            target: "/notes/17",
            headers: [RecordedHeader(name: "Authorization", value: "Bearer {{bob.token}}")]
        )
        return Finding(
            checkID: check,
            title: "Another user's object can be read",
            summary: "alice made note 17.\nbob read it.",
            severity: severity,
            confidence: confidence,
            category: .brokenObjectLevelAuthorization,
            weaknesses: [.cwe(639)],
            location: FindingLocation(method: operation?.method, path: operation?.path),
            evidenceClass: evidenceClass,
            proof: Proof(
                steps: [ProofStep(label: "read", identity: "bob", request: request)],
                assertions: [.status(step: "read", isIn: [200])]
            ),
            remediation: "Compare the note's owner with the caller."
        )
    }

    static func report(_ findings: [Finding] = [], outcome: ScanReport.Outcome = .completed) -> ScanReport {
        var report = ScanReport(
            api: APISummary(
                title: "Notes",
                version: "1",
                documentVersion: "3.0.3",
                documentName: "notes",
                operations: 3
            ),
            target: "http://localhost",
            profile: .safe,
            startedAt: "2026-10-02T00:00:00Z",
            outcome: outcome,
            findings: findings,
            coverage: ScanCoverage(operations: [
                operation("GET /notes/{id}", 200), operation("POST /login", 200), operation("GET /admin", 403),
            ])
        )
        report.identities = [IdentityOutcome(name: "bob", works: true, detail: "")]
        return report
    }

    static func operation(_ name: String, _ status: Int) -> OperationCoverage {
        OperationCoverage(
            operation: name,
            attempts: [.init(identity: "bob", requests: 1, bestStatus: status, outcome: .answered)]
        )
    }

    static func acceptance(
        _ rule: String = "bola.read",
        on match: String = "GET /notes/{id}",
        until: (Int, Int, Int) = (2027, 1, 31)
    ) throws -> Acceptance {
        guard let date = CalendarDate(year: until.0, month: until.1, day: until.2) else { throw NoSuchDay() }
        return Acceptance(rule: rule, match: match, until: date, reason: "mended in 2.1")
    }

    struct NoSuchDay: Error {}
}
