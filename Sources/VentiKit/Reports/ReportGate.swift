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
        /// So many findings are as severe as the threshold or worse, and neither accepted nor, where only new ones count,
        /// known.
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
    /// Whether only findings count that the baseline does not have.
    public var countsNewOnly: Bool

    /// Makes a result.
    ///
    /// - Parameters:
    ///   - failOn: The least severity that fails, or `nil` where findings never do.
    ///   - findings: The findings that fail, worst first.
    ///   - reasons: The reasons not to pass.
    ///   - countsNewOnly: Whether only findings count that the baseline does not have.
    public init(failOn: Severity?, findings: [Finding], reasons: [Reason], countsNewOnly: Bool = false) {
        self.failOn = failOn
        self.findings = findings
        self.reasons = reasons
        self.countsNewOnly = countsNewOnly
    }

    /// Whether there is no reason to fail.
    public var passes: Bool { reasons.isEmpty }

    /// The result in one line, such as `FAILED: 2 new findings ≥ high (fail_on: high)`.
    public var summary: String {
        let new = countsNewOnly ? "new " : ""
        guard !passes else {
            return failOn.map { "PASSED: no \(new)proven finding ≥ \($0.rawValue)" } ?? "PASSED: findings do not fail"
        }
        let threshold = failOn?.rawValue ?? Severity.info.rawValue
        let texts = reasons.map { reason in
            switch reason {
            case .findings(let count):
                "\(count) \(new)\(count == 1 ? "finding" : "findings") ≥ \(threshold) (fail_on: \(threshold))"
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
    /// nothing never passes, whatever the threshold. Tentative findings are not proven and fail nothing, and neither do
    /// those that ``triage`` has as accepted.
    ///
    /// - Parameters:
    ///   - severity: The least severity of a finding that fails, or `nil` to let every finding pass.
    ///   - newOnly: Whether findings pass that the baseline of ``triage`` has. Without a baseline all are new.
    public func gate(failOn severity: Severity?, newOnly: Bool = false) -> GateResult {
        var reasons: [GateResult.Reason] = []
        let failing = severity.map { proven(at: $0, newOnly: newOnly) } ?? []
        if !failing.isEmpty { reasons.append(.findings(count: failing.count)) }
        switch outcome {
        case .failed, .cancelled: reasons.append(.incomplete(outcome))
        case .completed, .budgetExhausted, .deadlineReached: break
        }
        if coverage.reachedCount == 0 { reasons.append(.nothingReached) }
        return GateResult(failOn: severity, findings: failing, reasons: reasons, countsNewOnly: newOnly)
    }

    private func proven(at threshold: Severity, newOnly: Bool) -> [Finding] {
        findings.filter { $0.severity >= threshold && $0.confidence > .tentative }
            .map { (finding: $0, key: FindingOrderKey($0)) }
            .filter { status(of: $0.key.fingerprint).counts(newOnly: newOnly) }
            .sorted { $0.key < $1.key }
            .map(\.finding)
    }
}

extension FindingTriage.Status? {
    /// Whether a proven finding of this status fails a gate.
    ///
    /// - Parameter newOnly: Whether findings pass that the baseline has.
    func counts(newOnly: Bool) -> Bool {
        switch self {
        case .accepted: false
        case .known: !newOnly
        case .new, nil: true
        }
    }
}
