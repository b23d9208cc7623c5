//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// What came back when the steps of a proof were carried out again.
struct ProofAttempt: Sendable {
    let proof: Proof
    var run = ProofRun()
    /// Why the steps were not carried out to the end; `nil` where they were.
    var stop: Stop?

    init(proof: Proof) { self.proof = proof }

    /// The step at which it stopped.
    struct Stop: Sendable {
        var step: ProofStep
        var reason: String
    }

    /// The status codes of the answers to a step.
    func statuses(of label: String) -> [Int] { run.responses[label]?.map(\.status) ?? [] }

    /// Whether a step was answered with a status of the class that it had when the flaw was found.
    ///
    /// Without a recorded response there is nothing to compare with.
    func isAsRecorded(_ step: ProofStep) -> Bool {
        guard let recorded = step.response?.status else { return true }
        return statuses(of: step.label).allSatisfy { $0 / 100 == recorded / 100 }
    }
}
