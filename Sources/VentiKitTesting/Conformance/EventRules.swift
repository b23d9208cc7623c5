//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Synchronization
import VentiKit

/// The rules for the events of a scan, which hold for scanners and executors alike.
struct EventRules: Sendable {
    let scan: @Sendable (ScanRequest, ScanEventSink) async throws -> Void

    /// - Throws: `CancellationError` if the task was cancelled.
    func problems(
        for request: ScanRequest,
        patience: Duration,
        requestsReceived: (@Sendable () async -> Int)?
    ) async throws -> [ConformanceProblem] {
        try await order(request)
            + heldEvent(request)
            + cancellation(request, patience, requestsReceived)
            + cancelledBeforehand(request)
    }

    /// The events of a scan that runs to its end.
    private func order(_ request: ScanRequest) async throws -> [ConformanceProblem] {
        try await Self.noting("A scan that can begin ends with a report.") {
            let recorder = EventRecorder()
            try await scan(request, recorder.sink)
            recorder.close()
            return Self.broken(recorder)
        }
    }

    private static func broken(_ recorder: EventRecorder) -> [ConformanceProblem] {
        let events = recorder.events
        var problems: [ConformanceProblem] = []
        if case .started? = events.first {
        } else {
            problems.append(.init("The first event is `started`.", "It is \(kind(events.first))."))
        }
        let reports = events.compactMap { if case .finished(let report) = $0 { report } else { nil } }
        if case .finished? = events.last, reports.count == 1 {
        } else {
            let detail = "\(reports.count) of \(events.count) events are; the last one is \(kind(events.last))."
            problems.append(.init("The last event is `finished`, and no other is.", detail))
        }
        if recorder.lateEvents > 0 {
            let rule = "No event comes once the scan has returned."
            problems.append(.init(rule, "\(recorder.lateEvents) came."))
        }
        guard let report = reports.last else { return problems }
        let findings = events.compactMap { if case .finding(let finding) = $0 { finding } else { nil } }
        let announced = Set(findings.map(\.fingerprint))
        let listed = Set(report.findings.map(\.fingerprint))
        if announced != listed {
            let detail = "\(announced.count) were sent, the report has \(listed.count)."
            problems.append(.init("Every finding of the report is sent as an event, and no other.", detail))
        }
        return problems
    }

    /// Whoever takes an event slowly slows the scan down.
    private func heldEvent(_ request: ScanRequest) async throws -> [ConformanceProblem] {
        let rule = "While the first event is not taken, no other is sent."
        return try await Self.noting(rule) {
            let isHeld = Mutex(false)
            let overtaking = Mutex(0)
            let recorder = EventRecorder { event in
                if case .started = event {
                    isHeld.withLock { $0 = true }
                    try? await Task.sleep(for: .milliseconds(300))
                    isHeld.withLock { $0 = false }
                } else if isHeld.withLock({ $0 }) {
                    overtaking.withLock { $0 += 1 }
                }
            }
            try await scan(request, recorder.sink)
            let count = overtaking.withLock { $0 }
            return count == 0 ? [] : [.init(rule, "\(count) events overtook it.")]
        }
    }

    /// Cancels a scan right after its beginning, at a pace at which it cannot have ended.
    private func cancellation(
        _ request: ScanRequest,
        _ patience: Duration,
        _ requestsReceived: (@Sendable () async -> Int)?
    ) async throws -> [ConformanceProblem] {
        var slow = request
        slow.policy.requestsPerSecond = 1
        slow.policy.maximumSeconds = 600
        let request = slow
        return try await Self.noting("A scan that is cancelled ends with a partial report.") {
            let (began, signal) = AsyncStream.makeStream(of: Void.self)
            let recorder = EventRecorder { _ in signal.yield() }
            let ending = try await withThrowingTaskGroup(of: (any Error)?.self) { group in
                group.addTask {
                    defer { signal.finish() }
                    do {
                        try await scan(request, recorder.sink)
                        return nil
                    } catch {
                        return error
                    }
                }
                for await _ in began { break }
                let cancelled = ContinuousClock.now
                group.cancelAll()
                let error = try await group.next() ?? nil
                recorder.close()
                return (error: error, took: ContinuousClock.now - cancelled)
            }
            try Task.checkCancellation()
            var problems = Self.broken(recorder).filter { !$0.rule.hasPrefix("Every finding") }
            if let error = ending.error {
                problems.append(.init("A scan that is cancelled after it began returns.", "It threw \(error)."))
            }
            if ending.took > patience {
                problems.append(.init("A scan that is cancelled ends soon.", "It took \(ending.took)."))
            }
            if case .finished(let report)? = recorder.events.last, report.outcome != .cancelled {
                let rule = "The report of a scan that is cancelled says so."
                problems.append(.init(rule, "Its outcome is \(report.outcome.rawValue)."))
            }
            if let requestsReceived {
                let before = await requestsReceived()
                try await Task.sleep(for: .seconds(3))
                let after = await requestsReceived()
                if before != after {
                    let rule = "Nothing is sent once a cancelled scan has returned."
                    problems.append(.init(rule, "\(after - before) requests were."))
                }
            }
            return problems
        }
    }

    private func cancelledBeforehand(_ request: ScanRequest) async throws -> [ConformanceProblem] {
        let rule = "A task that is cancelled beforehand throws CancellationError and sends nothing."
        let recorder = EventRecorder()
        let error: (any Error)? = await withTaskGroup(of: (any Error)?.self) { group in
            group.cancelAll()
            group.addTask {
                do {
                    try await scan(request, recorder.sink)
                    return nil
                } catch {
                    return error
                }
            }
            return await group.next() ?? nil
        }
        try Task.checkCancellation()
        if error is CancellationError, recorder.events.isEmpty { return [] }
        let ending = error.map { "It threw \($0)" } ?? "It returned"
        return [.init(rule, "\(ending) after \(recorder.events.count) events.")]
    }
}

extension EventRules {
    /// Runs the body, and turns what it throws into a problem of the rule.
    static func noting(
        _ rule: String,
        _ body: () async throws -> [ConformanceProblem]
    ) async throws -> [ConformanceProblem] {
        do {
            return try await body()
        } catch {
            try Task.checkCancellation()
            return [ConformanceProblem(rule, "It threw \(error).")]
        }
    }

    /// Runs a scan that must not begin.
    static func expecting(
        _ code: ScanError.Code,
        _ rule: String,
        _ body: (ScanEventSink) async throws -> Void
    ) async throws -> [ConformanceProblem] {
        let recorder = EventRecorder()
        do {
            try await body(recorder.sink)
            return [ConformanceProblem(rule, "It returned after \(recorder.events.count) events.")]
        } catch let error as ScanError where error.code == code {
            guard recorder.events.contains(where: { if case .finished = $0 { true } else { false } }) else { return [] }
            return [ConformanceProblem(rule, "It sent a report all the same.")]
        } catch {
            try Task.checkCancellation()
            return [ConformanceProblem(rule, "It threw \(error), expected the code \(code).")]
        }
    }

    private static func kind(_ event: ScanEvent?) -> String {
        switch event {
        case .started: "`started`"
        case .phase: "`phase`"
        case .identity: "`identity`"
        case .progress: "`progress`"
        case .finding: "`finding`"
        case .diagnostic: "`diagnostic`"
        case .finished: "`finished`"
        case nil: "missing"
        @unknown default: "of a kind that is not known here"
        }
    }
}
