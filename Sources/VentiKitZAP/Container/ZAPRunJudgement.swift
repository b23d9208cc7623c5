//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import VentiKit

/// Whether a run of ZAP's was what was asked for. A run that did nothing must not look clean.
struct ZAPRunJudgement {
    let program: ZAPProgram
    let policy: ScanPolicy
    let ending: WorkloadEnding
    let progress: ZAPPlanProgress
    /// The report that ZAP left; `nil` where it left none, or one that is none.
    private(set) var report: ZAPReport?
    private var unreadable: String?

    init(program: ZAPProgram, policy: ScanPolicy, ending: WorkloadEnding, progress: ZAPPlanProgress) {
        self.program = program
        self.policy = policy
        self.ending = ending
        self.progress = progress
    }

    mutating func take(_ bytes: [UInt8]) {
        var reader = ZAPReportReader()
        reader.read(bytes)
        do {
            report = try reader.finish()
        } catch {
            unreadable = error.message
        }
    }

    /// The requests of the attack, by ZAP's own statistics; `nil` where the report has none.
    var attacks: Int? { report?.attackRequests }

    /// Why no operation counts as attacked to the end; `nil` where each does.
    var noAttack: String? {
        if program == .baseline { return "the baseline scan attacks nothing" }
        if policy.profile == .passive { return "the profile attacks nothing" }
        if progress.isOutOfTime { return "the time was used up" }
        if attacks == 0 { return "ZAP sent no attack" }
        return program.ending(ending.exitCode) == .failed ? "ZAP did not come to its end" : nil
    }

    /// Sets the outcome of a report, and says why.
    func judge(_ result: inout ScanReport) {
        if let failure {
            result.outcome = .failed
            result.outcomeDetail = failure
        } else if progress.isOutOfTime {
            result.outcome = .deadlineReached
            result.outcomeDetail = "The time was used up before ZAP had done all of the plan."
        }
        if let failure { result.diagnostics.append(ScanDiagnostic(.error, failure)) }
    }

    private var failure: String? {
        let code = ending.exitCode.map { "exit code \($0)" } ?? "an exit code that nobody knows"
        guard let report else {
            if let unreadable { return "ZAP ended with \(code), and its report cannot be read. \(unreadable)" }
            return "ZAP ended with \(code) and left no report." + words
        }
        if program.ending(ending.exitCode) == .failed {
            return "ZAP ended with \(code): it did not do all of its work." + words
        }
        if report.isCutShort { return "ZAP's report is cut short; what came before was read." }
        guard !report.sites.isEmpty else { return "ZAP saw nothing of the target: its report names no site." }
        guard program == .plan else { return nil }
        if progress.requested == 0, (attacks ?? 0) == 0, policy.profile > .passive || report.alerts.isEmpty {
            return "ZAP did not say that it sent a request: the plan had none that it could send."
        }
        if progress.requested > 0, progress.unanswered.count == progress.requested {
            return "The target answered none of the \(progress.requested) requests that ZAP sent."
        }
        if policy.profile > .passive, attacks == 0 {
            return "ZAP sent no attack: nothing that it can attack was reached."
        }
        return nil
    }

    private var words: String {
        if let first = progress.failures.first { return " It says: \(first)" }
        let last = WorkloadEnding.lastWords(of: ending.standardError)
        return last.isEmpty ? WorkloadEnding.lastWords(of: progress.lastLine) : last
    }
}
