//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import VentiKit

/// A scan, as one Job after another until one hands over its report.
struct ScanRun: Sendable {
    let client: ClusterClient
    let configuration: KubernetesExecutor.Configuration
    let scanner: any ContainerizedScanner
    let request: ScanRequest
    let workload: Workload
    let place: WorkloadPlace
    let tally: JobTally

    /// - Throws: ``KubernetesError`` and `ScanError` if the scan cannot be run or cannot begin; `CancellationError`.
    func run() async throws {
        let attempts = max(1, configuration.maximumAttempts)
        for attempt in 1...attempts {
            let isLast = attempt == attempts || Task.isCancelled
            let ending: JobEnding?
            do {
                ending = try await JobScan(run: self).run()
            } catch let error as KubernetesError where error.code == .podLost && !isLast && !Task.isCancelled {
                await tally.beginAgain(error.message)
                continue
            } catch {
                // What an earlier attempt found is not lost by what a later one meets.
                let outcome = error is CancellationError ? ScanReport.Outcome.cancelled : .failed
                let detail = error is CancellationError ? "The scan was cancelled." : "\(error)"
                if await tally.finish(outcome, detail) { return }
                throw error
            }
            guard let ending else { return }
            if ending.isLoss, !isLast, !Task.isCancelled {
                await tally.beginAgain(ending.detail)
                continue
            }
            if await tally.finish(ending.outcome, ending.detail) { return }
            if ending.outcome == .cancelled { throw CancellationError() }
            throw KubernetesError(.podLost, ending.detail, cause: ending.failure)
        }
    }
}
