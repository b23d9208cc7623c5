//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// What is known of a scan whose scanner may vanish: enough for a report of what was found until then.
///
/// Note every event in it. Where the scanner ends without its own report, ``report(_:outcome:detail:)`` makes one.
public struct PartialScan: Sendable, Hashable {
    /// What the scanner began with, once it has.
    public private(set) var started: ScanStarted?
    /// Whether the scanner has handed over its report.
    public private(set) var isFinished = false
    private var findings: [Fingerprint: Finding] = [:]
    private var identities: [IdentityOutcome] = []
    private var diagnostics: [ScanDiagnostic] = []
    private var progress: ScanProgress?
    private var startedAt = UnixTime.rfc3339

    /// Makes a scan of which nothing is known yet.
    public init() {}

    /// Notes an event.
    public mutating func note(_ event: ScanEvent) {
        switch event {
        case .started(let value):
            started = value
            startedAt = UnixTime.rfc3339
        case .finding(let finding): findings[finding.fingerprint] = finding
        case .identity(let outcome): identities = identities.filter { $0.name != outcome.name } + [outcome]
        case .diagnostic(let diagnostic): if diagnostics.count < 1_000 { diagnostics.append(diagnostic) }
        case .progress(let value): progress = value
        case .finished: isFinished = true
        default: break
        }
    }

    /// The report of what is known, or `nil` where the scan has not begun.
    ///
    /// Its coverage is empty: what was covered is known only to the scanner that vanished.
    ///
    /// - Parameters:
    ///   - request: What was to be scanned.
    ///   - outcome: How the scan ended.
    ///   - detail: Why, in one line.
    public func report(_ request: ScanRequest, outcome: ScanReport.Outcome, detail: String) -> ScanReport? {
        guard let started else { return nil }
        var report = ScanReport(
            api: started.api,
            target: started.target,
            profile: started.profile,
            seed: request.policy.seed,
            startedAt: startedAt,
            elapsedSeconds: progress?.elapsedSeconds ?? 0,
            outcome: outcome,
            outcomeDetail: detail,
            findings: findings.values.inReportOrder(),
            identities: identities,
            diagnostics: diagnostics + [ScanDiagnostic(.error, "The report is partial: \(detail)")]
        )
        report.statistics.requestsSent = progress?.requestsSent ?? 0
        report.statistics.latencyP95Milliseconds = progress?.latencyP95Milliseconds ?? 0
        return report
    }
}
