//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

internal import Synchronization

/// A scan in parts: what each is asked for, and one stream of events from all of them.
final class ShardedScan: Sendable {
    /// What the parts are asked for.
    let requests: [ScanRequest]
    private let request: ScanRequest
    private let description: APIDescription
    private let plan: ShardPlan
    private let events: ScanEventSink
    private let state: Mutex<State>

    private struct State {
        var reports: [Int: ScanReport] = [:]
        var progress: [Int: ScanProgress] = [:]
        var hasStarted = false
        var phases: Set<ScanPhase.Name> = []
        var identities: Set<String> = []
        var findings: [Fingerprint: Confidence] = [:]
        var diagnostics: Set<String> = []
    }

    init(request: ScanRequest, description: APIDescription, plan: ShardPlan, events: ScanEventSink) {
        self.request = request
        self.description = description
        self.plan = plan
        self.events = events
        state = Mutex(State())
        let total = max(1, plan.shards.reduce(0) { $0 + $1.count })
        let count = plan.shards.count
        requests = plan.shards.map { operations in
            var part = request
            // Each pays for its own logins and proofs, so that a small part gets more than its share of operations.
            let share = (Double(operations.count) / Double(total) + 1 / Double(count)) / 2
            part.policy.maximumRequests = max(1, Int(Double(request.policy.maximumRequests) * share))
            part.policy.requestsPerSecond = request.policy.requestsPerSecond.map { $0 / Double(count) }
            part.policy.concurrency = max(1, request.policy.concurrency / count)
            part.policy.includedOperations = operations
            return part
        }
    }

    /// Takes an event of one part, and passes on what it means for the whole.
    func receive(_ event: ScanEvent, from index: Int) async {
        let passed = state.withLock { state in Self.combined(event, index, count: requests.count, &state) }
        guard let passed else { return }
        if case .started(var started) = passed {
            started.maximumRequests = request.policy.maximumRequests
            started.requestsPerSecond = request.policy.requestsPerSecond
            await events.send(.started(started))
        } else if case .progress(var progress) = passed {
            progress.maximumRequests = request.policy.maximumRequests
            await events.send(.progress(progress))
        } else {
            await events.send(passed)
        }
    }

    /// The report of all parts, or `nil` where none has one.
    ///
    /// - Parameter errors: What parts that have no report met.
    func report(errors: [String]) -> ScanReport? {
        let reports = state.withLock { $0.reports }
        return ShardedReport(request: request, description: description, shards: plan.shards).merge(
            reports,
            errors: errors
        )
    }

    /// What an event of one part is among those of all: itself, changed, or nothing.
    private static func combined(_ event: ScanEvent, _ index: Int, count: Int, _ state: inout State) -> ScanEvent? {
        switch event {
        case .started:
            defer { state.hasStarted = true }
            return state.hasStarted ? nil : event
        case .phase(let phase): return state.phases.insert(phase.name).inserted ? event : nil
        case .identity(let outcome): return state.identities.insert(outcome.name).inserted ? event : nil
        case .finding(let finding):
            if let known = state.findings[finding.fingerprint], known >= finding.confidence { return nil }
            state.findings[finding.fingerprint] = finding.confidence
            return event
        case .diagnostic(let diagnostic): return state.diagnostics.insert(diagnostic.description).inserted ? event : nil
        case .progress(let progress):
            state.progress[index] = progress
            return .progress(sum(of: Array(state.progress.values), count: count, findings: state.findings.count))
        case .finished(let report):
            state.reports[index] = report
            return nil
        }
    }

    /// The progress of the whole: that of the part that is least far, over what all have sent.
    private static func sum(of parts: [ScanProgress], count: Int, findings: Int) -> ScanProgress {
        let order = ScanPhase.Name.allCases
        func rank(_ progress: ScanProgress) -> Int { order.firstIndex(of: progress.phase) ?? 0 }
        let least = parts.map(rank).min() ?? 0
        let done = parts.reduce(0.0) { $0 + (rank($1) > least ? 1 : $1.fraction) }
        return ScanProgress(
            phase: order[least],
            fraction: min(1, done / Double(max(1, count))),
            requestsSent: parts.reduce(0) { $0 + $1.requestsSent },
            maximumRequests: 0,
            elapsedSeconds: parts.map(\.elapsedSeconds).max() ?? 0,
            latencyP95Milliseconds: parts.map(\.latencyP95Milliseconds).max() ?? 0,
            clientErrors: parts.reduce(0) { $0 + $1.clientErrors },
            serverErrors: parts.reduce(0) { $0 + $1.serverErrors },
            findings: findings,
            activity: parts.first { rank($0) == least }?.activity ?? ""
        )
    }
}
