//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Synchronization
import VentiKit

/// Passes events on, and keeps what is needed for a report where the scanner vanishes.
final class ScanTally: Sendable {
    private let request: ScanRequest
    private let events: ScanEventSink
    private let stopper: ContainerStopper
    private let redaction: EventRedaction
    private let partial = Mutex(PartialScan())

    init(request: ScanRequest, redaction: EventRedaction, events: ScanEventSink, stopper: ContainerStopper) {
        self.request = request
        self.events = events
        self.stopper = stopper
        self.redaction = redaction
    }

    var isFinished: Bool { partial.withLock { $0.isFinished } }
    var hasStarted: Bool { partial.withLock { $0.started != nil } }

    var sink: ScanEventSink {
        ScanEventSink { [self] event in
            // After its report a scanner has nothing more to say, and one report is enough.
            guard !isFinished else { return }
            let event = corrected(redaction.redact(event))
            partial.withLock { $0.note(event) }
            await events.send(event)
        }
    }

    /// Sends the report of what is known.
    ///
    /// - Returns: Whether there is one: not where the scan has not begun.
    func finish(_ outcome: ScanReport.Outcome, _ detail: String) async -> Bool {
        guard let report = partial.withLock({ $0.report(request, outcome: outcome, detail: detail) }) else {
            return false
        }
        if let last = report.diagnostics.last { await events.send(.diagnostic(last)) }
        await events.send(.finished(report))
        return true
    }

    /// A scanner that was told to stop says that it was cancelled; why it was told is known here.
    private func corrected(_ event: ScanEvent) -> ScanEvent {
        guard case .finished(var report) = event, report.outcome == .cancelled else { return event }
        switch stopper.reason {
        case .cancelled: return event
        case .deadline:
            report.outcome = .deadlineReached
            report.outcomeDetail = "The time that the container may run was used up."
        default:
            report.outcome = .failed
            report.outcomeDetail = "The container was told to stop from outside while the scan ran."
        }
        return .finished(report)
    }
}
