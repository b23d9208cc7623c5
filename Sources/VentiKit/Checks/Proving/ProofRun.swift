//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// One run of a proof, when a check makes it or when it is replayed: the values it has by now, and what came back.
struct ProofRun: Sendable {
    private(set) var values = ProofValues()
    /// The responses to each step, by its label.
    private(set) var responses: [String: [ProbeResponse]] = [:]
    /// What the JSON Web Tokens of the steps' identities show, by the steps' labels.
    private(set) var observations: [String: Set<String>] = [:]

    /// Makes a value anew.
    mutating func make(_ fresh: FreshValue) { values.make(fresh) }

    /// Gives a value a name that no step captures.
    mutating func bind(_ name: String, to value: JSONValue) { values.set(name, value) }

    /// Carries out a step: fills its request, sends it as often as it says, and takes what later steps need.
    ///
    /// - Parameters:
    ///   - step: The step; its recorded request and response do not count.
    ///   - template: The request with placeholders for the run's values.
    ///   - acceptsLimits: Whether an answer that asks for patience says something about the application.
    /// - Throws: ``ProbeError`` if no response came; ``CheckSkipped`` if a value is missing, or the target limits or
    ///   blocks the scan.
    mutating func carryOut(
        _ step: ProofStep,
        _ template: ProbeRequest,
        for operation: APIOperation?,
        purpose: HTTPExchange.Purpose,
        acceptsLimits: Bool,
        through prober: any CheckProber
    ) async throws -> ProbeResponse {
        guard let request = values.fill(template) else {
            throw CheckSkipped("step \(step.label) needs a value that no answer gave")
        }
        let repeated = RepeatedRequest(
            request: request,
            operation: operation,
            identity: step.identity,
            tokenMutation: try await mutation(of: step, through: prober)
        )
        let exchanges = try await repeated.send(
            max(1, step.repetitions),
            isParallel: step.isParallel,
            purpose: purpose,
            through: prober
        )
        if !acceptsLimits, let limited = exchanges.first(where: { $0.verdict != .answered }) {
            throw CheckSkipped("the target limited or blocked the scan (status \(limited.response.status))")
        }
        guard let last = exchanges.last?.response else { throw CheckSkipped("no request was sent") }
        responses[step.label] = exchanges.map(\.response)
        if let identity = step.identity,
            let token = await prober.token(of: identity)?.withExposedValue({ JSONWebToken($0) })
        {
            observations[step.label] = Set(TokenObservation.all(in: token).map(\.evidenceClass))
        }
        let missing = values.take(step.captures, from: last)
        for capture in step.captures where capture.isSecret {
            guard let text = values[capture.name]?.scalarText else { continue }
            prober.hide(Secret(text), as: "$\(capture.name)")
        }
        if let missing { throw CheckSkipped("the answer to \(step.label) holds no \(missing.name)") }
        return last
    }

    /// How the step changes its identity's token, with the key that the target publishes in this run.
    private func mutation(of step: ProofStep, through prober: any CheckProber) async throws -> TokenMutation? {
        guard case .forged(let forgery)? = step.tokenMutation, let key = forgery.publishedKey else {
            return step.tokenMutation
        }
        guard let identity = step.identity, let answer = responses[key.step]?.last,
            let token = await prober.token(of: identity)?.withExposedValue({ JSONWebToken($0) }),
            let current = forgery.withKey(publishedIn: answer.body, fitting: token)
        else { throw CheckSkipped("the answer to \(key.step) holds no key that \(step.label) can be signed with") }
        return .forged(current)
    }

    /// The first assertion that does not hold, or `nil` where all do.
    func firstFailure(of assertions: [ProofAssertion]) -> ProofAssertion? {
        ProofEvaluation(responses: responses, values: values, observations: observations)
            .firstFailure(of: assertions)
    }
}
