//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Synchronization
import VentiKit

/// Passes the events of a scan's attempts on as those of one scan, and keeps what is needed for a report where the scanner
/// vanishes.
final class JobTally: Sendable {
    private struct State {
        var partial = PartialScan()
        var attempt = 1
        var isFinished = false
        /// Whether the scanner of this attempt has said its last word.
        var isOver = false
        /// The report of a scanner that was told to stop by somebody else.
        var interrupted: ScanReport?
        var findings: [Fingerprint: Finding] = [:]
        var passed: Set<String> = []
    }

    private let request: ScanRequest
    private let events: ScanEventSink
    private let redaction: EventRedaction
    private let state = Mutex(State())

    init(request: ScanRequest, files: [WorkloadFile] = [], events: ScanEventSink) {
        self.request = request
        self.events = events
        redaction = EventRedaction(request, files: files)
    }

    /// Whether the report was handed over.
    var isFinished: Bool { state.withLock { $0.isFinished } }
    /// Whether nothing more comes of this attempt.
    var isOver: Bool { state.withLock { $0.isOver } }
    var hasStarted: Bool { state.withLock { $0.partial.started != nil } }

    /// Where the events of this attempt go.
    func sink(_ stopper: JobStopper) -> ScanEventSink {
        ScanEventSink { [self] event in
            // The scanner has the credentials, and may print them.
            let event = redaction.redact(event)
            for event in state.withLock({ Self.passed(event, stopper.reason, &$0) }) { await events.send(event) }
        }
    }

    /// The scan begins once more, and why.
    func beginAgain(_ why: String) async {
        let hasStarted = state.withLock { state in
            state.attempt += 1
            state.isOver = false
            return state.partial.started != nil
        }
        guard hasStarted else { return }
        let note = ScanDiagnostic(.warning, "The scan begins once more, with what was found so far: \(why)")
        state.withLock { $0.partial.note(.diagnostic(note)) }
        await events.send(.diagnostic(note))
    }

    /// Sends the report of what is known.
    ///
    /// - Returns: Whether there is one: not where the scan has not begun.
    func finish(_ outcome: ScanReport.Outcome, _ detail: String) async -> Bool {
        let report = state.withLock { state -> ScanReport? in
            guard !state.isFinished else { return nil }
            var report = state.interrupted.map { Self.complete($0, &state).report }
            report?.outcome = outcome
            report?.outcomeDetail = detail
            report?.diagnostics.append(ScanDiagnostic(.error, "The report is partial: \(detail)"))
            report = report ?? state.partial.report(request, outcome: outcome, detail: detail)
            if report != nil { state.isFinished = true }
            return report
        }
        guard let report else { return isFinished }
        if let last = report.diagnostics.last { await events.send(.diagnostic(last)) }
        await events.send(.finished(report))
        return true
    }

    /// What an event of an attempt is among those of the scan: itself, others, or nothing.
    private static func passed(_ event: ScanEvent, _ reason: JobStopper.Reason?, _ state: inout State) -> [ScanEvent] {
        // After its report a scanner has nothing more to say, and one report is enough.
        guard !state.isFinished, !state.isOver else { return [] }
        switch event {
        case .finished(let report):
            state.isOver = true
            return finished(report, reason, &state)
        case .started:
            let isFirst = state.partial.started == nil
            if isFirst { state.partial.note(event) }
            return isFirst ? [event] : []
        case .finding(let finding):
            if let known = state.findings[finding.fingerprint], known.confidence >= finding.confidence { return [] }
            state.findings[finding.fingerprint] = finding
        case .phase(let phase): if isRepeated("phase \(phase.name)", &state) { return [] }
        case .identity(let outcome): if isRepeated("identity \(outcome.name)", &state) { return [] }
        case .diagnostic(let diagnostic): if isRepeated("diagnostic \(diagnostic)", &state) { return [] }
        default: break
        }
        state.partial.note(event)
        return [event]
    }

    /// Whether an earlier attempt has said the same. Within one attempt, everything is passed on.
    private static func isRepeated(_ key: String, _ state: inout State) -> Bool {
        guard state.passed.count < 10_000 else { return false }
        return !state.passed.insert(key).inserted && state.attempt > 1
    }

    private static func finished(
        _ report: ScanReport,
        _ reason: JobStopper.Reason?,
        _ state: inout State
    ) -> [ScanEvent] {
        var report = report
        if report.outcome == .cancelled {
            // A scanner that was told to stop says that it was cancelled; why it was told is known here.
            switch reason {
            case .cancelled: break
            case .deadline:
                report.outcome = .deadlineReached
                report.outcomeDetail = "The time that the Job may run was used up."
            case .tooMuchOutput, nil:
                state.interrupted = report
                return complete(report, &state).findings.map { .finding($0) }
            }
        }
        let whole = complete(report, &state)
        state.isFinished = true
        return whole.findings.map { .finding($0) } + [.finished(whole.report)]
    }

    /// A report with what earlier attempts found, and the findings in it whose events were lost on the way.
    private static func complete(
        _ report: ScanReport,
        _ state: inout State
    ) -> (report: ScanReport, findings: [Finding]) {
        var report = report
        let listed = Set(report.findings.map(\.fingerprint))
        let missing = report.findings.filter { state.findings[$0.fingerprint] == nil }
        let earlier = state.findings.values.filter { !listed.contains($0.fingerprint) }
        if !earlier.isEmpty { report.findings = (report.findings + earlier).inReportOrder() }
        for finding in missing {
            state.findings[finding.fingerprint] = finding
            state.partial.note(.finding(finding))
        }
        return (report, missing)
    }
}
