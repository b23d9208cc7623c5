//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Finds operations that may be done once, and are done several times when requests come at the same time.
struct RaceCheck: ActiveCheck, ExclusiveCheck {
    let metadata = CheckMetadata(
        id: "venti.flow.race",
        title: "Requests at the same time pass a limit that holds one by one",
        severity: .high,
        category: .unrestrictedAccessToSensitiveBusinessFlows,
        weaknesses: [.cwe(362), .cwe(841)],
        remediation: """
            Make the look and the act one step: a conditional update, a unique key or a lock on the row. A look before the \
            act holds only for requests that come one after another.
            """,
        explanation: """
            An operation on a fresh object, or of a fresh account, is sent twice in a row: the flaw can be there only \
            where the second is refused. Then eight copies of the request, or as many as may be under way, leave at once, \
            each on a connection of its own, about two more fresh objects. The flaw counts only if more than one of them succeeds both times; where the \
            first request made a number grow, it must then grow at least twice as much.
            """,
        profile: .active
    )

    let isBurst = false
    /// The most copies at once; no more than the policy lets be under way.
    private static let mostCopies = 8

    func probe(_ operation: APIOperation, in context: CheckContext) async throws -> [Finding] {
        guard isAction(operation, in: context) else { throw CheckSkipped("it is no step that is taken once") }
        let copies = min(Self.mostCopies, context.policy.concurrency)
        guard copies >= 2 else { throw CheckSkipped("the policy lets one request only be under way") }
        var trial = context.trial()
        let hasObject = operation.path.contains("{")
        var party = try await trial.flowParty("actor")
        let control = try await FlowRequest.prepare(operation, named: "control", by: party, in: context, trial: &trial)
        guard control.isFresh else {
            throw CheckSkipped("neither an account nor an object can be made anew for it")
        }
        let first = try await trial.send("first", control.request, by: party)
        guard context.isSuccess(first) else { throw CheckSkipped("the first request was answered \(first.status)") }
        try await control.readings.read("after control", &trial)
        let second = try await trial.send("second", control.request, by: party)
        guard !context.isSuccess(second) || !second.isEquivalent(to: first, mask: ProtectedOperation.shape) else {
            throw CheckSkipped("it may be done again")
        }
        let growth = control.growths("control", to: "after control", in: trial).first
        var assertions: [ProofAssertion] = [
            .different(step: "second", other: "first", ignoring: ProtectedOperation.shape)
        ]
        for round in ["race", "rerun"] {
            if !hasObject, case .account = party { party = try await trial.flowParty("\(round)Actor") }
            let flow = try await FlowRequest.prepare(operation, named: round, by: party, in: context, trial: &trial)
            try await trial.send(
                "\(round), all at once",
                flow.request,
                by: party,
                repetitions: copies,
                isParallel: true
            )
            try await flow.readings.read("after \(round)", &trial)
            assertions.append(.countAlike(step: "\(round), all at once", other: "first", atLeast: 2))
            if let growth {
                let reading = growth.reading.hasPrefix("control") ? round + growth.reading.dropFirst(7) : growth.reading
                let same = FlowReadings.Growth(reading: reading, pointer: growth.pointer, amount: growth.amount)
                assertions.append(same.grew("after \(round)", since: "before \(round)", times: 2))
            }
            guard trial.holds(assertions) else { return [] }
        }
        guard let proof = trial.proof(assertions, controls: ["second"]) else { return [] }
        return [
            metadata.finding(
                at: operation.location(),
                summary:
                    "Several of \(copies) requests at the same time succeed; in a row, the second is refused.",
                evidenceClass: growth == nil ? "count" : "effect",
                proof: proof
            )
        ]
    }

    /// A step that is taken about one thing, such as `POST /orders/{id}/confirm`, or one that may be taken once.
    private func isAction(_ operation: APIOperation, in context: CheckContext) -> Bool {
        guard operation.method == "POST" || operation.method == "PUT" else { return false }
        let accounts = context.accountOperations
        guard !AccountOperations.isLogout(operation), accounts.login?.operation.id != operation.id,
            !accounts.registrations.contains(where: { $0.operation.id == operation.id })
        else { return false }
        if FlowWords.isOneTime(operation, in: context.resources) { return true }
        guard operation.method == "POST", context.resources.resource(madeBy: operation) == nil,
            let resource = context.resources.resource(of: operation)
        else { return false }
        return resource.actions.contains { $0.id == operation.id }
    }
}
