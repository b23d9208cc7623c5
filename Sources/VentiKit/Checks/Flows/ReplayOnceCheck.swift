//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Finds operations that count again what should count once: a coupon redeemed twice, a like given twice.
struct ReplayOnceCheck: ActiveCheck, ExclusiveCheck {
    let metadata = CheckMetadata(
        id: "venti.flow.replay-once",
        title: "What may be done once counts again",
        severity: .medium,
        category: .unrestrictedAccessToSensitiveBusinessFlows,
        weaknesses: [.cwe(837), .cwe(841)],
        remediation: """
            Record that the step was done, in the same transaction as its effect, and refuse it from then on: a unique \
            key of account and coupon, vote or claim does both.
            """,
        explanation: """
            Operations whose name says that they may be done once (redeem, claim, vote, like, verify) are sent twice with \
            the same input by an account that the proof registers, or about an object that it makes. The flaw counts only \
            if a number that is read back, and that did not change by itself before, grows by the first request and by as \
            much again by the second.
            """,
        profile: .active
    )

    let isBurst = false

    func probe(_ operation: APIOperation, in context: CheckContext) async throws -> [Finding] {
        guard FlowWords.isOneTime(operation, in: context.resources) else {
            throw CheckSkipped("nothing says that it may be done once")
        }
        var trial = context.trial()
        let party = try await trial.flowParty("actor")
        let flow = try await FlowRequest.prepare(operation, named: "flow", by: party, in: context, trial: &trial)
        guard flow.isFresh else {
            throw CheckSkipped("neither an account nor an object can be made anew for it")
        }
        guard !flow.readings.isEmpty else { throw CheckSkipped("no operation reads what it may change") }
        let first = try await trial.send("once", flow.request, by: party)
        guard context.isSuccess(first) else { throw CheckSkipped("the first request was answered \(first.status)") }
        try await flow.readings.read("after once", &trial)
        let once = flow.growths("flow", to: "after once", in: trial)
        guard !once.isEmpty else { throw CheckSkipped("no number that is read back grows by it") }
        try await trial.send("twice", flow.request, by: party)
        try await flow.readings.read("after twice", &trial)
        let again = flow.readings.growths(from: "after once", steady: "after once", to: "after twice", in: trial)
        let counted = once.first { growth in
            again.contains {
                $0.reading == growth.reading && $0.pointer == growth.pointer && $0.amount >= growth.amount * 0.99
            }
        }
        guard let counted else { return [] }
        let control = counted.grew("after once", since: "before flow")
        let proof = trial.proof(
            [control, counted.grew("after twice", since: "after once")],
            controls: control.steps
        )
        guard let proof else { return [] }
        return [
            metadata.finding(
                at: operation.location(),
                summary: "The same request counts twice: \(counted.pointer) of \(counted.reading) grows each time.",
                evidenceClass: "effect",
                proof: proof
            )
        ]
    }
}
