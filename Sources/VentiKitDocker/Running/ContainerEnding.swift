//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import VentiKit

/// What kept a container from handing over its report, in words for the report.
struct ContainerEnding: Sendable {
    var reason: ContainerStopper.Reason?
    /// How the engine says that it ended; `nil` where the engine or the container is gone.
    var state: ContainerDetails.State?
    var failure: (any Error)?
    var standardError: String
    var limits: WorkloadLimits

    var outcome: ScanReport.Outcome {
        switch reason {
        case .cancelled: .cancelled
        case .deadline: .deadlineReached
        default: .failed
        }
    }

    var detail: String {
        switch reason {
        case .cancelled: return "The scan was cancelled."
        case .deadline: return "The container did not end within its \(Int(limits.seconds)) seconds and was removed."
        case .tooMuchOutput:
            return "The scanner printed more than the \(limits.outputBytes >> 20) MiB that it may, and was stopped."
        case nil: break
        }
        if state?.isOutOfMemory == true {
            return "The container ran out of memory: its limit is \(limits.memoryBytes >> 20) MiB."
        }
        if let failure = failure as? ScanError {
            return "The scanner prints what is no event. \(failure.message)" + lastWords
        }
        if let failure = failure as? DockerError, failure.code == .engineFailed || failure.code == .invalidAnswer {
            return failure.message
        }
        if let failure = failure as? DockerError, failure.code != .notFound {
            return "The container engine was lost. \(failure.message)"
        }
        guard let state else { return "The container is gone: somebody has removed it, or its engine is." }
        if !state.isRunning, state.exitCode == 137 || state.exitCode == 143 {
            return "The container was killed from outside (exit code \(state.exitCode))."
        }
        if state.isRunning { return "The scanner closed its output without a report." + lastWords }
        let error = state.error.flatMap { $0.isEmpty ? nil : ", \($0)" } ?? ""
        return "The scanner ended without a report (exit code \(state.exitCode)\(error))." + lastWords
    }

    private var lastWords: String { WorkloadEnding.lastWords(of: standardError) }
}
