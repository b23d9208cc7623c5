//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Finds SQL injection by conditions: true ones and false ones give different answers.
struct SQLBooleanCheck: ActiveCheck {
    let metadata = CheckMetadata(
        id: "venti.sqli.boolean",
        title: "SQL injection (condition)",
        severity: .critical,
        category: .securityMisconfiguration,
        weaknesses: [.cwe(89)],
        remediation: "Pass values to the database as bound parameters, never as part of the statement's text.",
        explanation: """
            Adds two true and two false conditions with different random numbers to a value that works, for each way in \
            which the value may sit in a statement. The flaw counts only if both true ones answer as the clean value \
            does, both false ones answer alike, and the two kinds differ after every echo is taken away.
            """,
        profile: .safe
    )

    func probe(_ operation: APIOperation, in context: CheckContext) async throws -> [Finding] {
        var findings: [Finding] = []
        for injectable in try InjectableRequest.all(of: operation, in: context) {
            let baseline = try await context.baseline(for: injectable.reached)
            guard baseline.isStable else {
                throw CheckSkipped("answers to the same request differ, so they cannot be compared")
            }
            for quartetContext in BooleanQuartet.sqlContexts {
                if let finding = try await probe(injectable, quartetContext, baseline, in: context) {
                    findings.append(finding)
                    break
                }
            }
        }
        return findings
    }

    private func probe(
        _ injectable: InjectableRequest,
        _ quartetContext: BooleanQuartet.Context,
        _ baseline: StableBaseline,
        in context: CheckContext
    ) async throws -> Finding? {
        let operation = injectable.reached.request.operation
        let identity = injectable.reached.identity
        var random = context.random("\(operation.id) \(injectable.point) \(quartetContext.name)")
        // A disjunction shows something only where the value itself selects nothing.
        let value = quartetContext.isDisjunction && !injectable.isNumeric ? random.word(length: 8) : injectable.value
        let quartet = BooleanQuartet(context: quartetContext, value: value, random: &random)
        let mask = baseline.mask(echoing: quartet.payloads + [value, injectable.value])
        var trial = context.trial()

        // The cheapest question first: a false condition that changes nothing ends the matter.
        try await trial.send("false 1", injectable.request(with: quartet.falsehoods[0]), as: identity)
        try await trial.send("clean", injectable.reached.request, as: identity)
        let changesAnswer = ProofAssertion.different(step: "false 1", other: "clean", ignoring: mask)
        guard quartetContext.isDisjunction || trial.holds(changesAnswer) else { return nil }
        try await trial.send("true 1", injectable.request(with: quartet.truths[0]), as: identity)
        var assertions: [ProofAssertion] = [
            .different(step: "true 1", other: "false 1", ignoring: mask),
            .statusNot(step: "true 1", isIn: [429, 503]),
            .statusNot(step: "false 1", isIn: [429, 503]),
        ]
        if !quartetContext.isDisjunction {
            assertions.append(.equivalent(step: "true 1", other: "clean", ignoring: mask))
        }
        guard trial.holds(assertions) else { return nil }
        if quartetContext.isDisjunction, trial.responses(to: "true 1").contains(where: { !$0.isSuccess }) { return nil }

        try await trial.send("false 2", injectable.request(with: quartet.falsehoods[1]), as: identity)
        try await trial.send("true 2", injectable.request(with: quartet.truths[1]), as: identity)
        assertions += [
            .equivalent(step: "true 2", other: "true 1", ignoring: mask),
            .equivalent(step: "false 2", other: "false 1", ignoring: mask),
            .different(step: "true 2", other: "false 2", ignoring: mask),
        ]
        guard let proof = trial.proof(assertions) else { return nil }
        return metadata.finding(
            at: operation.location(at: injectable.point),
            summary: "True and false conditions added to \(injectable.point) give different answers, twice each "
                + "(\(quartetContext.name) context).",
            evidenceClass: "boolean",
            proof: proof
        )
    }
}
