//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

internal import Logging

/// Writes the course of a scan to a log: what happens as the message, with whom and where as metadata.
struct ScanLog: Sendable {
    let logger: Logger

    /// A sink that logs each event that says how a scan goes, and hands every event on.
    func logging(_ events: ScanEventSink) -> ScanEventSink {
        ScanEventSink { event in
            log(event)
            await events.send(event)
        }
    }

    private func log(_ event: ScanEvent) {
        switch event {
        case .started(let started):
            logger.debug(
                "Scan started",
                metadata: [
                    "venti.scan.target": "\(started.target)", "venti.scan.profile": "\(started.profile.rawValue)",
                ]
            )
        case .phase(let phase):
            logger.debug("Scan phase", metadata: ["venti.scan.phase": "\(phase.name.rawValue)"])
        case .finished(let report):
            logger.debug(
                "Scan finished",
                metadata: [
                    "venti.scan.outcome": "\(report.outcome.rawValue)",
                    "venti.scan.findings": "\(report.findings.count)",
                    "venti.scan.requests": "\(report.statistics.requestsSent)",
                ]
            )
        case .identity, .progress, .finding, .diagnostic: break
        }
    }
}
