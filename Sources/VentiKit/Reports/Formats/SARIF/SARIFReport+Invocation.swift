//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension SARIFReport {
    /// How the run went: what was cut, what was not tested, and what the scan could not understand.
    func invocation(of report: ScanReport, cuts: Cuts, writer: SARIF.ResultWriter) -> SARIF.Invocation {
        var notifications: [SARIF.Notification] = []
        func add(_ level: SARIF.Level, _ text: String, _ location: SARIF.Location? = nil) {
            notifications.append(
                SARIF.Notification(level: level, message: SARIF.Text(text: text), locations: location.map { [$0] })
            )
        }
        if cuts.results > 0 {
            add(
                .warning,
                "\(cuts.results) findings, the mildest, were left out: this file holds \(maximumResults) at most."
            )
        }
        if cuts.evidence > 0 {
            add(.note, "\(cuts.evidence) findings, the mildest, are written without their exchanges to bound the file.")
        }
        let hasRun: Bool
        switch report.outcome {
        case .completed: hasRun = true
        case .budgetExhausted, .deadlineReached:
            hasRun = true
            add(
                .warning,
                report.outcomeDetail ?? "The scan ended before its plan was done: \(report.outcome.rawValue)."
            )
        case .cancelled, .failed:
            hasRun = false
            add(.error, report.outcomeDetail ?? "The scan did not get to its end: \(report.outcome.rawValue).")
        }
        let reached = report.coverage.reachedCount
        let total = report.coverage.operations.count
        if report.isOfDocumentAlone {
            add(.note, "Only the document was looked at; nothing was sent.")
        } else if reached == 0 {
            add(.error, "None of \(total) operations answered with 2xx: the absence of findings says nothing.")
        } else if reached < total {
            add(
                .note,
                "\(reached) of \(total) operations answered with 2xx; the others were tested in part or not at all."
            )
        }
        for diagnostic in report.diagnostics.prefix(Self.maximumDiagnostics) {
            let location = diagnostic.source.map { writer.location(of: $0, length: 1) }
            add(SARIF.Level(diagnostic.level), diagnostic.message, location)
        }
        if report.diagnostics.count > Self.maximumDiagnostics {
            add(.note, "\(report.diagnostics.count - Self.maximumDiagnostics) more diagnostics were left out.")
        }
        return SARIF.Invocation(
            executionSuccessful: hasRun && (reached > 0 || report.isOfDocumentAlone),
            startTimeUtc: report.startedAt.isEmpty ? nil : report.startedAt,
            toolExecutionNotifications: notifications.isEmpty ? nil : notifications
        )
    }

    private static let maximumDiagnostics = 500
}

extension SARIF.Level {
    init(_ level: ScanDiagnostic.Level) {
        switch level {
        case .note: self = .note
        case .warning: self = .warning
        case .error: self = .error
        }
    }
}
