//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Whether a report lets a build pass, and if not, why.
public struct GateResult: Sendable, Hashable {
    /// One reason not to pass.
    public enum Reason: Sendable, Hashable {
        /// So many findings are as severe as the threshold or worse.
        case findings(count: Int)
        /// No operation was reached with 2xx, so that the absence of findings says nothing.
        case nothingReached
        /// The scan did not get to its end: it ended with this outcome.
        case incomplete(ScanReport.Outcome)
    }

    /// The least severity that fails, or `nil` where findings never do.
    public var failOn: Severity?
    /// The findings that fail, worst first.
    public var findings: [Finding]
    /// The reasons not to pass, findings first; empty for a pass.
    public var reasons: [Reason]

    /// Whether there is no reason to fail.
    public var passes: Bool { reasons.isEmpty }

    /// The result in one line, such as `FAILED: 2 findings ≥ high`.
    public var summary: String {
        guard !passes else {
            return failOn.map { "PASSED: no proven finding ≥ \($0.rawValue)" } ?? "PASSED: findings do not fail"
        }
        let texts = reasons.map { reason in
            switch reason {
            case .findings(let count):
                "\(count) \(count == 1 ? "finding" : "findings") ≥ \(failOn?.rawValue ?? Severity.info.rawValue)"
            case .nothingReached: "no operation answered with 2xx, so nothing was tested"
            case .incomplete(.failed): "the scan could not go on"
            case .incomplete(.cancelled): "the scan was cancelled"
            case .incomplete: "the scan is incomplete"
            }
        }
        return "FAILED: " + texts.joined(separator: "; ")
    }
}

extension ScanReport {
    /// Judges the report.
    ///
    /// A scan that used up its budget or time passes if what it found does; one that failed, was cancelled or reached
    /// nothing never passes, whatever the threshold. Tentative findings are not proven and fail nothing.
    ///
    /// - Parameter severity: The least severity of a finding that fails, or `nil` to let every finding pass.
    public func gate(failOn severity: Severity?) -> GateResult {
        var reasons: [GateResult.Reason] = []
        let failing = severity.map { proven(at: $0) } ?? []
        if !failing.isEmpty { reasons.append(.findings(count: failing.count)) }
        switch outcome {
        case .failed, .cancelled: reasons.append(.incomplete(outcome))
        case .completed, .budgetExhausted, .deadlineReached: break
        }
        if coverage.reachedCount == 0 { reasons.append(.nothingReached) }
        return GateResult(failOn: severity, findings: failing, reasons: reasons)
    }

    private func proven(at threshold: Severity) -> [Finding] {
        findings.inReportOrder().filter { $0.severity >= threshold && $0.confidence > .tentative }
    }
}
