//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

@testable import VentiKit

extension Sample {
    static let acceptance = Acceptance(
        rule: "sqli",
        match: "GET /books*",
        parameter: "id",
        until: date("2027-01-31"),
        reason: "The database is read-only until the move in January.",
        by: "sec@example.org",
        source: SourceLocation(file: "venti.yaml", line: 14, column: 5)
    )

    /// The day of a text that is one.
    static func date(_ text: String) -> CalendarDate {
        guard let date = CalendarDate(text) else { fatalError("\(text) is no date.") }
        return date
    }

    static var triage: FindingTriage {
        FindingTriage(
            date: date("2026-11-26"),
            baseline: ".venti/baseline.json",
            entries: [
                .init(fingerprint: finding.fingerprint, acceptance: acceptance),
                .init(fingerprint: hostFinding.fingerprint, since: date("2026-10-02")),
            ],
            fixed: [
                .init(
                    fingerprint: Fingerprint(components: ["fixed"]),
                    checkID: "venti.err.stacktrace",
                    operation: "GET /books/{id}",
                    since: date("2026-09-30"),
                    title: "A stack trace is shown",
                    severity: .low
                )
            ],
            notSeen: [
                .init(
                    fingerprint: Fingerprint(components: ["not seen"]),
                    checkID: "venti.sqli.error",
                    operation: "GET /admin",
                    since: date("2026-09-30"),
                    reason: "the operation was not reached"
                )
            ],
            expired: [
                .init(
                    acceptance: Acceptance(
                        rule: "headers",
                        match: "(host)",
                        until: date("2026-11-25"),
                        reason: "The proxy is replaced in November."
                    ),
                    findings: [hostFinding.fingerprint]
                )
            ],
            unused: [
                Acceptance(rule: "api4", match: "POST /login", until: date("2026-12-31"), reason: "A limiter comes.")
            ]
        )
    }

    /// A report whose one finding is accepted, and in which nobody could do anything.
    static var acceptedReport: ScanReport {
        var report = cleanReport
        report.findings = [finding]
        report.triage = FindingTriage(
            date: date("2026-11-26"),
            entries: [.init(fingerprint: finding.fingerprint, acceptance: acceptance)]
        )
        return report
    }

    /// A report of a scan that reached nothing, with somebody who could log in.
    static var unreachedReport: ScanReport {
        var report = cleanReport
        report.coverage = ScanCoverage(operations: [OperationCoverage(operation: "GET /books")])
        report.identities = [IdentityOutcome(name: "alice", works: true, detail: "logged in")]
        return report
    }

    /// A report of a scan to its end, whose findings the baseline has.
    static var knownReport: ScanReport {
        var report = cleanReport
        report.findings = [finding, hostFinding]
        report.triage = FindingTriage(
            date: date("2026-11-26"),
            baseline: ".venti/baseline.json",
            entries: report.findings.map { .init(fingerprint: $0.fingerprint, since: date("2026-10-02")) }
        )
        return report
    }

    /// ``report`` with a status for each finding.
    static var triagedReport: ScanReport {
        var report = report
        report.triage = triage
        return report
    }
}
