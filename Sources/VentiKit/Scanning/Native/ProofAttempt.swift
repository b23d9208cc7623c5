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

    /// Whether a step was answered as when the flaw was found: with the same status, both 2xx, or both a refusal. Where
    /// another control works as it did, 404 is a refusal too.
    ///
    /// Without a recorded response there is nothing to compare with.
    func isAsRecorded(_ step: ProofStep) -> Bool {
        guard let recorded = step.response?.status else { return true }
        let isAnotherWorking = proof.steps.contains { other in
            other.label != step.label && proof.controlSteps.contains(other.label)
                && (other.response?.status ?? 0) / 100 == 2 && statuses(of: other.label).contains { $0 / 100 == 2 }
        }
        let refusals = isAnotherWorking ? [401, 403, 404] : [401, 403]
        return statuses(of: step.label).allSatisfy { status in
            status == recorded || status / 100 == 2 && recorded / 100 == 2
                || refusals.contains(status) && refusals.contains(recorded)
        }
    }

    /// Whether the answer to a step is about something else than when the flaw was found: an API that answers 2xx to
    /// everything says so by its members alone. What failed and does not fail now has other members by right.
    func isAboutSomethingElse(_ step: ProofStep) -> Bool {
        guard let recorded = step.response, recorded.bodyExcerpt.utf8.count == recorded.bodyBytes,
            let answer = run.responses[step.label]?.last, !(recorded.status >= 400 && answer.isSuccess),
            let before = JSONValue(parsingJSON: Array(recorded.bodyExcerpt.utf8)),
            let now = JSONValue(parsingJSON: answer.body)
        else { return false }
        let (known, present) = (Self.names(in: before), Self.names(in: now))
        return !known.isEmpty && known.intersection(present).count * 2 < known.count
    }

    private static func names(in json: JSONValue) -> Set<Substring> {
        Set(json.leaves.compactMap { $0.pointer.split(separator: "/").last { !$0.allSatisfy(\.isNumber) } })
    }
}
