//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing
import VentiKit

struct ReportGateTests {
    private func report(_ severities: [Severity] = [], outcome: ScanReport.Outcome = .completed) -> ScanReport {
        var report = Sample.cleanReport
        report.outcome = outcome
        report.findings = severities.map { severity in
            var finding = Sample.hostFinding
            finding.severity = severity
            return finding
        }
        return report
    }

    @Test(arguments: [
        (Severity.high, 2), (.critical, 1), (.medium, 3), (.info, 4), (nil, 0),
    ])
    func countsFindingsFromTheThresholdUpwards(_ threshold: Severity?, _ count: Int) {
        let result = report([.info, .critical, .medium, .high]).gate(failOn: threshold)
        #expect(result.findings.count == count)
        #expect(result.reasons == (count == 0 ? [] : [.findings(count: count)]))
        #expect(result.passes == (count == 0))
        #expect(result.findings.first?.severity == (count == 0 ? nil : .critical))
    }

    @Test func passesWithoutFindings() {
        #expect(report().gate(failOn: .low).passes)
        #expect(report([.low]).gate(failOn: .medium).passes)
    }

    @Test func tentativeFindingsFailNothing() {
        var report = report([.critical])
        report.findings[0].confidence = .tentative
        #expect(report.gate(failOn: .info).passes)
        report.findings[0].confidence = .firm
        #expect(!report.gate(failOn: .info).passes)
    }

    @Test(arguments: [Severity.high, nil])
    func aScanThatReachedNothingNeverPasses(_ threshold: Severity?) {
        var report = report()
        report.coverage = ScanCoverage(operations: [OperationCoverage(operation: "GET /a")])
        #expect(report.gate(failOn: threshold).reasons == [.nothingReached])
    }

    @Test(arguments: [
        (ScanReport.Outcome.failed, false), (.cancelled, false), (.budgetExhausted, true), (.deadlineReached, true),
        (.completed, true),
    ])
    func onlyAScanThatWasBrokenOffFails(_ outcome: ScanReport.Outcome, _ passes: Bool) {
        let result = report(outcome: outcome).gate(failOn: .high)
        #expect(result.passes == passes)
        #expect(result.reasons == (passes ? [] : [.incomplete(outcome)]))
    }

    @Test func saysWhyInOneLine() {
        #expect(report([.high, .critical]).gate(failOn: .high).summary == "FAILED: 2 findings ≥ high (fail_on: high)")
        #expect(report([.high]).gate(failOn: .high).summary == "FAILED: 1 finding ≥ high (fail_on: high)")
        #expect(report().gate(failOn: .high).summary == "PASSED: no proven finding ≥ high")
        #expect(report([.high]).gate(failOn: nil).summary == "PASSED: findings do not fail")
        #expect(report(outcome: .failed).gate(failOn: nil).summary == "FAILED: the scan could not go on")
    }
}
