//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Says what an attempt at a proof means: still there, fixed, or not to be told.
///
/// That something is otherwise than it was does not mean that the flaw is mended: the target may be down, the login
/// refused or the operation gone. So the flaw is fixed only where
/// 1. the set-up gave what it gave: every capture of a step that is no attack found its value;
/// 2. every assertion about controls alone holds, and every control is answered with the status it had or one like it;
/// 3. a deciding assertion does not hold, and the answer that it speaks of is one: no 5xx, and no 401, 404 or the like
///    that nothing in the proof tells from a refused credential or a missing operation.
struct ReplayJudgement: Sendable {
    let attempt: ProofAttempt
    /// The identities that have logged in for this replay, and so are known to be good.
    let loggedIn: Set<String>
    let redactor: Redactor
    /// Whether the document of today no longer describes the operation, so that it is gone on purpose.
    var isRemoved = false

    private var proof: Proof { attempt.proof }

    var outcome: ReplayOutcome {
        guard !proof.assertions.isEmpty else { return .cannotTell(reason: "the proof has no assertion") }
        if let stop = attempt.stop, !isRefusedAttack(stop) { return .cannotTell(reason: redactor.redact(stop.reason)) }
        if let reason = brokenPremise { return .cannotTell(reason: redactor.redact(reason)) }
        if let stop = attempt.stop { return judge(stop) }
        guard let failed = attempt.run.firstFailure(of: proof.assertions) else { return .stillThere }
        let label = failed.steps.first { proof.decidingSteps.contains($0) } ?? failed.steps.first ?? ""
        if isNothingThere { return Self.nothingThere }
        if let reason = emptyAnswer(to: label) { return .cannotTell(reason: redactor.redact(reason)) }
        return .fixed(
            ReplayDifference(
                step: label,
                expected: redactor.redact(failed.explanation),
                observed: redactor.redact(ReplayObservation(attempt: attempt).text(for: failed)),
                assertion: failed
            )
        )
    }

    /// Whether an attack was answered, and only what it should give is missing.
    private func isRefusedAttack(_ stop: ProofAttempt.Stop) -> Bool {
        proof.decidingSteps.contains(stop.step.label) && attempt.run.responses[stop.step.label] != nil
    }

    private func judge(_ stop: ProofAttempt.Stop) -> ReplayOutcome {
        let label = stop.step.label
        if isNothingThere { return Self.nothingThere }
        if let reason = emptyAnswer(to: label) { return .cannotTell(reason: redactor.redact(reason)) }
        let recorded = stop.step.response.map { " \($0.status)" } ?? ""
        return .fixed(
            ReplayDifference(
                step: label,
                expected: "\(label) is answered\(recorded)",
                observed: redactor.redact(answered(label) + ", " + stop.reason)
            )
        )
    }

    /// Why the proof means nothing now, where it does not.
    private var brokenPremise: String? {
        for assertion in proof.assertions where proof.isPremise(assertion) {
            // What comes after the step at which the attempt stopped is not known.
            if attempt.stop != nil, assertion.steps.contains(where: { attempt.statuses(of: $0).isEmpty }) { continue }
            guard attempt.run.firstFailure(of: [assertion]) != nil else { continue }
            return
                "a control does not hold: \(assertion.explanation), but \(ReplayObservation(attempt: attempt).text(for: assertion))"
        }
        for step in proof.steps where proof.controlSteps.contains(step.label) && !attempt.isAsRecorded(step) {
            return "a control is otherwise: \(answered(step.label)), not \(step.response?.status ?? 0) as in the scan"
        }
        return nil
    }

    /// Why the answer to a deciding step says nothing about the flaw, where it does not.
    private func emptyAnswer(to label: String) -> String? {
        guard let step = proof.steps.first(where: { $0.label == label }) else { return nil }
        let recorded = step.response?.status
        for status in attempt.statuses(of: label) where status != recorded {
            let text = answered(label, status)
            if (500..<600).contains(status), recorded.map({ $0 < 500 }) ?? true { return "\(text): the target fails" }
            if status == 429, step.repetitions > 1 { continue }
            if status == 401, let identity = step.identity, step.tokenMutation == nil, !isProven(identity, but: label) {
                return "\(text): is the credential of \(identity) still valid?"
            }
            guard !hasControl else { continue }
            if isRemoved, [404, 405, 410].contains(status) { continue }
            if [404, 405, 410, 501].contains(status) { return "\(text): is the operation still there?" }
            if let recorded, (200..<300).contains(recorded), !(200..<300).contains(status) {
                return "\(text), not \(recorded) as in the scan, and nothing in the proof says why"
            }
        }
        if !hasControl, attempt.isAboutSomethingElse(step) {
            return "the answer to \(label) is about something else than in the scan"
        }
        return nil
    }

    private static let nothingThere = ReplayOutcome.cannotTell(
        reason: "the target answers every request with 404 or the like: is the API there?"
    )

    /// Whether nothing that was asked for was there, so that controls that were refused in the scan hold for nothing.
    private var isNothingThere: Bool {
        let statuses = proof.steps.flatMap { attempt.statuses(of: $0.label) }
        return !isRemoved && !statuses.isEmpty && statuses.allSatisfy { [404, 405, 410, 501].contains($0) }
    }

    /// Whether something in the proof shows that the target works as it did: a control, or something that was made.
    private var hasControl: Bool {
        !proof.controlSteps.isEmpty
            || proof.steps.contains { step in
                guard !proof.decidingSteps.contains(step.label), let last = attempt.run.responses[step.label]?.last
                else { return false }
                // A lookup that falls back to what the scan saw has shown nothing.
                return step.captures.contains { $0.fallback == nil || $0.source.value(in: last) != nil }
            }
    }

    private func isProven(_ identity: String, but label: String) -> Bool {
        loggedIn.contains(identity)
            || proof.steps.contains { step in
                step.identity == identity && step.label != label && step.tokenMutation == nil
                    && attempt.statuses(of: step.label).contains { $0 != 401 }
            }
    }

    private func answered(_ label: String, _ status: Int? = nil) -> String {
        let status = status ?? attempt.statuses(of: label).last
        return "\(label) was answered \(status.map(String.init) ?? "nothing")"
    }
}
