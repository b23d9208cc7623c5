//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import VentiKit

/// What a report means for the exit code, and the words for it.
struct ScanVerdict: Hashable {
    var status: ExitStatus
    /// Whether the gate held, in one line.
    var gateLine: String
    /// Why the scan says too little, in one line; `nil` where it says enough.
    var problem: String?

    init(
        _ report: ScanReport,
        failOn: Severity?,
        newOnly: Bool = false,
        minimumCoverage: Double?,
        interruption: Interruption? = nil
    ) {
        let gate = report.gate(failOn: failOn, newOnly: newOnly)
        problem = interruption == nil ? Self.problem(report, minimumCoverage: minimumCoverage) : nil
        if let interruption {
            status = interruption.status
        } else if report.outcome == .failed {
            // What was found is in the report, but the scan did not really happen.
            status = .incomplete
        } else if !gate.findings.isEmpty {
            status = .gateFailed
        } else if problem != nil || !gate.passes {
            status = .incomplete
        } else {
            status = .success
        }
        let summary = gate.passes && problem != nil ? "FAILED: the scan is incomplete" : gate.summary
        gateLine = "\(summary)  exit \(status.rawValue)"
    }

    /// A scan that reached nothing, lost an identity or broke off must not look like a clean one.
    private static func problem(_ report: ScanReport, minimumCoverage: Double?) -> String? {
        let coverage = report.coverage
        if report.outcome == .failed {
            return report.outcomeDetail ?? "the scan could not go on; the report's diagnostics say why"
        }
        if let identity = report.identities.first(where: { !$0.works }) {
            return "identity \(identity.name): \(identity.detail)"
        }
        if coverage.reachedCount == 0 {
            return "no operation answered with 2xx at \(report.target); check the base path of --url, and give "
                + "--identity if the API needs a login"
        }
        if let minimumCoverage, coverage.fraction < minimumCoverage {
            let reached = Int((coverage.fraction * 100).rounded(.down))
            return
                "coverage is \(reached) % (\(coverage.reachedCount) of \(coverage.operations.count) operations), below "
                + "--min-coverage \(ProgressText.short(minimumCoverage * 100)); see the report for what was not reached"
        }
        return nil
    }
}
