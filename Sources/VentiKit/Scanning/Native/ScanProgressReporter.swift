//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

internal import Synchronization

/// Tells how far a scan is, at most five times a second.
final class ScanProgressReporter: Sendable {
    private struct State {
        var phase = ScanPhase.Name.plan
        var done = 0
        var total = 1
        var lastReport: ContinuousClock.Instant?
    }

    private let events: ScanEventSink
    private let state = Mutex(State())

    init(events: ScanEventSink) { self.events = events }

    func begin(_ phase: ScanPhase.Name, units: Int, detail: String = "") async {
        state.withLock {
            $0.phase = phase
            $0.done = 0
            $0.total = max(1, units)
        }
        await events.send(.phase(ScanPhase(phase, detail: detail)))
    }

    /// Notes that one unit of the phase's work is done.
    func advance(_ session: ScanSession, activity: String) async {
        let now = ContinuousClock.now
        let report = state.withLock { state -> (ScanPhase.Name, Double)? in
            state.done += 1
            if let last = state.lastReport, now - last < .milliseconds(200) { return nil }
            state.lastReport = now
            return (state.phase, min(1, Double(state.done) / Double(state.total)))
        }
        guard let report else { return }
        let statistics = session.client.statistics
        let progress = ScanProgress(
            phase: report.0,
            fraction: report.1,
            requestsSent: statistics.sent,
            maximumRequests: session.policy.maximumRequests,
            elapsedSeconds: (now - session.start) / .seconds(1),
            latencyP95Milliseconds: (statistics.latency95thPercentile ?? .zero) / .milliseconds(1),
            clientErrors: statistics.clientErrors,
            serverErrors: statistics.serverErrors,
            findings: session.withState { $0.findings.count },
            activity: activity
        )
        await events.send(.progress(progress))
    }
}
