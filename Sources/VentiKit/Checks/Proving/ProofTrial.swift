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
    private let context: CheckContext
    private var steps: [ProofStep] = []
    private var responses: [String: [ProbeResponse]] = [:]

    init(in context: CheckContext) { self.context = context }

    /// Sends a request as one step of the proof.
    ///
    /// - Parameters:
    ///   - label: What the request is for; unique within the trial.
    ///   - request: The request without a credential.
    ///   - identity: In whose name it is sent, or `nil` for nobody.
    ///   - tokenMutation: A change to the identity's token.
    ///   - repetitions: How often it is sent.
    /// - Returns: The last response.
    /// - Throws: ``ProbeError`` if no response came; ``CheckSkipped`` if the target asks for patience or blocks the scan,
    ///   because then the response says nothing about the application.
    @discardableResult
    public mutating func send(
        _ label: String,
        _ request: OperationRequest,
        as identity: String?,
        tokenMutation: TokenMutation? = nil,
        repetitions: Int = 1
    ) async throws -> ProbeResponse {
        var last: ProbeResponse?
        for _ in 0..<max(1, repetitions) {
            // A burst is sent to see whether the target limits it.
            let exchange = try await context.send(
                request,
                as: identity,
                tokenMutation: tokenMutation,
                waitsWhenLimited: repetitions <= 1
            )
            guard exchange.verdict == .answered else {
                throw CheckSkipped("the target limited or blocked the scan (status \(exchange.response.status))")
            }
            responses[label, default: []].append(exchange.response)
            last = exchange.response
        }
        guard let last else { throw CheckSkipped("no request was sent") }
        steps.append(
            ProofStep(
                label: label,
                identity: identity,
                tokenMutation: tokenMutation,
                repetitions: max(1, repetitions),
                request: context.record(request.render()),
                response: context.record(last)
            )
        )
        return last
    }

    /// The responses to a step, first to last.
    public func responses(to label: String) -> [ProbeResponse] { responses[label] ?? [] }

    /// Whether all assertions hold for what came back.
    public func holds(_ assertions: ProofAssertion...) -> Bool { holds(assertions) }

    func holds(_ assertions: [ProofAssertion]) -> Bool {
        ProofEvaluation(responses: responses).firstFailure(of: assertions) == nil
    }

    /// The proof, or `nil` where there is no assertion or one does not hold.
    ///
    /// Steps that no assertion speaks of are left out.
    public func proof(_ assertions: [ProofAssertion]) -> Proof? {
        guard !assertions.isEmpty, holds(assertions) else { return nil }
        let used = Set(assertions.flatMap(\.steps))
        return Proof(steps: steps.filter { used.contains($0.label) }, assertions: assertions)
    }
}
