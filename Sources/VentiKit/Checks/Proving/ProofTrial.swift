//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// A proof in the making: sends the requests of a proof and keeps them as its steps.
///
/// A check decides by the same assertions that later stand in the proof, so what is published is what was found.
public struct ProofTrial: Sendable {
    let context: CheckContext
    private var freshValues: [FreshValue] = []
    private var run = ProofRun()
    private var steps: [ProofStep] = []

    init(in context: CheckContext) { self.context = context }

    /// Makes a value anew, for this trial and for every replay of its proof.
    ///
    /// - Returns: The placeholder that stands for it in requests and assertions.
    @discardableResult
    public mutating func make(_ fresh: FreshValue) -> String {
        if run.values[fresh.name] == nil {
            freshValues.append(fresh)
            run.make(fresh)
        }
        return fresh.placeholder
    }

    /// The value that a placeholder of this name stands for by now.
    public func value(_ name: String) -> JSONValue? { run.values[name] }

    /// Gives a value a name that no step captures, for what is learned outside a proof.
    mutating func bind(_ name: String, to value: JSONValue) { run.bind(name, to: value) }

    /// A text with the values in place of their placeholders.
    public func filled(_ text: String) -> String { run.values.fill(text) }

    /// Sends a request as one step of the proof.
    ///
    /// Texts of the request may hold placeholders of ``make(_:)`` and of earlier captures.
    ///
    /// - Parameters:
    ///   - label: What the request is for; unique within the trial.
    ///   - request: The request without a credential.
    ///   - identity: In whose name it is sent, or `nil` for nobody.
    ///   - tokenMutation: A change to the identity's token.
    ///   - repetitions: How often it is sent.
    ///   - isParallel: Whether all repetitions are sent at once.
    ///   - captures: What later steps use of the response.
    ///   - expectsLimit: Whether an answer that asks for patience is what the proof is about.
    /// - Returns: The last response.
    /// - Throws: ``ProbeError`` if no response came; ``CheckSkipped`` if the target asks for patience or blocks the scan,
    ///   because then the response says nothing about the application, and if a value that is to be captured is not
    ///   there.
    @discardableResult
    public mutating func send(
        _ label: String,
        _ request: OperationRequest,
        as identity: String?,
        tokenMutation: TokenMutation? = nil,
        repetitions: Int = 1,
        isParallel: Bool = false,
        captures: [ProofCapture] = [],
        expectsLimit: Bool = false
    ) async throws -> ProbeResponse {
        let template = ProofValues.template(request.render())
        var step = ProofStep(
            label: label,
            identity: identity,
            tokenMutation: tokenMutation,
            repetitions: max(1, repetitions),
            isParallel: isParallel,
            captures: captures,
            request: RecordedRequest(method: template.method, target: template.target)
        )
        let last = try await run.carryOut(
            step,
            template,
            for: request.operation,
            purpose: .attack,
            acceptsLimits: expectsLimit,
            through: context.prober
        )
        // Only now is everything known that no evidence may show.
        step.request = context.record(template)
        step.response = context.record(last)
        steps.append(step)
        return last
    }

    /// The responses to a step, first to last.
    public func responses(to label: String) -> [ProbeResponse] { run.responses[label] ?? [] }

    /// Whether all assertions hold for what came back.
    public func holds(_ assertions: ProofAssertion...) -> Bool { holds(assertions) }

    func holds(_ assertions: [ProofAssertion]) -> Bool {
        run.firstFailure(of: assertions) == nil
    }

    /// The proof, or `nil` where there is no assertion or one does not hold.
    ///
    /// Steps that no assertion speaks of, and that no later step needs, are left out.
    ///
    /// - Parameters:
    ///   - assertions: What must hold.
    ///   - controls: The steps whose answers stay as they are where the flaw is mended: what they say is what makes the
    ///     rest mean anything. Without it, only steps that others are compared with are controls.
    ///   - attacks: The steps that a mended target may refuse, where no assertion speaks of them.
    public func proof(
        _ assertions: [ProofAssertion],
        controls: some Sequence<String> = [String](),
        attacks: [String] = []
    ) -> Proof? {
        proof(assertions, controls: Array(controls), attacks: attacks, keepsAllSteps: false)
    }

    /// The proof, with the steps that no assertion speaks of where they change what the others read.
    func proof(
        _ assertions: [ProofAssertion],
        controls: [String] = [],
        attacks: [String] = [],
        keepsAllSteps: Bool
    ) -> Proof? {
        guard !assertions.isEmpty, holds(assertions) else { return nil }
        let used = Set(assertions.flatMap(\.steps))
        // What changed the target must happen again for the rest to mean the same.
        let isScripted = keepsAllSteps || !freshValues.isEmpty || steps.contains { !$0.captures.isEmpty }
        let steps = self.steps.map { step in
            var step = step
            if controls.contains(step.label) { step.role = .control }
            if attacks.contains(step.label) { step.role = .attack }
            return step
        }
        return Proof(
            freshValues: freshValues,
            steps: isScripted ? steps : steps.filter { used.contains($0.label) },
            assertions: assertions
        )
    }
}
