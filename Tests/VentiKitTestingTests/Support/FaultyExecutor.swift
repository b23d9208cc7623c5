//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Synchronization
import VentiKit

/// An executor that does one thing wrong.
struct FaultyExecutor: Executor {
    enum Fault: String, Sendable, CaseIterable {
        case losesReport, repeatsReport, losesStart, losesFindings, changesSeverity, throwsWhenCancelled
        case ignoresEarlyCancellation, ignoresMissingSecrets, hidesErrors, mixesScans, doesNotWait, hasNoName
    }

    let fault: Fault
    private let first = FirstReport()

    init(fault: Fault) { self.fault = fault }

    var name: String { fault == .hasNoName ? "" : "faulty" }

    func execute(_ scanner: any APIScanner, _ request: ScanRequest, into events: ScanEventSink) async throws {
        switch fault {
        case .ignoresEarlyCancellation:
            guard !Task.isCancelled else { return await events.send(.phase(ScanPhase(.plan))) }
            try await InProcessExecutor().execute(scanner, request, into: events)
        case .ignoresMissingSecrets:
            var request = request
            request.identities = []
            try await InProcessExecutor().execute(scanner, request, into: events)
        case .hidesErrors:
            do {
                try await InProcessExecutor().execute(scanner, request, into: events)
            } catch is ScanError {
            }
        case .doesNotWait: try await bufferingAll(scanner, request, into: events)
        default:
            try await InProcessExecutor().execute(scanner, request, into: ScanEventSink { await pass($0, to: events) })
            if fault == .throwsWhenCancelled { try Task.checkCancellation() }
        }
    }

    private func pass(_ event: ScanEvent, to events: ScanEventSink) async {
        switch (fault, event) {
        case (.losesReport, .finished), (.losesStart, .started), (.losesFindings, .finding): return
        case (.repeatsReport, .finished):
            await events.send(event)
            await events.send(event)
        case (.changesSeverity, .finished(var report)):
            for index in report.findings.indices { report.findings[index].severity = .critical }
            await events.send(.finished(report))
        case (.mixesScans, .finished(let report)): await events.send(.finished(first.orFirst(report)))
        default: await events.send(event)
        }
    }

    /// Hands all events over at once when the scan is over.
    private func bufferingAll(
        _ scanner: any APIScanner,
        _ request: ScanRequest,
        into events: ScanEventSink
    ) async throws {
        let kept = Mutex<[ScanEvent]>([])
        try await InProcessExecutor().execute(
            scanner,
            request,
            into: ScanEventSink { event in kept.withLock { $0.append(event) } }
        )
        await withTaskGroup(of: Void.self) { group in
            for event in kept.withLock({ $0 }) {
                // Begun at once and in order: the first is on its way when the others come, however busy the machine is.
                if #available(macOS 26, *) {
                    group.addImmediateTask { await events.send(event) }
                } else {
                    group.addTask { await events.send(event) }
                }
            }
        }
    }
}

/// Keeps the first report and gives it out for every other.
private final class FirstReport: Sendable {
    private let report = Mutex<ScanReport?>(nil)

    func orFirst(_ other: ScanReport) -> ScanReport {
        report.withLock { report in
            report = report ?? other
            return report ?? other
        }
    }
}
