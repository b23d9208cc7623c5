//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import VentiKit

/// What kept a Job from handing over its report, in words for the report.
struct JobEnding: Sendable {
    var reason: JobStopper.Reason?
    /// The pod as it was seen last; `nil` where it is gone.
    var pod: Pod?
    /// Whether the Job is gone, which nobody of us removed.
    var isJobGone = false
    /// Why the cluster says that the Job failed.
    var jobFailure: ObjectCondition?
    var failure: (any Error)?
    var standardError: String
    var limits: WorkloadLimits

    var outcome: ScanReport.Outcome {
        switch reason {
        case .cancelled: .cancelled
        case .deadline: .deadlineReached
        default: jobFailure?.reason == "DeadlineExceeded" ? .deadlineReached : .failed
        }
    }

    /// Whether the cluster lost the pod, so that another one may fare better.
    var isLoss: Bool {
        guard reason == nil, !isJobGone, jobFailure?.reason != "DeadlineExceeded" else { return false }
        if let failure = failure as? KubernetesError, failure.code != .notFound {
            return failure.code == .clusterFailed
        }
        if failure is ScanError { return false }
        guard let pod else { return true }
        if pod.usedTooMuch || isOutOfMemory { return false }
        return pod.loss != nil || wasKilled
    }

    private var isOutOfMemory: Bool { pod?.scanner?.terminated?.reason == "OOMKilled" }

    private var wasKilled: Bool {
        let code = pod?.scanner?.terminated?.exitCode
        return code == 137 || code == 143
    }

    var detail: String {
        switch reason {
        case .cancelled: return "The scan was cancelled."
        case .deadline: return "The Job did not end within its \(Int(limits.seconds)) seconds and was removed."
        case .tooMuchOutput:
            return "The scanner printed more than the \(limits.outputBytes >> 20) MiB that it may, and was stopped."
        case nil: break
        }
        if isOutOfMemory {
            return "The container ran out of memory: its limit is \(limits.memoryBytes >> 20) MiB (OOMKilled)."
        }
        if let failure = failure as? ScanError {
            return "The scanner prints what is no event. \(failure.message)" + lastWords
        }
        if let failure = failure as? KubernetesError, failure.code != .notFound {
            return failure.code == .filesLost ? failure.message : "The cluster was lost. \(failure.message)"
        }
        if jobFailure?.reason == "DeadlineExceeded" {
            return "The cluster ended the Job: DeadlineExceeded: \(jobFailure?.message ?? "")"
        }
        if isJobGone { return "Somebody deleted the Job while the scan ran." }
        guard let pod else { return "The pod is gone: somebody deleted it, or its node is lost." }
        if let loss = pod.loss { return "The cluster took the pod away: \(loss)." }
        guard let ended = pod.scanner?.terminated else {
            return "The scanner closed its output without a report." + lastWords
        }
        if wasKilled { return "The container was killed from outside (exit code \(ended.exitCode))." }
        let words = ended.reason.flatMap { $0 == "Error" || $0 == "Completed" ? nil : ", \($0)" } ?? ""
        return "The scanner ended without a report (exit code \(ended.exitCode)\(words))." + lastWords
    }

    private var lastWords: String { WorkloadEnding.lastWords(of: standardError) }
}
